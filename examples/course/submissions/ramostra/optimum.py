import math


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
