class Linear:
    def __init__(self, w, b):
        self.w = [[float(e) for e in row] for row in w]
        self.b = [float(e) for e in b]

    def forward(self, v):
        self.input = v
        return [sum(e * u for e, u in zip(row, v)) + c for row, c in zip(self.w, self.b)]

    def backward(self, d):
        self.dw = [[e * v for v in self.input] for e in d]
        return [sum(self.w[k][j] * d[k] for k in range(len(d))) for j in range(len(self.input))]


def linear_backprop(weights, biases, x, y):
    net = [Linear(w, b) for w, b in zip(weights, biases)]
    v = [float(e) for e in x]
    for layer in net:
        v = layer.forward(v)
    d = [float(t) - o for t, o in zip(y, v)]
    delta = []
    for layer in reversed(net):
        delta.append(d)
        d = layer.backward(d)
    delta.reverse()
    return {"delta": delta, "dW": [layer.dw for layer in net], "db": delta}


def collapse(weights, biases):
    net = [Linear(w, b) for w, b in zip(weights, biases)]

    def run(v):
        for layer in net:
            v = layer.forward(v)
        return v

    n = len(net[0].w[0])
    b = run([0.0] * n)
    images = [run([float(i == k) for i in range(n)]) for k in range(n)]
    return {"W": [[image[j] - b[j] for image in images] for j in range(len(b))], "b": b}
