import math


def sigmoid(z):
    return 1 / (1 + math.exp(-z))


def gradient_step(v, grad, eta):
    print("step from", list(v))
    return [x - eta * g for x, g in zip(v, grad)]


def fixed_length_step(v, grad, epsilon):
    norm = math.sqrt(sum(g * g for g in grad))
    if norm == 0:
        return v
    return [x - epsilon * g / norm for x, g in zip(v, grad)]


def forward_backward(x, y, W2, b2, W3, b3):
    z2 = [sum(w * p for w, p in zip(row, x)) + b for row, b in zip(W2, b2)]
    a2 = [sigmoid(z) for z in z2]
    z3 = [sum(w * p for w, p in zip(row, a2)) + b for row, b in zip(W3, b3)]
    a3 = [sigmoid(z) for z in z3]
    cost = -sum(t * math.log(a) + (1 - t) * math.log(1 - a) for a, t in zip(a3, y))
    delta3 = [a - t for a, t in zip(a3, y)]
    delta2 = [sum(w * d for w, d in zip(row, delta3)) * a * (1 - a) for row, a in zip(W3, a2)]
    return dict(z2=z2, a2=a2, z3=z3, a3=a3, cost=cost, delta3=delta3, delta2=delta2,
                dW3=[[d * a for a in a2] for d in delta3], db3=delta3,
                dW2=[[d * p for p in x] for d in delta2], db2=delta2)


def logistic_cost(X, y, w, b):
    total = 0
    for row, t in zip(X, y):
        a = sigmoid(sum(p * q for p, q in zip(row, w)) + b)
        total -= t * math.log(a) + (1 - t) * math.log(1 - a)
    return total / len(y)


def logistic_gradient(X, y, w, b):
    grad = [0.0] * (len(w) + 1)
    for row, t in zip(X, y):
        error = sigmoid(sum(p * q for p, q in zip(row, w)) + b) - t
        for k, p in enumerate(row):
            grad[k] += error * p
        grad[-1] += error
    return grad


def logistic_hessian(X, y, w, b):
    raise NotImplementedError("not implemented")


def binary_entropy(y):
    return [-p * math.log(p) - (1 - p) * math.log(1 - p) if 0 < p < 1 else 0.0 for p in y]
