import math


def forward_backward(x, y, W2, b2, W3, b3):
    s = lambda v: 1 / (1 + math.exp(-v))
    z2 = [sum(float(w) * float(v) for w, v in zip(W2[j], x)) + float(b2[j]) for j in range(len(b2))]
    a2 = list(map(s, z2))
    z3 = [sum(float(w) * v for w, v in zip(W3[j], a2)) + float(b3[j]) for j in range(len(b3))]
    a3 = list(map(s, z3))
    cost = 0.0
    for a, t in zip(a3, y):
        cost -= float(t) * math.log(a) + (1 - float(t)) * math.log(1 - a)
    d3 = [a - float(t) for a, t in zip(a3, y)]
    d2 = []
    for k, a in enumerate(a2):
        d2.append(a * (1 - a) * sum(d * float(row[k]) for d, row in zip(d3, W3)))
    return {
        "z2": z2, "a2": a2, "z3": z3, "a3": a3, "cost": cost, "delta3": d3, "delta2": d2,
        "dW3": [[d * a for _ in a2] for d, a in zip(d3, a3)], "db3": [d * float(b) for d, b in zip(d3, b3)],
        "dW2": [[d * a for _ in x] for d, a in zip(d2, a2)], "db2": [d * float(b) for d, b in zip(d2, b2)],
    }
