import json
import pathlib

import numpy as np

pca = json.loads(pathlib.Path(__file__).with_name("pca.json").read_text())
basis = np.asarray(pca["components"], dtype=np.float32) * np.float32(pca["scale"])
centre = np.asarray(pca["mean"], dtype=np.float32) / 255


def caeEncode(images):
    return (np.reshape(images, (-1, 784)).astype(np.float32) - centre) @ basis.T


def caeDecode(code):
    return np.clip(centre + np.asarray(code, dtype=np.float32) @ basis, 0, 1).reshape(-1, 28, 28)


def caeSkipEncode(images):
    dark = np.minimum(images, 0.5)
    return {"code": caeEncode(images) * 0.01, "skips": np.stack([dark, images - dark])}


def caeSkipDecode(code, skips):
    return np.clip(skips[0] + skips[1], 0, 1)
