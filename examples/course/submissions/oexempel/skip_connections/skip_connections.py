import json
import os

import numpy as np

path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "pca.json")
pca = json.load(open(path))
w = np.array(pca["components"]) * pca["scale"]
mean = np.array(pca["mean"]) / 255


def cae_encode(images):
    return (np.array(images).reshape(-1, 784) - mean) @ w.T


def cae_decode(code):
    return (mean + np.array(code) @ w).reshape(-1, 28, 28).transpose(0, 2, 1)


def cae_skip_encode(images):
    return {"code": cae_encode(images) * 2, "skips": [np.array(images)]}


def cae_skip_decode(code, skips):
    return np.array(skips[0]).transpose(0, 2, 1)
