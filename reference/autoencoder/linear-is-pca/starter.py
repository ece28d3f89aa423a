def pca_fit(X, k):
    """Principal components.

    X: (n, d) one sample a row; k: number of components.
    Returns {"mean": (d,), "components": (k, d) with orthonormal rows, "eigenvalues": (k,) of the covariance}.
    """
    raise NotImplementedError("not implemented")


def pca_reconstruct(X, model):
    """Projects samples on the plane through the mean that the components span.

    X: (n, d) any samples; model: {"mean": (d,), "components": (k, d)}.
    Returns (n, d).
    """
    raise NotImplementedError("not implemented")


def linear_autoencoder_fit(X, k, seed):
    """Trains x -> W_dec (W_enc x + b_enc) + b_dec to give its input back.

    X: (n, d) training samples; k: units of the code; seed: for your random generator.
    Returns {"W_enc": (k, d), "b_enc": (k,), "W_dec": (d, k), "b_dec": (d,)}.
    """
    raise NotImplementedError("not implemented")
