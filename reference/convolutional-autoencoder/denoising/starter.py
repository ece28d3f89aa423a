def corrupt(v, std, seed):
    """Adds normal noise to every number. Nothing is clipped.

    v: images (N, 28, 28); std: standard deviation; seed: integer, equal seeds give equal noise. Returns an array like v.
    """
    raise NotImplementedError("not implemented")


def cae_denoise(noisy):
    """Pictures (N, 28, 28) of noisy images (N, 28, 28), by the network without skips."""
    raise NotImplementedError("not implemented")


def cae_skip_denoise(noisy):
    """Pictures (N, 28, 28) of noisy images (N, 28, 28), by the network with skips."""
    raise NotImplementedError("not implemented")


def loss_history():
    """The losses of both networks, one record for each epoch.

    Returns a list of {"model", "epoch", "train_loss", "test_loss", "reduction", "target"}: model "cae" or "cae_skip",
    reduction "mean", "sum", "batch mean / len" (or a number for len) or "bce", target "clean" or "noisy".
    """
    raise NotImplementedError("not implemented")
