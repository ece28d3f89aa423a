import json
import os

import numpy as np

with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "pca.json")) as file:
    PCA = json.load(file)
AXES = np.array(PCA["components"]) * PCA["scale"]
MEAN = np.array(PCA["mean"]) / 255


def cae_encode(images):
    x = np.asarray(images).reshape(len(images), -1)
    return ((x - MEAN) @ AXES.T)[:, :, None, None]


def cae_decode(code):
    return (MEAN + np.asarray(code)[:, :, 0, 0] @ AXES).reshape(-1, 1, 28, 28)


def cae_skip_encode(images):
    x = np.asarray(images)
    coarse = x.reshape(-1, 14, 2, 14, 2).mean(axis=(2, 4))
    detail = x - coarse.repeat(2, axis=1).repeat(2, axis=2)
    return {"code": x.mean(axis=(1, 2))[:, None], "skips": [detail, coarse]}


def cae_skip_decode(code, skips):
    detail, coarse = (np.asarray(part) for part in skips)
    return (detail + coarse.repeat(2, axis=1).repeat(2, axis=2))[:, None]
