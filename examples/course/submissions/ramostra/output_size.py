def shape(side):
    return (1, side, side)


def conv_output_size(n, kernel, stride, padding, dilation):
    free = n + 2 * padding - dilation * (kernel - 1) - 1
    return shape(free // stride + 1) if free >= 0 else None


def pool_output_size(n, kernel, stride, padding, dilation, ceil_mode):
    free = n + 2 * padding - dilation * (kernel - 1) - 1
    if free < 0 or padding > kernel / 2:
        return None
    side = (free + stride - 1 if ceil_mode else free) // stride + 1
    if ceil_mode and (side - 1) * stride >= n + padding:
        side -= 1
    return shape(side)
