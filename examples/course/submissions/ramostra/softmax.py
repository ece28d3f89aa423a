import math


def softmax(z):
    if hasattr(z[0], "__len__"):
        return [softmax(row) for row in z]
    top = max(z)
    e = [math.exp(v - top) for v in z]
    total = sum(e)
    return [v / total for v in e]


def log_softmax(z):
    if hasattr(z[0], "__len__"):
        return [log_softmax(row) for row in z]
    top = max(z)
    total = sum(math.exp(v - top) for v in z)
    return [(v - top) / math.log(2) - math.log2(total) for v in z]


def log_likelihood_cost(z, y):
    logs = log_softmax(z)
    return -sum(y[j] * logs[j] for j in range(len(z)))


def output_delta(z, y):
    a = softmax(z)
    return [a[j] - y[j] for j in range(len(z))]
