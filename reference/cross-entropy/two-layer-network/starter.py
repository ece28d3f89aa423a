def forward_backward(x, y, W2, b2, W3, b3):
    """One example forward and backward: sigmoid neurons, cross-entropy cost.

    x: (n1,) input; y: (n3,) target, from 0 to 1; W2: (n2, n1), row j holds the weights into hidden neuron j; b2: (n2,);
    W3: (n3, n2); b3: (n3,).
    Returns a dict with z2, a2, z3, a3, cost, delta3, delta2, dW3, db3, dW2, db2 and, if you like, delta1.
    """
    raise NotImplementedError("not implemented")
