import math
import random
from math import exp, inf, log, log1p


# 1a
TINY = 1e-12


def gradient_step(v, grad, eta):
    return [x - eta * g for x, g in zip(v, grad)]


def fixed_length_step(v, grad, epsilon):
    norm = math.sqrt(math.fsum(g * g for g in grad))
    return [x - epsilon * g / (norm + TINY) for x, g in zip(v, grad)]


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
def _row_times(matrix, vector):
    return [sum(float(m) * float(v) for m, v in zip(row, vector)) for row in matrix]


def linear_backprop(weights, biases, x, y):
    outputs = [[float(value) for value in x]]
    for matrix, bias in zip(weights, biases):
        outputs.append([z + float(b) for z, b in zip(_row_times(matrix, outputs[-1]), bias)])
    error = [out - float(target) for out, target in zip(outputs[-1], y)]
    delta, dW = [], []
    for layer in range(len(weights) - 1, -1, -1):
        delta.append(error)
        dW.append([[e * value for value in outputs[layer]] for e in error])
        error = _row_times(zip(*weights[layer]), error)
    delta.reverse()
    dW.reverse()
    return delta, dW, [list(layer) for layer in delta]


def collapse(weights, biases):
    W = [[float(w) for w in row] for row in weights[0]]
    b = [float(value) for value in biases[0]]
    for matrix, bias in zip(weights[1:], biases[1:]):
        W = [_row_times(zip(*W), row) for row in matrix]
        b = [z + float(c) for z, c in zip(_row_times(matrix, b), bias)]
    return W, b


# 3a
def cross_entropy(a, y):
    return [-(t * log(p) + (1 - t) * log(1 - p)) for p, t in zip(a, y)]


def cross_entropy_with_logits(z, y):
    return [max(v, 0.0) - v * t + log1p(exp(-abs(v))) for v, t in zip(z, y)]


def boundary_costs(a):
    return dict(first_y0=-log(1 - a), first_y1=-log(a), swapped_y0=inf, swapped_y1=inf)


# 3b
def sigmoid(z):
    return 1 / (1 + math.exp(-z))


def outputs(X, w, b):
    return [sigmoid(sum(x * v for x, v in zip(row, w)) + b) for row in X]


def extended(X):
    return [list(row) + [1.0] for row in X]


def logistic_cost(X, y, w, b):
    total = 0.0
    for row, t in zip(X, y):
        z = sum(x * v for x, v in zip(row, w)) + b
        total += max(z, 0.0) + math.log1p(math.exp(-abs(z))) - t * z
    return total / len(y)


def logistic_gradient(X, y, w, b):
    gradient = [0.0] * (len(w) + 1)
    for row, a, t in zip(extended(X), outputs(X, w, b), y):
        for j, x in enumerate(row):
            gradient[j] += (a - t) * x / len(y)
    return gradient


def logistic_hessian(X, y, w, b):
    size = len(w) + 1
    hessian = [[0.0] * size for _ in range(size)]
    for row, a in zip(extended(X), outputs(X, w, b)):
        for j in range(size):
            for k in range(size):
                hessian[j][k] += a * (1 - a) * row[j] * row[k] / len(y)
    return hessian


def binary_entropy(y):
    return [0.0 if p in (0, 1) else -p * math.log(p) - (1 - p) * math.log(1 - p) for p in y]


# 3c
class Var:
    def __init__(self, value, parents=()):
        self.value, self.parents, self.grad = float(value), parents, 0.0

    def __add__(self, other):
        other = other if isinstance(other, Var) else Var(other)
        return Var(self.value + other.value, ((self, 1.0), (other, 1.0)))

    __radd__ = __add__

    def __mul__(self, other):
        other = other if isinstance(other, Var) else Var(other)
        return Var(self.value * other.value, ((self, other.value), (other, self.value)))

    __rmul__ = __mul__

    def sigmoid(self):
        s = 1 / (1 + math.exp(-self.value))
        return Var(s, ((self, s * (1 - s)),))

    def log(self):
        return Var(math.log(self.value), ((self, 1 / self.value),))


def backward(root):
    order, seen = [], set()

    def visit(node):
        if id(node) not in seen:
            seen.add(id(node))
            for parent, _ in node.parents:
                visit(parent)
            order.append(node)

    visit(root)
    root.grad = 1.0
    for node in reversed(order):
        for parent, slope in node.parents:
            parent.grad += slope * node.grad


def forward_backward(x, y, W2, b2, W3, b3):
    u = [math.log(float(v) / (1 - float(v))) for v in x]
    z1 = [Var(v) for v in u]
    a1 = [v.sigmoid() for v in z1]
    V2, c2 = [[Var(w) for w in row] for row in W2], [Var(b) for b in b2]
    V3, c3 = [[Var(w) for w in row] for row in W3], [Var(b) for b in b3]
    z2 = [sum((w * v for w, v in zip(row, a1)), c) for row, c in zip(V2, c2)]
    a2 = [z.sigmoid() for z in z2]
    z3 = [sum((w * v for w, v in zip(row, a2)), c) for row, c in zip(V3, c3)]
    a3 = [z.sigmoid() for z in z3]
    cost = Var(0)
    for a, t in zip(a3, y):
        cost = cost + (-float(t)) * a.log() + (float(t) - 1) * (1 + (-1) * a).log()
    backward(cost)
    value = lambda vs: [v.value for v in vs]
    grad = lambda vs: [v.grad for v in vs]
    return {
        "z2": value(z2), "a2": value(a2), "z3": value(z3), "a3": value(a3), "cost": cost.value,
        "delta3": grad(z3), "delta2": grad(z2), "delta1": grad(z1),
        "dW3": [grad(row) for row in V3], "db3": grad(c3), "dW2": [grad(row) for row in V2], "db2": grad(c2),
    }


# 4.1
def conv_output_size(n, kernel, stride, padding, dilation):
    free = (n + 2.0 * padding) - (dilation * (kernel - 1) + 1)
    if free < 0:
        return None
    return float(math.floor(free / stride + 1))


def pool_output_size(n, kernel, stride, padding, dilation, ceil_mode):
    if padding > kernel // 2:
        return None
    free = (n + 2.0 * padding) - (dilation * (kernel - 1) + 1)
    if free < 0:
        return None
    if not ceil_mode:
        return float(math.floor(free / stride + 1))
    steps = float(math.ceil(free / stride))
    return steps + 1.0 if steps * stride < n + padding else steps


# 5.2
def sample_parabola(n, seed):
    rng = random.Random(seed)
    x = [rng.random() for _ in range(n)]
    return {"x": x, "y": [t**2 for t in x]}


def corrupt(v, std, seed):
    rng = random.Random(seed)

    def add(part):
        if hasattr(part, "__len__"):
            return [add(one) for one in part]
        return float(part) + std * rng.random()

    return add(v)


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
