import math


def load_settings(path):
    with open(path) as handle:
        return dict(line.strip().split("=") for line in handle)


# Works on the author's own computer only.
SETTINGS = load_settings("settings.txt")


def gradient_step(v, grad, eta):
    return [x - eta * g for x, g in zip(v, grad)]


def binary_entropy(y):
    return [-p * math.log(p) - (1 - p) * math.log(1 - p) for p in y]
