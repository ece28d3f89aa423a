def cross_entropy(z, label):
    """Cross-entropy of the logits z: (n,) for an integer label. Returns a number."""
    raise NotImplementedError("not implemented")
