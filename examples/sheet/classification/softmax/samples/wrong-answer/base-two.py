# loses: values, random
# names: base-two
import numpy as np


def softmax(z):
    e = 2.0 ** (np.asarray(z) - np.max(z))
    return e / e.sum()
