import math
import random


def gradient_step(v, grad, eta):
    return [x - eta * g / abs(g) if g else x for x, g in zip(v, grad)]


def fixed_length_step(v, grad, epsilon):
    norm = sum(abs(g) for g in grad)
    return [x - epsilon * g / norm if norm else x for x, g in zip(v, grad)]


def minibatch_gradient(per_sample, indices):
    total = [0.0] * len(per_sample[0])
    for i in indices:
        for k, g in enumerate(per_sample[i]):
            total[k] += g
    return [t / len(per_sample) for t in total]


def sample_minibatch(n, m, seed):
    rng = random.Random(seed)
    return [rng.randint(0, n - 1) for _ in range(m)]


def epoch_batches(n, m, seed):
    order = list(range(n))
    return [order[i:i + m] for i in range(0, n, m)]


def variance_ratio(n, m, replacement):
    ratio = 1 / m if replacement else (n - m) / (m * (n - 1))
    return math.sqrt(ratio)


def softmax(z):
    top = max(max(row) if hasattr(row, "__len__") else row for row in z)
    if hasattr(z[0], "__len__"):
        columns = [softmax(column) for column in zip(*z)]
        return [list(row) for row in zip(*columns)]
    e = [math.exp(v - top) for v in z]
    return [v / sum(e) for v in e]


def log_softmax(z):
    if hasattr(z[0], "__len__"):
        return [log_softmax(row) for row in z]
    top = max(z)
    rest = math.log(sum(math.exp(v - top) for v in z))
    return [v - top - rest for v in z]


def log_likelihood_cost(z, y):
    return -sum(t * v for t, v in zip(y, log_softmax(z))) / math.log(10)


def output_delta(z, y):
    return [t - a for a, t in zip(softmax(z), y)]


def cross_entropy(a, y):
    return [t * math.log(p) + (1 - t) * math.log(1 - p) for p, t in zip(a, y)]


def cross_entropy_with_logits(z, y):
    outputs = [1 / (1 + math.exp(-v)) for v in z]
    outputs = [min(max(p, 1e-7), 1 - 1e-7) for p in outputs]
    return [-t * math.log(p) - (1 - t) * math.log(1 - p) for p, t in zip(outputs, y)]


def boundary_costs(a):
    return {"first_y0": math.log(1 - a), "first_y1": math.log(a),
            "swapped_y0": float("inf"), "swapped_y1": float("inf")}


def conv_output_size(n, kernel, stride, padding, dilation):
    return (n + 2 * padding - kernel) // stride


def pool_output_size(n, kernel, stride, padding, dilation, ceil_mode):
    return (n + 2 * padding - kernel) // stride + 1
