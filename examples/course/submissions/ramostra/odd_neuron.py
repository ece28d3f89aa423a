from math import cos, exp, tanh


def s(z):
    return 1 / (1 + exp(-z))


def slope(name, z):
    return {
        "sigmoid": s(z) * (1 - s(z)),
        "tanh": 1 - tanh(z) ** 2,
        "softplus": s(z),
        "sin": cos(z),
        "square": 2 * z,
        "identity": 1.0,
    }[name]


def backprop(weights, biases, x, y, activations, cost):
    incoming = [list(map(float, x))]
    z = []
    for w, b in zip(weights, biases):
        z.append([float(b[j]) + sum(float(w[j][k]) * v for k, v in enumerate(incoming[-1])) for j in range(len(b))])
        incoming.append([s(v) for v in z[-1]])
    a = incoming[1:]
    delta = [[] for _ in weights]
    last = len(weights) - 1
    for j, out in enumerate(a[last]):
        dc = out - float(y[j])
        if cost == "cross_entropy":
            dc /= out * (1 - out)
        delta[last].append(dc * slope(activations[last][j], z[last][j]))
    for l in range(last - 1, -1, -1):
        for j in range(len(a[l])):
            back = sum(float(weights[l + 1][k][j]) * d for k, d in enumerate(delta[l + 1]))
            delta[l].append(back * slope(activations[l][j], z[l][j]))
    dW = [[[d * v for v in incoming[l]] for d in delta[l]] for l in range(len(weights))]
    return dict(a=a, z=z, delta=delta, dW=dW, db=delta)
