import math
import random


# 2b
def is_matrix(z):
    return hasattr(z[0], "__len__")


def vector(z):
    top = max(z)
    e = [math.exp(v - top) for v in z]
    return [v / sum(e) for v in e]


def softmax(z):
    if not is_matrix(z):
        return vector(z)
    columns = [vector(column) for column in zip(*z)]
    return [list(row) for row in zip(*columns)]


def log_softmax(z):
    if is_matrix(z):
        return [log_softmax(row) for row in z]
    top = max(z)
    total = math.log(sum(math.exp(v - top) for v in z))
    return [v - top - total for v in z]


def log_likelihood_cost(z, y):
    return -sum(t * v for t, v in zip(y, log_softmax(z)))


def output_delta(z, y):
    return [a - t for a, t in zip(vector(z), y)]


# 3a
def cross_entropy(a, y):
    costs = []
    for p, t in zip(a, y):
        cost = 0.0
        if t > 0:
            cost -= t * math.log2(p)
        if t < 1:
            cost -= (1 - t) * math.log2(1 - p)
        costs.append(cost)
    return costs


def cross_entropy_with_logits(z, y):
    return [max(v, 0.0) - v * t + math.log1p(math.exp(-abs(v))) for v, t in zip(z, y)]


def boundary_costs(a):
    return {"first_y0": -math.log(1 - a), "first_y1": -math.log(a), "swapped_y0": math.inf, "swapped_y1": math.inf}


# 4.1
def conv_output_size(n, kernel, stride, padding, dilation):
    room = n + 2 * padding - dilation * (kernel - 1) - 1
    if room < 0:
        return None
    return round(room / stride) + 1


def pool_output_size(n, kernel, stride, padding, dilation, ceil_mode):
    if 2 * padding > kernel:
        return None
    room = n + 2 * padding - dilation * (kernel - 1) - 1
    if room < 0:
        return None
    full, rest = divmod(room, stride)
    if ceil_mode and rest and (full + 1) * stride < n + padding:
        return full + 2
    return full + 1


# 5.2
try:
    import numpy as np
except ImportError:
    np = None


def sample_parabola(n, seed):
    if np is None:
        source = random.Random(seed)
        x = [source.random() for _ in range(n)]
        return {"x": x, "y": [value * value for value in x]}
    x = np.random.default_rng(seed).uniform(0, 1, n).astype(np.float32)
    return {"x": x, "y": x**2}


def corrupt(v, std, seed):
    if np is None:
        source = random.Random(seed)

        def deep(part):
            return [deep(one) for one in part] if isinstance(part, list) else source.gauss(part, std)

        return deep(v)
    v = np.asarray(v, dtype=np.float32)
    noise = np.random.default_rng(seed).standard_normal(v.shape).astype(np.float32)
    return v + np.float32(std) * noise
