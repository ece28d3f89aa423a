def conv_output_size(n, kernel, stride, padding, dilation):
    """Length of one axis after a convolution.

    n: cells on the axis; kernel: taps of the window; stride: cells from one window to the next;
    padding: cells added on each side; dilation: cells from one tap to the next.
    Returns an integer, or None if no window fits.
    """
    raise NotImplementedError("not implemented")


def pool_output_size(n, kernel, stride, padding, dilation, ceil_mode):
    """Length of one axis after pooling.

    The first five as above, padding at most half of the kernel; ceil_mode: whether a last window may
    reach beyond the right end.
    Returns an integer, or None if there is no such layer.
    """
    raise NotImplementedError("not implemented")
