def half(x):
    raise NotImplementedError("not implemented")
