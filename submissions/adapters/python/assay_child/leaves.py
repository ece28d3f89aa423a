"""Numbers and nested lists of numbers, as exact types."""

import array
import sys

from .decode import DTYPES, numpy
from .refuse import BadValue

PLAIN = {int, float, bool}
# What array.array takes as it is. Exactly these types: a subclass may override what its numbers are.
PACKED = PLAIN if numpy is None else PLAIN | {numpy.float64}


def exact(value):
    """The int, float or bool that a number holds, whatever a subclass overrides; None for anything else."""
    if type(value) in PLAIN:
        return value
    if numpy is not None and isinstance(value, numpy.generic):
        if value.dtype.kind == 'c':
            real = real_part(numpy.asarray(value))
            return None if real is None else float(real)
        if value.dtype.kind not in 'biuf':
            return None
        item = numpy.generic.item(value)
        return item if type(item) in PLAIN else float(item)
    if isinstance(value, int):
        return int.__index__(value)
    if isinstance(value, complex):
        plain = complex.__pos__(value)
        return plain.real if plain.imag == 0 else None
    return float.__float__(value) if isinstance(value, float) else of_fraction(value)


def of_fraction(value):
    """The float next to a Fraction or a Decimal; None of anything else."""
    fractions, decimal = sys.modules.get('fractions'), sys.modules.get('decimal')  # who has not imported them has none
    try:
        if fractions is not None and isinstance(value, fractions.Fraction):
            return int.__index__(value.numerator) / int.__index__(value.denominator)
        if decimal is not None and isinstance(value, decimal.Decimal):
            return float(decimal.Decimal.__str__(value))
    except OverflowError:
        return float('inf') if value > 0 else -float('inf')
    except ValueError:  # a signalling NaN
        return float('nan')
    return None


# What is left of imaginary parts that are zero, of the largest magnitude, in single and in double precision.
ROUNDING_SINGLE, ROUNDING = 1e-5, 1e-9


def real_part(value):
    """The real part of a complex array whose imaginary parts are zero up to rounding, as from a general eigenvalue solver; else None."""
    sizes = numpy.abs(value)
    largest = float(sizes.max(initial=0, where=numpy.isfinite(sizes)))
    if not numpy.all(numpy.abs(value.imag) <= (ROUNDING_SINGLE if value.itemsize == 8 else ROUNDING) * largest):
        return None
    print('Imaginary parts that are zero were left out of what was returned.', file=sys.stderr)
    return value.real


def plain_list(value):
    """The items of a list, tuple or range as the base class holds them."""
    base = list if isinstance(value, list) else tuple if isinstance(value, tuple) else range
    return list(base.__iter__(value))


def rectangle(items, at, depth):
    """(dtype, shape, bytes) when nested lists hold only numbers and all rows are equally long, else None."""
    found = leaves(items, depth)
    if found is None:
        return None
    shape, flat = found
    kinds = set(map(type, flat))
    if kinds == {bool}:
        return 'bool', shape, bytes(flat)
    dtype = 'int64' if kinds and kinds <= {int, bool} else 'float64'
    try:
        packed = array.array(DTYPES[dtype][1], flat)
    except OverflowError:
        raise BadValue('numbers that fit into 64 bits', 'a larger one', at) from None
    if sys.byteorder == 'big':
        packed.byteswap()
    return dtype, shape, packed.tobytes()


def leaves(items, depth):
    """(shape, flat list of numbers), or None when the lists are ragged, too deep or hold something else."""
    kinds = set(map(type, items))
    if kinds <= PACKED:
        return (len(items),), items
    if kinds <= {list, tuple}:
        return rows(items, depth - 1) if depth > 1 else None
    flat = [exact(item) for item in items]
    return None if None in flat else ((len(items),), flat)


def rows(items, depth):
    shape, flat = None, []
    for item in items:
        found = leaves(list(item), depth)
        if found is None or shape not in (None, found[0]):
            return None
        shape = found[0]
        flat.extend(found[1])
    return (len(items),) + shape, flat


def from_torch(tensor, at):
    """The numpy array of a tensor, or its nested lists where there is no numpy."""
    tensor = tensor.detach().cpu()
    if numpy is None:
        return tensor.tolist()
    try:
        value = tensor.numpy()
    except (TypeError, RuntimeError):  # bfloat16 has no numpy dtype; lazily conjugated or negated tensors refuse
        value = tensor.float().numpy()
    if not isinstance(value, numpy.ndarray):
        raise BadValue('a tensor of numbers', described_type(value), at)
    return value


def described_type(value):
    return 'a value of type ' + type(value).__name__
