"""Copied beside a right hand-in: its functions, with the answers told in another way that means the same."""

import re
import struct

try:
    import numpy as np
except ImportError:
    np = None


def key(name):
    return name.replace("_", "").lower()


def find(module, name):
    """A function of a module by its name in either case style."""
    for own, value in vars(module).items():
        if key(own) == key(name):
            return value
    return None


def wrap(function, change, option=None):
    """`option` is what the change needs to know of this function."""
    if function is None:
        return None
    before, after = CHANGES[change](option)

    def wrapped(*args):
        return after(function(*before(args)))

    return wrapped


def same(value):
    return value


def is_array(value):
    return np is not None and isinstance(value, np.ndarray)


def is_number(value):
    return not isinstance(value, (bool, str)) and (isinstance(value, (int, float)) or (np is not None and isinstance(value, np.number)))


def numbers(value, change):
    if is_number(value) or is_array(value):
        return change(value)
    if type(value) in (list, tuple):
        return type(value)(numbers(item, change) for item in value)
    return record(value, lambda items: [(name, numbers(item, change)) for name, item in items])


def record(value, change):
    return dict(change(list(value.items()))) if isinstance(value, dict) else value


def single_precision(value):
    if is_array(value):
        return value.astype(np.float32) if value.dtype == np.float64 else value
    if np is not None and isinstance(value, np.floating):
        return np.float32(value)
    if not isinstance(value, float):
        return value
    try:
        return struct.unpack("f", struct.pack("f", value))[0]
    except OverflowError:
        return float("inf") if value > 0 else float("-inf")


def scalar(value):
    if isinstance(value, float):
        return np.float64(value)
    return np.int64(value) if isinstance(value, int) else value


def tuples(value):
    if type(value) in (list, tuple):
        return tuple(tuples(item) for item in value)
    return record(value, lambda items: [(name, tuples(item)) for name, item in items])


def by_columns(value):
    return np.asfortranarray(value) if is_array(value) else value


def is_vector(value):
    if is_array(value):
        return value.ndim == 1 and value.size > 0
    return isinstance(value, (list, tuple)) and len(value) > 0 and all(is_number(entry) for entry in value)


def outermost(single, change):
    """Vectors that stand for themselves: the answer, or a field of it."""

    def after(value):
        if single and is_vector(value):
            return change(value)
        return record(value, lambda items: [(name, change(item) if is_vector(item) else item) for name, item in items])

    return after


def row(vector):
    return vector[None, :] if is_array(vector) else [list(vector)]


def column(vector):
    return vector[:, None] if is_array(vector) else [[entry] for entry in vector]


def other_style(name):
    if "_" in name:
        return re.sub(r"_(\w)", lambda found: found[1].upper(), name)
    return re.sub(r"([a-z])([A-Z])", lambda found: found[1] + "_" + found[2].lower(), name)


def transposed(value):
    """A matrix, or a list of them one by one."""
    if is_array(value):
        return value.T if value.ndim == 2 else np.swapaxes(value, -1, -2) if value.ndim == 3 else value
    if not isinstance(value, (list, tuple)) or len(value) == 0 or not (is_array(value[0]) or isinstance(value[0], (list, tuple))):
        return value
    if is_array(value[0]):
        return np.array(value).T if value[0].ndim == 1 else [transposed(item) for item in value]
    if len(value[0]) > 0 and isinstance(value[0][0], (list, tuple)):
        return [transposed(item) for item in value]
    return [list(entries) for entries in zip(*value)]


def stored_transposed(option):
    def in_record(value):
        return record(value, lambda items: [(name, transposed(item) if key(name) in option["fields"] else item) for name, item in items])

    def before(args):
        return [transposed(arg) if i in option["positions"] else in_record(arg) for i, arg in enumerate(args)]

    def after(answer):
        if not isinstance(answer, tuple):
            return in_record(answer)
        return tuple(transposed(item) if key(name) in option["fields"] else item for name, item in zip(option["names"], answer))

    return before, after


def turned(value, axis):
    """Along the first axis, the last, or the only one: a vector may lie or stand."""
    if is_array(value):
        if value.ndim == 0:
            return value
        if axis == "only" and value.ndim == 2 and value.shape[0] == 1:
            return value[:, ::-1].copy()
        return np.flip(value, -1 if axis == "last" else 0).copy()
    if not isinstance(value, (list, tuple)):
        return value
    if axis == "only" and len(value) == 1 and isinstance(value[0], (list, tuple)):
        return [turned(value[0], axis)]
    if axis != "last":
        return list(value)[::-1]
    return list(value)[::-1] if is_vector(value) else [turned(item, axis) for item in value]


def another_order(option):
    def before(args):
        return [turned(arg, option["positions"][str(i)]) if str(i) in option["positions"] else arg for i, arg in enumerate(args)]

    def after(answer):
        return answer if option["answer"] is None else turned(answer, option["answer"])

    return before, after


def permuted_classes(of):
    """The last class becomes the first."""

    def before(args):
        last = args[of["classes"]] - 1
        return [numbers(arg, lambda name: last - name) if i in of["labels"] else arg for i, arg in enumerate(args)]

    def after(matrix):
        return turned(turned(matrix, "first"), "last")

    return (same, same) if of is None else (before, after)


CHANGES = {
    "float32": lambda _: (same, lambda answer: numbers(answer, single_precision)),
    "tuples for lists": lambda _: (same, tuples),
    "numpy scalars": lambda _: (same, lambda answer: numbers(answer, scalar)),
    "stored by columns": lambda _: (same, lambda answer: numbers(answer, by_columns)),
    "row vectors": lambda single: (same, outermost(single, row)),
    "column vectors": lambda single: (same, outermost(single, column)),
    "shuffled keys": lambda _: (same, lambda answer: record(answer, lambda items: items[::-1])),
    "extra keys": lambda _: (same, lambda answer: record(answer, lambda items: [("comment", "as asked"), *items, ("more", [1, 2])])),
    "other case style": lambda _: (same, lambda answer: record(answer, lambda items: [(other_style(name), item) for name, item in items])),
    "transposed": stored_transposed,
    "another order": another_order,
    "permuted classes": permuted_classes,
}
