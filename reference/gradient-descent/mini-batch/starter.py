def minibatch_gradient(per_sample, indices):
    """The mini-batch estimate of the gradient.

    per_sample: (n, d) row i is the gradient of sample i; indices: (m,) integers in 0..n-1.
    Returns (d,).
    """
    raise NotImplementedError("not implemented")


def sample_minibatch(n, m, seed):
    """One random mini-batch, without replacement.

    n: number of samples; m: size of the batch, 1..n; equal seeds draw equal batches.
    Returns (m,) integers in 0..n-1.
    """
    raise NotImplementedError("not implemented")


def epoch_batches(n, m, seed):
    """The mini-batches of one epoch, every sample once.

    n: number of samples; m: size of a batch, 1..n; equal seeds give equal epochs.
    Returns a list of batches of m indices; the last may be shorter.
    """
    raise NotImplementedError("not implemented")


def variance_ratio(n, m, replacement):
    """The covariance of the mini-batch gradient as a multiple of that of a single sample's.

    n: number of samples, >= 2; m: size of the batch, 1..n; replacement: whether a sample may be drawn twice.
    Returns a number.
    """
    raise NotImplementedError("not implemented")
