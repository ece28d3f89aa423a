import math
import random


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
def xlog(weight, p):
    return 0.0 if weight == 0 else weight * math.log(p)


def cross_entropy(a, y):
    return [-xlog(t, p) - xlog(1 - t, 1 - p) for p, t in zip(a, y)]


def cross_entropy_with_logits(z, y):
    return [max(v, 0.0) - v * t + math.log1p(math.exp(-abs(v))) for v, t in zip(z, y)]


def swapped(a, y):
    total = 0.0
    if y > 0:
        total -= a * math.log(y)
    if y < 1:
        total -= (1 - a) * math.log(1 - y)
    return total


def boundary_costs(a):
    first = [-math.log(1 - a), -math.log(a)]
    return {"first_y0": first[0], "first_y1": first[1], "swapped_y0": swapped(a, 0), "swapped_y1": swapped(a, 1)}


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
    vectors, values = eigen(scatter([[x - m for x, m in zip(row, mean)] for row in X]), len(mean))
    ascending = sorted(zip(values, vectors))
    return {"mean": mean, "components": [v for _, v in ascending[:k]], "eigenvalues": [value for value, _ in ascending[:k]]}


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
