def backprop(weights, biases, x, y, activations, cost):
    """Back-propagation of one example where every neuron has its own activation.

    weights: list of (n_l, n_{l-1}) matrices, first hidden layer first; biases: list of (n_l,) vectors;
    x: (n_1,) input; y: (n_L,) target;
    activations: one list of names per layer: sigmoid, tanh, softplus, sin, square, identity;
    cost: "quadratic" or "cross_entropy", both summed over the outputs.
    Returns a dict with the lists a, z, delta, dW, db, one entry per layer, first hidden layer first.
    """
    raise NotImplementedError("not implemented")
