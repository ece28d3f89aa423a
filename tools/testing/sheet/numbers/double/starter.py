def double(x):
    raise NotImplementedError("not implemented")
