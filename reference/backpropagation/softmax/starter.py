def softmax(z):
    """Softmax along the last axis.

    z: (c,) logits, or (n, c) with one sample a row; any finite values, also very large ones.
    Returns the outputs, shaped like z.
    """
    raise NotImplementedError("not implemented")


def log_softmax(z):
    """Natural logarithm of the softmax along the last axis.

    z: (c,) logits, or (n, c) with one sample a row; any finite values, also very large ones.
    Returns an array shaped like z, every value finite.
    """
    raise NotImplementedError("not implemented")


def log_likelihood_cost(z, y):
    """Log-likelihood cost of one sample.

    z: (c,) logits, the weighted inputs of the softmax layer; y: (c,) target, one-hot or any distribution.
    Returns the cost, a number.
    """
    raise NotImplementedError("not implemented")


def output_delta(z, y):
    """Error of the softmax layer: the derivative of the cost with respect to z.

    z: (c,) logits; y: (c,) target, one-hot or any distribution.
    Returns (c,).
    """
    raise NotImplementedError("not implemented")
