import math
import random


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
            gradient[j] += (t - a) * x / len(y)
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
