def cae_encode(images):
    """Codes of the network without skips.

    images: (N, 28, 28) from 0 to 1. Returns (N, k).
    """
    raise NotImplementedError("not implemented")


def cae_decode(code):
    """Pictures (N, 28, 28) of codes (N, k)."""
    raise NotImplementedError("not implemented")


def cae_skip_encode(images):
    """Code and skips of the network with skips.

    images: (N, 28, 28) from 0 to 1.
    Returns {"code": (N, k), "skips": [arrays with N in front that go to the decoder directly]}.
    """
    raise NotImplementedError("not implemented")


def cae_skip_decode(code, skips):
    """Pictures (N, 28, 28) of codes and skips as cae_skip_encode gives them."""
    raise NotImplementedError("not implemented")
