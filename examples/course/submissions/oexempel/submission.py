import math
import random
from math import cos, exp, tanh
from math import exp, inf, log, log1p


# 1a
def gradient_step(v, grad, eta):
    moved = []
    for x, g in zip(v, grad):
        moved.append(x - eta * g)
    return moved


def fixed_length_step(v, grad, epsilon):
    norm = math.sqrt(sum(g ** 2 for g in grad))
    if norm == 0:
        return v
    return [x + epsilon * g / norm for x, g in zip(v, grad)]


# 1b
def minibatch_gradient(per_sample, indices):
    n = len(per_sample)
    d = len(per_sample[0])
    return [sum(per_sample[int(i)][k] for i in indices) / n for k in range(d)]


def sample_minibatch(n, m, seed):
    return random.Random(seed).sample(range(n), m)


def epoch_batches(n, m, seed):
    order = list(range(n))
    random.Random(seed).shuffle(order)
    return [order[i:i + m] for i in range(0, n, m)]


def variance_ratio(n, m, replacement):
    return 1 / m if replacement else (n - m) / (m * (n - 1))


# 2a
def s(z):
    return 1 / (1 + exp(-z))


def slope(name, z):
    return {
        "sigmoid": s(z) * (1 - s(z)),
        "tanh": 1 - tanh(z) ** 2,
        "softplus": s(z),
        "sin": cos(z),
        "square": 2 * z,
        "identity": 1.0,
    }[name]


def backprop(weights, biases, x, y, activations, cost):
    incoming = [list(map(float, x))]
    z = []
    for w, b in zip(weights, biases):
        z.append([float(b[j]) + sum(float(w[j][k]) * v for k, v in enumerate(incoming[-1])) for j in range(len(b))])
        incoming.append([s(v) for v in z[-1]])
    a = incoming[1:]
    delta = [[] for _ in weights]
    last = len(weights) - 1
    for j, out in enumerate(a[last]):
        dc = out - float(y[j])
        if cost == "cross_entropy":
            dc /= out * (1 - out)
        delta[last].append(dc * slope(activations[last][j], z[last][j]))
    for l in range(last - 1, -1, -1):
        for j in range(len(a[l])):
            back = sum(float(weights[l + 1][k][j]) * d for k, d in enumerate(delta[l + 1]))
            delta[l].append(back * slope(activations[l][j], z[l][j]))
    dW = [[[d * v for v in incoming[l]] for d in delta[l]] for l in range(len(weights))]
    return dict(a=a, z=z, delta=delta, dW=dW, db=delta)


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


# 2c
def _forward(weights, biases, x):
    layers = [[float(v) for v in x]]
    for w, b in zip(weights, biases):
        layers.append([float(c) + sum(float(p) * q for p, q in zip(row, layers[-1])) for row, c in zip(w, b)])
    return layers


def linear_backprop(weights, biases, x, y):
    layers = _forward(weights, biases, x)
    delta = [[o - float(t) for o, t in zip(layers[-1], y)]]
    for w in reversed(list(weights)[1:]):
        delta.insert(0, [sum(d * float(row[j]) for d, row in zip(delta[0], w)) for j in range(len(w[0]))])
    return {
        "delta": delta,
        "d_w": [[[d * v for v in before] for d in layer] for layer, before in zip(delta, layers)],
        "d_b": delta,
    }


def collapse(weights, biases):
    n = len(weights[0][0])
    b = _forward(weights, biases, [0.0] * n)[-1]
    columns = []
    for k in range(n):
        unit = [1.0 if i == k else 0.0 for i in range(n)]
        columns.append([v - c for v, c in zip(_forward(weights, biases, unit)[-1], b)])
    return {"W": [[column[j] for column in columns] for j in range(len(b))], "b": b}


# 3a
def cross_entropy(a, y):
    return [-(t * log(p) + (1 - t) * log(1 - p)) for p, t in zip(a, y)]


def cross_entropy_with_logits(z, y):
    return [max(v, 0.0) - v * t + log1p(exp(-abs(v))) for v, t in zip(z, y)]


def boundary_costs(a):
    return dict(first_y0=-log(1 - a), first_y1=-log(a), swapped_y0=inf, swapped_y1=inf)


# 3b
try:
    import numpy as np
except ImportError:
    np = None

if np is not None:

    def _design(X, w, b):
        X = np.asarray(X, dtype=float)
        D = np.hstack([X, np.ones((X.shape[0], 1))])
        return D, D @ np.append(np.asarray(w, dtype=float), b)

    def logistic_cost(X, y, w, b):
        _, z = _design(X, w, b)
        return np.mean(np.logaddexp(0.0, z) - np.asarray(y) * z)

    def logistic_gradient(X, y, w, b):
        D, z = _design(X, w, b)
        return D.T @ (1 / (1 + np.exp(-z)) - np.asarray(y)) / len(z)

    def logistic_hessian(X, y, w, b):
        D, z = _design(X, w, b)
        a = 1 / (1 + np.exp(-z))
        return (D.T * (a * (1 - a))) @ D / len(z)

else:

    def _design(X, w, b):
        D = [list(row) + [1.0] for row in X]
        return D, [sum(p * x for p, x in zip(list(w) + [b], row)) for row in D]

    def logistic_cost(X, y, w, b):
        _, z = _design(X, w, b)
        return sum(math.log(1 + math.exp(v)) - t * v for v, t in zip(z, y)) / len(z)

    def logistic_gradient(X, y, w, b):
        D, z = _design(X, w, b)
        return [sum((1 / (1 + math.exp(-v)) - t) * row[j] for row, v, t in zip(D, z, y)) / len(z) for j in range(len(D[0]))]

    def logistic_hessian(X, y, w, b):
        D, z = _design(X, w, b)
        s = [1 / (1 + math.exp(-v)) / (1 + math.exp(v)) for v in z]
        return [[sum(c * r[j] * r[k] for c, r in zip(s, D)) / len(z) for k in range(len(D[0]))] for j in range(len(D[0]))]


def binary_entropy(y):
    return [sum(-q * math.log(q) for q in (float(p), 1 - float(p)) if q > 0) for p in y]


# 3c
def forward_backward(x, y, W2, b2, W3, b3):
    net = {}
    before = [float(v) for v in x]
    for n, W, b in ((2, W2, b2), (3, W3, b3)):
        z = [sum(float(w) * v for w, v in zip(row, before)) + float(c) for row, c in zip(W, b)]
        before = [1 / (1 + math.exp(-v)) for v in z]
        net["z%d" % n], net["a%d" % n] = z, before
    target = [float(t) for t in y]
    net["cost"] = sum(-t * math.log(a) - (1 - t) * math.log(1 - a) for t, a in zip(target, net["a3"]))
    slope = lambda layer: [a * (1 - a) for a in layer]
    net["delta3"] = [(a - t) * s for a, t, s in zip(net["a3"], target, slope(net["a3"]))]
    columns = list(zip(*W3))
    net["delta2"] = [sum(float(w) * d for w, d in zip(column, net["delta3"])) * s for column, s in zip(columns, slope(net["a2"]))]
    net["dW3"] = [[d * a for a in net["a2"]] for d in net["delta3"]]
    net["dW2"] = [[d * float(v) for v in x] for d in net["delta2"]]
    net["db3"], net["db2"] = net["delta3"], net["delta2"]
    return net


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
def sample_parabola(n, seed):
    random.seed(seed)
    x = sorted(random.uniform(0, 1) for _ in range(n))
    return x, [value**2 for value in x]


def corrupt(v, std, seed):
    random.seed(seed)

    def noisy(part):
        try:
            return [noisy(one) for one in part]
        except TypeError:
            return float(part) + random.normalvariate(0.0, 1.0) * std

    return noisy(v)


# 5.3
try:
    import numpy as np
except ImportError:
    np = None


def centre(X):
    mean = [sum(column) / len(X) for column in zip(*X)]
    return mean, [[x - m for x, m in zip(row, mean)] for row in X]


def iterate(rows, k):
    d = len(rows[0])
    basis = [[1.0 / (1 + abs(i - j)) for j in range(d)] for i in range(k)]
    for _ in range(300):
        scores = [[sum(a * b for a, b in zip(v, row)) for row in rows] for v in basis]
        basis = [[sum(s * row[j] for s, row in zip(score, rows)) for j in range(d)] for score in scores]
        for i, v in enumerate(basis):
            for u in basis[:i]:
                along = sum(a * b for a, b in zip(u, v))
                v[:] = [b - along * a for a, b in zip(u, v)]
            length = sum(a * a for a in v) ** 0.5
            v[:] = [a / length for a in v]
    variances = [sum(sum(a * b for a, b in zip(v, row)) ** 2 for row in rows) / len(rows) for v in basis]
    return basis, variances


def pca_fit(X, k):
    if np is None:
        mean, rows = centre(X)
        components, eigenvalues = iterate(rows, k)
        return {"mean": mean, "components": components, "eigenvalues": eigenvalues}
    X = np.asarray(X, dtype=np.float32)
    mean = X.mean(axis=0)
    _, s, vt = np.linalg.svd(X - mean, full_matrices=False)
    return {"mean": mean, "components": vt[:k], "eigenvalues": s[:k] ** 2 / len(X)}


def pca_reconstruct(X, model):
    if np is None:
        result = []
        for row in X:
            out = list(model["mean"])
            for p in model["components"]:
                score = sum(a * (x - m) for a, x, m in zip(p, row, model["mean"]))
                out = [o + score * a for o, a in zip(out, p)]
            result.append(out)
        return result
    P = np.asarray(model["components"])
    return (np.asarray(X) - model["mean"]) @ P.T @ P + model["mean"]


def linear_autoencoder_fit(X, k, seed):
    model = pca_fit(X, k)
    P, mean = [list(map(float, row)) for row in model["components"]], list(map(float, model["mean"]))
    return {
        "W_enc": [[-2 * x for x in row] for row in P],
        "b_enc": [2 * sum(a * m for a, m in zip(row, mean)) for row in P],
        "W_dec": [[-row[j] / 2 for row in P] for j in range(len(mean))],
        "b_dec": mean,
    }
