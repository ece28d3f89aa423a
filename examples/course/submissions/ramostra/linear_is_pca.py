try:
    import numpy as np
except ImportError:
    np = None


def centre(X):
    mean = [sum(column) / len(X) for column in zip(*X)]
    return mean, [[x - m for x, m in zip(row, mean)] for row in X]


def iterate(rows, k):
    d = len(rows[0])
    basis = [[1.0 / (1 + abs(i - j)) for j in range(d)] for i in range(k)]
    for _ in range(300):
        scores = [[sum(a * b for a, b in zip(v, row)) for row in rows] for v in basis]
        basis = [[sum(s * row[j] for s, row in zip(score, rows)) for j in range(d)] for score in scores]
        for i, v in enumerate(basis):
            for u in basis[:i]:
                along = sum(a * b for a, b in zip(u, v))
                v[:] = [b - along * a for a, b in zip(u, v)]
            length = sum(a * a for a in v) ** 0.5
            v[:] = [a / length for a in v]
    variances = [sum(sum(a * b for a, b in zip(v, row)) ** 2 for row in rows) / len(rows) for v in basis]
    return basis, variances


def pca_fit(X, k):
    if np is None:
        mean, rows = centre(X)
        components, eigenvalues = iterate(rows, k)
        return {"mean": mean, "components": components, "eigenvalues": eigenvalues}
    X = np.asarray(X, dtype=np.float32)
    mean = X.mean(axis=0)
    _, s, vt = np.linalg.svd(X - mean, full_matrices=False)
    return {"mean": mean, "components": vt[:k], "eigenvalues": s[:k] ** 2 / len(X)}


def pca_reconstruct(X, model):
    if np is None:
        result = []
        for row in X:
            out = list(model["mean"])
            for p in model["components"]:
                score = sum(a * (x - m) for a, x, m in zip(p, row, model["mean"]))
                out = [o + score * a for o, a in zip(out, p)]
            result.append(out)
        return result
    P = np.asarray(model["components"])
    return (np.asarray(X) - model["mean"]) @ P.T @ P + model["mean"]


def linear_autoencoder_fit(X, k, seed):
    model = pca_fit(X, k)
    P, mean = [list(map(float, row)) for row in model["components"]], list(map(float, model["mean"]))
    return {
        "W_enc": [[-2 * x for x in row] for row in P],
        "b_enc": [2 * sum(a * m for a, m in zip(row, mean)) for row in P],
        "W_dec": [[-row[j] / 2 for row in P] for j in range(len(mean))],
        "b_dec": mean,
    }
