import math
import random
from math import exp, inf, log, log1p


# 1a
try:
    import numpy as np
except ImportError:
    np = None


def gradient_step(v, grad, eta):
    if np is None:
        return [x - eta * g for x, g in zip(v, grad)]
    return np.asarray(v) - eta * np.asarray(grad)


def fixed_length_step(v, grad, epsilon):
    if np is None:
        norm = sum(g * g for g in grad) ** 0.5
        return [x - (epsilon * g / norm if norm else 0) for x, g in zip(v, grad)]
    if len(grad) == 1:
        return np.asarray(v) - epsilon * np.sign(grad)
    norm = np.linalg.norm(grad)
    return np.asarray(v) - epsilon * np.asarray(grad) / norm if norm > 0 else np.array(v)


# 1b
def minibatch_gradient(per_sample, indices):
    batch = [per_sample[int(i)] for i in indices]
    return [sum(column) / len(batch) for column in zip(*batch)]


def sample_minibatch(n, m, seed):
    return random.Random(seed).sample(range(n), m)


def epoch_batches(n, m, seed):
    order = list(range(n))
    random.Random(seed).shuffle(order)
    return [order[start:start + m] for start in range(0, n, m)]


def variance_ratio(n, m, replacement):
    if replacement:
        return 1 / m
    return (n - m) / (m * (n - 1))


# 2a
SIGMOID = lambda z: 1 / (1 + math.exp(-z))
FORWARD = {
    "sigmoid": SIGMOID,
    "tanh": math.tanh,
    "softplus": lambda z: math.log1p(math.exp(z)),
    "sin": math.sin,
    "square": lambda z: z * z,
    "identity": lambda z: z,
}


def backprop(weights, biases, x, y, activations, cost):
    a, z = [list(map(float, x))], []
    for w, b, names in zip(weights, biases, activations):
        z.append([sum(float(p) * q for p, q in zip(row, a[-1])) + float(c) for row, c in zip(w, b)])
        a.append([FORWARD[name](v) for name, v in zip(names, z[-1])])
    slope = [[v * (1 - v) for v in layer] for layer in a[1:]]
    error = [v - float(t) for v, t in zip(a[-1], y)]
    top = error if cost == "cross_entropy" else [e * s for e, s in zip(error, slope[-1])]
    delta = [top]
    for l in range(len(weights) - 1, 0, -1):
        back = [sum(float(weights[l][k][j]) * delta[0][k] for k in range(len(delta[0]))) for j in range(len(a[l]))]
        delta.insert(0, [e * s for e, s in zip(back, slope[l - 1])])
    dW = [[[d * v for v in before] for d in layer] for layer, before in zip(delta, a)]
    return {"a": a[1:], "z": z, "delta": delta, "dW": dW, "db": delta}


# 2b
try:
    import numpy as np
except ImportError:
    np = None


def log_softmax(z):
    if np is not None:
        z = np.asarray(z, dtype=float)
        shifted = z - z.max(axis=-1, keepdims=True)
        return shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    if isinstance(z[0], list):
        return [log_softmax(row) for row in z]
    top = max(z)
    total = math.log(sum(math.exp(v - top) for v in z))
    return [v - top - total for v in z]


def softmax(z):
    logs = log_softmax(z)
    if np is not None:
        return np.exp(logs)
    return [[math.exp(v) for v in row] if isinstance(row, list) else math.exp(row) for row in logs]


def log_likelihood_cost(z, y):
    return -sum(t * v for t, v in zip(y, log_softmax(z)))


def output_delta(z, y):
    return [a - t for a, t in zip(softmax(z), y)]


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
    sigma = lambda z: 1 / (1 + math.exp(-z))
    x, y = [float(v) for v in x], [float(v) for v in y]
    z2 = [sum(float(w) * v for w, v in zip(row, x)) + float(b) for row, b in zip(W2, b2)]
    a2 = [sigma(z) for z in z2]
    z3 = [sum(float(w) * v for w, v in zip(row, a2)) + float(b) for row, b in zip(W3, b3)]
    a3 = [sigma(z) for z in z3]
    cost = -sum(t * math.log(a) + (1 - t) * math.log(1 - a) for t, a in zip(y, a3))
    delta3 = [a - t for a, t in zip(a3, y)]
    delta2 = [sum(float(W3[j][k]) * delta3[j] for j in range(len(y))) * a2[k] * (1 - a2[k]) for k in range(len(a2))]
    delta1 = [sum(float(W2[j][k]) * delta2[j] for j in range(len(a2))) for k in range(len(x))]
    return {
        "z2": z2, "a2": a2, "z3": z3, "a3": a3, "cost": cost,
        "delta3": delta3, "delta2": delta2, "delta1": delta1,
        "d_w3": [[d * a for a in a2] for d in delta3], "d_b3": delta3,
        "d_w2": [[d * v for v in x] for d in delta2], "d_b2": delta2,
    }


# 4.1
def places(n, kernel, stride, padding, dilation):
    cells = range(-padding, n + padding)
    found = 0
    for start in cells[::stride]:
        if all(start + tap * dilation in cells for tap in range(kernel)):
            found += 1
    return found


def conv_output_size(n, kernel, stride, padding, dilation):
    return places(n, kernel, stride, padding, dilation) or None


def pool_output_size(n, kernel, stride, padding, dilation, ceil_mode):
    if padding > kernel // 2:
        return None
    found = places(n, kernel, stride, padding, dilation)
    if found == 0:
        return None
    next_start = -padding + found * stride
    last_cell = next_start - stride + (kernel - 1) * dilation
    if ceil_mode and next_start < n and last_cell < n + padding - 1:
        found += 1
    return found


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
