from math import exp, inf, log, log1p


def cross_entropy(a, y):
    return [-(t * log(p) + (1 - t) * log(1 - p)) for p, t in zip(a, y)]


def cross_entropy_with_logits(z, y):
    return [max(v, 0.0) - v * t + log1p(exp(-abs(v))) for v, t in zip(z, y)]


def boundary_costs(a):
    return dict(first_y0=-log(1 - a), first_y1=-log(a), swapped_y0=inf, swapped_y1=inf)
