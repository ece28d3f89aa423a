import random

try:
    import numpy as np
except ImportError:
    np = None


def sample_parabola(n, seed):
    if np is None:
        source = random.Random(seed)
        x = [source.random() for _ in range(n)]
        return {"x": x, "y": [value * value for value in x]}
    x = np.random.default_rng(seed).uniform(0, 1, n).astype(np.float32)
    return {"x": x, "y": x**2}


def corrupt(v, std, seed):
    if np is None:
        source = random.Random(seed)

        def deep(part):
            return [deep(one) for one in part] if isinstance(part, list) else source.gauss(part, std)

        return deep(v)
    v = np.asarray(v, dtype=np.float32)
    noise = np.random.default_rng(seed).standard_normal(v.shape).astype(np.float32)
    return v + np.float32(std) * noise
