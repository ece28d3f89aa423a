def gradient_step(v, grad, eta):
    """One step of plain gradient descent.

    v: (d,) where you stand; grad: (d,) gradient of C at v; eta: learning rate, > 0.
    Returns (d,) the new point.
    """
    raise NotImplementedError("not implemented")


def fixed_length_step(v, grad, epsilon):
    """The step of length epsilon that lowers C most to first order.

    v: (d,) where you stand; grad: (d,) gradient of C at v; epsilon: length of the step, > 0.
    Returns (d,) the new point; v itself where the gradient is zero.
    """
    raise NotImplementedError("not implemented")
