def logistic_cost(X, y, w, b):
    """Mean cross-entropy of one sigmoid neuron over n samples.

    X: (n, d) one sample a row; y: (n,) targets between 0 and 1; w: (d,) weights; b: bias.
    Returns the cost, a number.
    """
    raise NotImplementedError("not implemented")


def logistic_gradient(X, y, w, b):
    """Gradient of the cost with respect to the weights, then the bias.

    Arguments as in logistic_cost. Returns (d + 1,).
    """
    raise NotImplementedError("not implemented")


def logistic_hessian(X, y, w, b):
    """Second derivatives of the cost, rows and columns in the order of the gradient.

    Arguments as in logistic_cost. Returns (d + 1, d + 1).
    """
    raise NotImplementedError("not implemented")


def binary_entropy(y):
    """Entropy of a coin that shows heads with probability y, for each y.

    y: (n,) probabilities between 0 and 1, both included. Returns (n,) in nats.
    """
    raise NotImplementedError("not implemented")
