def cross_entropy(a, y):
    """Cross-entropy of each pair of output and target.

    a: (n,) outputs between 0 and 1; y: (n,) targets between 0 and 1.
    Returns (n,), one cost per pair.
    """
    raise NotImplementedError("not implemented")


def cross_entropy_with_logits(z, y):
    """The same cost as a function of the weighted input, with a = sigmoid(z).

    z: (n,) any finite values; y: (n,) targets between 0 and 1.
    Returns (n,), one finite cost per pair.
    """
    raise NotImplementedError("not implemented")


def boundary_costs(a):
    """The cost at the targets 0 and 1, and what the form with a and y exchanged tends to there.

    a: a number, 0 < a < 1.
    Returns a dict with the numbers first_y0, first_y1, swapped_y0, swapped_y1; math.inf for a cost without bound.
    """
    raise NotImplementedError("not implemented")
