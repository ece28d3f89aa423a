import numpy as np


def adds_up_to_one(z, p):
    """the numbers of softmax(z) are not negative and add up to 1"""
    if np.min(p) < 0:
        return f"the least number is {np.min(p):.6g}"
    return abs(np.sum(p) - 1) < 1e-5 or f"the sum is {np.sum(p):.6g}"


def keeps_the_order(z, p):
    """the larger of two numbers has the larger softmax"""
    return np.all(np.diff(np.asarray(p)[np.argsort(z)]) >= -1e-6)
