def linear_backprop(weights, biases, x, y):
    """Back-propagation of one example through linear neurons, for the cost ½‖a − y‖².

    weights: list of (n_l, n_{l-1}) matrices, first hidden layer first; biases: list of (n_l,) vectors;
    x: (n_1,) input; y: (n_L,) target.
    Returns a dict with the lists delta, dW, db, one entry per layer, first hidden layer first.
    """
    raise NotImplementedError("not implemented")


def collapse(weights, biases):
    """The whole network as one map x -> W x + b.

    weights, biases: as above.
    Returns a dict with W (n_L, n_1) and b (n_L,).
    """
    raise NotImplementedError("not implemented")
