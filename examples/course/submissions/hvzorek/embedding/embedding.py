from digits import decode, encode, np


def ae_encode(images):
    return [[[[v]] for v in code] for code in encode(images)]


def ae_decode(codes):
    flat = decode([[float(v[0][0]) for v in code] for code in codes])
    if np is not None:
        return flat.reshape(-1, 1, 28, 28)
    return [[[image[28 * r:28 * r + 28] for r in range(28)]] for image in flat]
