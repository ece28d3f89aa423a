def ae_encode(images):
    """The codes of images.

    images: (N, 28, 28) pixels between 0 (background) and 1.
    Returns (N, k), k >= 2; the first two numbers are what you plot.
    """
    raise NotImplementedError("not implemented")


def ae_decode(codes):
    """The images that codes stand for.

    codes: (N, k). Returns (N, 784) or (N, 28, 28) pixels.
    """
    raise NotImplementedError("not implemented")
