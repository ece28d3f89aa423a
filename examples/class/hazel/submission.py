"""The whole sheet in plain Python: lists, loops and the math module."""
import math
import random


def dot(u, v):
    return sum(a * b for a, b in zip(u, v))


def matvec(matrix, vector):
    return [dot(row, vector) for row in matrix]


def transpose(matrix):
    return [list(column) for column in zip(*matrix)]


def outer(u, v):
    return [[a * b for b in v] for a in u]


def sigmoid(z):
    return 1 / (1 + math.exp(-z)) if z >= 0 else math.exp(z) / (1 + math.exp(z))


# ---- gradient descent ----

def gradient_step(v, grad, eta):
    return [x - eta * g for x, g in zip(v, grad)]


def fixed_length_step(v, grad, epsilon):
    norm = math.sqrt(dot(grad, grad))
    if norm == 0:
        return list(v)
    return [x - epsilon * g / norm for x, g in zip(v, grad)]


def minibatch_gradient(per_sample, indices):
    rows = [per_sample[int(i)] for i in indices]
    return [sum(column) / len(rows) for column in zip(*rows)]


def sample_minibatch(n, m, seed):
    generator = random.Random(seed)
    return [generator.randrange(n) for _ in range(m)]


def epoch_batches(n, m, seed):
    order = list(range(n))
    random.Random(seed).shuffle(order)
    return [order[start:start + m] for start in range(0, n, m)]


def variance_ratio(n, m, replacement):
    return 1 / m if replacement else (n - m) / (m * (n - 1))


# ---- backpropagation ----

def softplus(z):
    return max(z, 0) + math.log1p(math.exp(-abs(z)))


FUNCTIONS = {
    "sigmoid": (sigmoid, lambda z: sigmoid(z) * (1 - sigmoid(z))),
    "tanh": (math.tanh, lambda z: 1 - math.tanh(z) ** 2),
    "softplus": (softplus, sigmoid),
    "sin": (math.sin, math.cos),
    "square": (lambda z: z * z, lambda z: 2 * z),
    "identity": (lambda z: z, lambda z: 1.0),
}


def backprop(weights, biases, x, y, activations, cost):
    zs, outputs = [], [list(x)]
    for W, b, names in zip(weights, biases, activations):
        z = [value + bias for value, bias in zip(matvec(W, outputs[-1]), b)]
        zs.append(z)
        outputs.append([FUNCTIONS[name][0](value) for name, value in zip(names, z)])
    slopes = [[FUNCTIONS[name][1](value) for name, value in zip(names, z)] for names, z in zip(activations, zs)]
    if cost == "quadratic":
        delta = [(a - t) * s for a, t, s in zip(outputs[-1], y, slopes[-1])]
    else:
        delta = [(a - t) / (a * (1 - a)) * s for a, t, s in zip(outputs[-1], y, slopes[-1])]
    deltas = [delta]
    for layer in range(len(weights) - 1, 0, -1):
        back = matvec(transpose(weights[layer]), deltas[0])
        deltas.insert(0, [value * s for value, s in zip(back, slopes[layer - 1])])
    gradients = [outer(d, a) for d, a in zip(deltas, outputs)]
    return {"a": outputs, "z": zs, "delta": deltas, "dW": gradients, "db": deltas}


def softmax(z):
    if hasattr(z[0], "__len__"):
        return [softmax(row) for row in z]
    top = max(z)
    powers = [math.exp(value - top) for value in z]
    total = sum(powers)
    return [power / total for power in powers]


def log_softmax(z):
    if hasattr(z[0], "__len__"):
        return [log_softmax(row) for row in z]
    top = max(z)
    shift = top + math.log(sum(math.exp(value - top) for value in z))
    return [value - shift for value in z]


def log_likelihood_cost(z, y):
    return -dot(y, log_softmax(z))


def output_delta(z, y):
    return [a - t for a, t in zip(softmax(z), y)]


def linear_backprop(weights, biases, x, y):
    outputs = [list(x)]
    for W, b in zip(weights, biases):
        outputs.append([value + bias for value, bias in zip(matvec(W, outputs[-1]), b)])
    deltas = [[a - t for a, t in zip(outputs[-1], y)]]
    for W in reversed(weights[1:]):
        deltas.insert(0, matvec(transpose(W), deltas[0]))
    return {"delta": deltas, "dW": [outer(d, a) for d, a in zip(deltas, outputs)], "db": deltas}


def collapse(weights, biases):
    W, b = [list(row) for row in weights[0]], list(biases[0])
    for matrix, bias in zip(weights[1:], biases[1:]):
        columns = transpose(W)
        W = [[dot(row, column) for column in columns] for row in matrix]
        b = [value + extra for value, extra in zip(matvec(matrix, b), bias)]
    return {"W": W, "b": b}


# ---- cross-entropy ----

def xlogy(x, y):
    return 0.0 if x == 0 else x * math.log(y)


def cross_entropy(a, y):
    return [-xlogy(t, p) - xlogy(1 - t, 1 - p) for p, t in zip(a, y)]


def cross_entropy_with_logits(z, y):
    return [max(v, 0) - v * t + math.log1p(math.exp(-abs(v))) for v, t in zip(z, y)]


def boundary_costs(a):
    return {"first_y0": -math.log(1 - a), "first_y1": -math.log(a), "swapped_y0": math.inf, "swapped_y1": math.inf}


def logistic_cost(X, y, w, b):
    z = [dot(row, w) + b for row in X]
    return sum(cross_entropy_with_logits(z, y)) / len(z)


def logistic_gradient(X, y, w, b):
    errors = [sigmoid(dot(row, w) + b) - t for row, t in zip(X, y)]
    inputs = [list(row) + [1.0] for row in X]
    return [dot(errors, column) / len(errors) for column in zip(*inputs)]


def logistic_hessian(X, y, w, b):
    slopes = []
    for row in X:
        a = sigmoid(dot(row, w) + b)
        slopes.append(a * (1 - a))
    columns = transpose([list(row) + [1.0] for row in X])
    return [[sum(s * p * q for s, p, q in zip(slopes, u, v)) / len(slopes) for v in columns] for u in columns]


def binary_entropy(y):
    return [-xlogy(p, p) - xlogy(1 - p, 1 - p) for p in y]


def forward_backward(x, y, W2, b2, W3, b3):
    z2 = [value + bias for value, bias in zip(matvec(W2, x), b2)]
    a2 = [sigmoid(z) for z in z2]
    z3 = [value + bias for value, bias in zip(matvec(W3, a2), b3)]
    a3 = [sigmoid(z) for z in z3]
    delta3 = [a - t for a, t in zip(a3, y)]
    delta2 = [d * a * (1 - a) for d, a in zip(matvec(transpose(W3), delta3), a2)]
    return {
        "z2": z2, "a2": a2, "z3": z3, "a3": a3,
        "cost": sum(cross_entropy(a3, y)),
        "delta3": delta3, "delta2": delta2,
        "dW3": outer(delta3, a2), "db3": delta3,
        "dW2": outer(delta2, x), "db2": delta2,
    }


# ---- convolution ----

def conv_output_size(n, kernel, stride, padding, dilation):
    room = n + 2 * padding - dilation * (kernel - 1) - 1
    return None if room < 0 else room // stride + 1


def pool_output_size(n, kernel, stride, padding, dilation, ceil_mode):
    room = n + 2 * padding - dilation * (kernel - 1) - 1
    if room < 0 or padding > kernel // 2:
        return None
    size = (-(-room // stride) if ceil_mode else room // stride) + 1
    if ceil_mode and (size - 1) * stride >= n + padding:
        size -= 1
    return size
