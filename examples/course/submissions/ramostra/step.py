def sign(x):
    return 1 if x > 0 else -1 if x < 0 else 0


def gradient_step(v, grad, eta):
    return [v[i] - eta * grad[i] for i in range(len(v))]


def fixed_length_step(v, grad, epsilon):
    return [v[i] - epsilon * sign(grad[i]) for i in range(len(v))]
