import math
import random
from math import cos, cosh, exp, log, sin, tanh
from math import exp, inf, log, log1p


# 1a
def gradient_step(v, grad, eta):
    return [x - eta * g for x, g in zip(v, grad)]


def fixed_length_step(v, grad, epsilon):
    squares = sum(g * g for g in grad)
    if squares == 0:
        return list(v)
    return [x - epsilon * g / squares for x, g in zip(v, grad)]


# 1b
def minibatch_gradient(per_sample, indices):
    rows = [list(per_sample[int(i)]) for i in indices]
    return [sum(row[k] for row in rows) / len(rows) for k in range(len(rows[0]))]


def sample_minibatch(n, m, seed):
    random.seed(seed)
    return random.sample(list(range(n)), k=m)


def epoch_batches(n, m, seed):
    random.seed(seed)
    rest = random.sample(list(range(n)), k=n)
    batches = []
    while rest:
        batches.append(rest[:m])
        rest = rest[m:]
    return batches


def variance_ratio(n, m, replacement):
    return 1 / m if replacement else (n - m) / (m * n)


# 2a
def sigmoid(z):
    return 1 / (1 + exp(-z))


F = {
    "sigmoid": (sigmoid, lambda z: sigmoid(z) * (1 - sigmoid(z))),
    "tanh": (tanh, lambda z: 1 / cosh(z) ** 2),
    "softplus": (lambda z: log(1 + exp(z)), sigmoid),
    "sin": (sin, cos),
    "square": (lambda z: z * z, lambda z: 2 * z),
    "identity": (lambda z: z, lambda z: 1.0),
}


def transpose(m):
    return [list(column) for column in zip(*m)]


def matmul(p, q):
    return [[sum(u * v for u, v in zip(row, column)) for column in zip(*q)] for row in p]


def backprop(weights, biases, x, y, activations, cost):
    inputs = [[float(v) for v in x]]
    a, z = [], []
    row = inputs
    for w, b, names in zip(weights, biases, activations):
        weighted = [[v + float(c) for v, c in zip(matmul(row, transpose(w))[0], b)]]
        row = [[F[name][0](v) for v, name in zip(weighted[0], names)]]
        z.append(weighted)
        a.append(row)
    error = [p - float(t) for p, t in zip(a[-1][0], y)]
    if cost == "cross_entropy":
        error = [e / (p * (1 - p)) for e, p in zip(error, a[-1][0])]
    delta = [None] * len(weights)
    for l in reversed(range(len(weights))):
        if l < len(weights) - 1:
            error = matmul(delta[l + 1], weights[l + 1])[0]
        delta[l] = [[e * F[name][1](v) for e, name, v in zip(error, activations[l], z[l][0])]]
    before = [inputs] + a[:-1]
    dW = [matmul(transpose(d), p) for d, p in zip(delta, before)]
    return {"a": a, "z": z, "delta": delta, "dW": dW, "db": delta}


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
class Linear:
    def __init__(self, w, b):
        self.w = [[float(e) for e in row] for row in w]
        self.b = [float(e) for e in b]

    def forward(self, v):
        self.input = v
        return [sum(e * u for e, u in zip(row, v)) + c for row, c in zip(self.w, self.b)]

    def backward(self, d):
        self.dw = [[e * v for v in self.input] for e in d]
        return [sum(self.w[k][j] * d[k] for k in range(len(d))) for j in range(len(self.input))]


def linear_backprop(weights, biases, x, y):
    net = [Linear(w, b) for w, b in zip(weights, biases)]
    v = [float(e) for e in x]
    for layer in net:
        v = layer.forward(v)
    d = [float(t) - o for t, o in zip(y, v)]
    delta = []
    for layer in reversed(net):
        delta.append(d)
        d = layer.backward(d)
    delta.reverse()
    return {"delta": delta, "dW": [layer.dw for layer in net], "db": delta}


def collapse(weights, biases):
    net = [Linear(w, b) for w, b in zip(weights, biases)]

    def run(v):
        for layer in net:
            v = layer.forward(v)
        return v

    n = len(net[0].w[0])
    b = run([0.0] * n)
    images = [run([float(i == k) for i in range(n)]) for k in range(n)]
    return {"W": [[image[j] - b[j] for image in images] for j in range(len(b))], "b": b}


# 3a
def cross_entropy(a, y):
    return [-(t * log(p) + (1 - t) * log(1 - p)) for p, t in zip(a, y)]


def cross_entropy_with_logits(z, y):
    return [max(v, 0.0) - v * t + log1p(exp(-abs(v))) for v, t in zip(z, y)]


def boundary_costs(a):
    return dict(first_y0=-log(1 - a), first_y1=-log(a), swapped_y0=inf, swapped_y1=inf)


# 3b
def sigmoid_3b(z):
    return 1 / (1 + math.exp(-z))


def outputs(X, w, b):
    return [sigmoid_3b(sum(x * v for x, v in zip(row, w)) + b) for row in X]


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
def shape(side):
    return (1, side, side)


def conv_output_size(n, kernel, stride, padding, dilation):
    free = n + 2 * padding - dilation * (kernel - 1) - 1
    return shape(free // stride + 1) if free >= 0 else None


def pool_output_size(n, kernel, stride, padding, dilation, ceil_mode):
    free = n + 2 * padding - dilation * (kernel - 1) - 1
    if free < 0 or padding > kernel / 2:
        return None
    side = (free + stride - 1 if ceil_mode else free) // stride + 1
    if ceil_mode and (side - 1) * stride >= n + padding:
        side -= 1
    return shape(side)


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
