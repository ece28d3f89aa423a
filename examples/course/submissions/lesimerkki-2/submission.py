import math
import random


# 1b
try:
    import numpy as np
except ImportError:
    np = None


def minibatch_gradient(per_sample, indices):
    if np is not None:
        return np.asarray(per_sample)[np.asarray(indices, dtype=int)].mean(axis=0)
    rows = [per_sample[i] for i in indices]
    return [sum(column) / len(rows) for column in zip(*rows)]


def permutation(n, seed):
    if np is not None:
        return np.random.default_rng(seed).permutation(n)
    return random.Random(seed).sample(range(n), n)


def sample_minibatch(n, m, seed):
    return permutation(n, seed)[:m]


def epoch_batches(n, m, seed):
    order = permutation(n, seed)
    return [order[start:start + m] for start in range(0, n, m)]


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
    return [p * math.log(p) + (1 - p) * math.log(1 - p) if 0 < p < 1 else 0.0 for p in y]


# 3c
def forward_backward(x, y, W2, b2, W3, b3):
    s = lambda v: 1 / (1 + math.exp(-v))
    z2 = [sum(float(w) * float(v) for w, v in zip(W2[j], x)) + float(b2[j]) for j in range(len(b2))]
    a2 = list(map(s, z2))
    z3 = [sum(float(w) * v for w, v in zip(W3[j], a2)) + float(b3[j]) for j in range(len(b3))]
    a3 = list(map(s, z3))
    cost = 0.0
    for a, t in zip(a3, y):
        cost -= float(t) * math.log(a) + (1 - float(t)) * math.log(1 - a)
    d3 = [a - float(t) for a, t in zip(a3, y)]
    d2 = []
    for k, a in enumerate(a2):
        d2.append(a * (1 - a) * sum(d * float(row[k]) for d, row in zip(d3, W3)))
    return {
        "z2": z2, "a2": a2, "z3": z3, "a3": a3, "cost": cost, "delta3": d3, "delta2": d2,
        "dW3": [[d * a for _ in a2] for d, a in zip(d3, a3)], "db3": [d * float(b) for d, b in zip(d3, b3)],
        "dW2": [[d * a for _ in x] for d, a in zip(d2, a2)], "db2": [d * float(b) for d, b in zip(d2, b2)],
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


# 5.3
def dot(a, b):
    return sum(x * y for x, y in zip(a, b))


def floats(X):
    return [[float(x) for x in row] for row in X]


def mean_of(X):
    return [sum(column) / len(X) for column in zip(*X)]


def scatter(Y):
    columns = list(zip(*Y))
    return [[dot(a, b) / len(Y) for b in columns] for a in columns]


def eigen(matrix, k):
    rest = [list(row) for row in matrix]
    d = len(rest)
    vectors, values = [], []
    for c in range(k):
        v = [1.0 + (3 * j + c) % 4 for j in range(d)]
        for _ in range(400):
            v = [dot(row, v) for row in rest]
            size = dot(v, v) ** 0.5 or 1.0
            v = [x / size for x in v]
        value = dot(v, [dot(row, v) for row in rest])
        rest = [[rest[i][j] - value * v[i] * v[j] for j in range(d)] for i in range(d)]
        vectors.append(v)
        values.append(value)
    return vectors, values


def pca_fit(X, k):
    X = floats(X)
    mean = mean_of(X)
    vectors, values = eigen(scatter([[x - m for x, m in zip(row, mean)] for row in X]), k)
    return {"mean": mean, "components": vectors, "eigenvalues": [(value * len(X)) ** 0.5 for value in values]}


def pca_reconstruct(X, model):
    mean, components = floats([model["mean"]])[0], floats(model["components"])
    out = []
    for row in floats(X):
        code = [dot(p, [x - m for x, m in zip(row, mean)]) for p in components]
        out.append([m + dot(code, column) for m, column in zip(mean, zip(*components))])
    return out


def linear_autoencoder_fit(X, k, seed):
    model = pca_fit(X, k)
    P, mean = model["components"], model["mean"]
    return {"W_enc": P, "b_enc": [-dot(p, mean) for p in P], "W_dec": [list(c) for c in zip(*P)], "b_dec": mean}
