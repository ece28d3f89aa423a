"""Return values: from what a student returns to the wire. Exact types only, so that no method of the student's has a say."""

import array
import collections
import itertools
import sys
import types

from .decode import DTYPES, numpy
from .frames import MAX_BIN
from .leaves import exact, from_torch, plain_list, real_part, rectangle
from .refuse import INT64, BadValue, described, public_fields, refuse

MAX_DEPTH = 8
MAX_NODES = 100_000
MAX_TEXT = 64 * 1024
# What a `for` runs through as it runs through a list.
ITERATED = frozenset(
    [types.GeneratorType, map, filter, zip, enumerate, reversed, collections.deque]
    + [type(reversed([])), type(iter(())), type(iter([])), type(iter(range(0))), type({}.keys()), type({}.values()), type({}.items())]
)


class Encoder:
    """Encodes one answer. `chunks` are its tensor bytes; the offsets in `tensors` count from `start` on."""

    def __init__(self):
        self.chunks, self.tensors, self.size, self.nodes, self.start = [], [], 0, 0, 0

    def encode(self, value, at='return value', depth=0):
        self.nodes += 1
        if depth > MAX_DEPTH:
            raise BadValue('lists and dicts at most %d levels deep' % MAX_DEPTH, 'a deeper one, or one that contains itself', at)
        if self.nodes > MAX_NODES:
            raise BadValue('at most 100000 values outside arrays', 'more', at)
        if value is None:
            return {'t': 'null'}
        plain = exact(value)
        if plain is not None:
            return number(plain) if type(plain) is float else integer(plain, at) if type(plain) is int else {'t': 'bool', 'v': plain}
        if isinstance(value, str):
            return text(str.__str__(value), at)
        if isinstance(value, dict):
            return self.encode_dict(dict.items(value), at, depth)
        if isinstance(value, (list, tuple, range)):
            return self.encode_sequence(value, at, depth)
        return self.encode_other(value, at, depth)

    def encode_dict(self, items, at, depth):
        pairs = []
        for key, item in list(items):
            if not isinstance(key, str):
                raise BadValue('a dict whose keys are text', 'a key of type ' + type(key).__name__, at)
            key = text(str.__str__(key), at)['v']
            pairs.append([key, self.encode(item, at + ('.' + key if key.isidentifier() else '[%r]' % key[:40]), depth + 1)])
        return {'t': 'dict', 'v': pairs}

    def encode_sequence(self, value, at, depth):
        if isinstance(value, tuple) and isinstance(getattr(type(value), '_fields', None), tuple):
            return self.encode_dict(zip(type(value)._fields, tuple.__iter__(value)), at, depth)
        items = plain_list(value)
        if numpy is not None and stackable(items):
            return self.encode_array(numpy.stack([numpy.array(item, subok=False) for item in items]), at, depth)
        self.check_size(8 * len(items), at)
        whole = rectangle(items, at, MAX_DEPTH - depth)
        if whole is not None:
            return self.add(*whole, at)
        return {'t': 'list', 'v': [self.encode(item, '%s[%d]' % (at, index), depth + 1) for index, item in enumerate(items)]}

    def encode_other(self, value, at, depth):
        if numpy is not None and isinstance(value, numpy.ndarray):
            return self.encode_array(value, at, depth)
        torch = sys.modules.get('torch')  # never imported here: it takes seconds
        if torch is not None and isinstance(value, getattr(torch, 'Tensor', ())):
            return self.encode(from_torch(value, at), at, depth)
        if type(value) in ITERATED:
            items = list(itertools.islice(value, MAX_NODES + 1))
            if len(items) > MAX_NODES:
                raise BadValue('at most %d values from an iterator' % MAX_NODES, 'more', at)
            return self.encode_sequence(items, at, depth)
        if isinstance(value, array.array):
            return self.encode(value.tolist(), at, depth)
        refuse(value, at)
        if numpy is not None and hasattr(type(value), '__array__'):
            converted = numpy.asarray(value)
            if type(converted) is numpy.ndarray:
                return self.encode_array(converted, at, depth)
        fields = public_fields(value)
        if not fields:
            raise BadValue('a number, list, array or dict', described(value), at)
        return self.encode_dict(fields, at, depth)

    def encode_array(self, value, at, depth):
        if value.dtype.kind in 'UO':
            return self.encode(numpy.ndarray.tolist(value), at, depth + 1)
        if value.dtype.kind == 'c':
            real = real_part(numpy.array(value, subok=False))
            if real is None:
                raise BadValue('an array of real numbers', 'an array with imaginary parts that are not zero', at)
            value = real
        if value.dtype.kind not in 'biuf':
            raise BadValue('an array of numbers', 'an array of dtype ' + value.dtype.name, at)
        if value.ndim > MAX_DEPTH:
            raise BadValue('an array of at most %d axes' % MAX_DEPTH, '%d axes' % value.ndim, at)
        self.check_size(value.nbytes, at)
        value = numpy.array(value, order='C', subok=False)  # a copy of the base class: overridden methods are gone
        if value.dtype.kind == 'u' and value.size and int(value.max()) not in INT64:
            raise BadValue('integers below 2^63', str(int(value.max())), at)
        dtype = wire_dtype(value.dtype)
        return self.add(dtype, value.shape, value.astype(DTYPES[dtype][0], copy=False).tobytes(), at)

    def check_size(self, size, at):
        if self.size + size > MAX_BIN - 8:
            raise BadValue('at most 64 MiB of numbers', '%d MiB' % ((self.size + size) >> 20), at)

    def add(self, dtype, shape, data, at):
        self.check_size(len(data), at)
        padding = -self.size % 8
        if padding:
            self.chunks.append(bytes(padding))
        header = {'t': 'tensor', 'dtype': dtype, 'shape': list(shape), 'off': self.size + padding, 'len': len(data)}
        self.chunks.append(data)
        self.tensors.append(header)
        self.size += padding + len(data)
        return header


def number(value):
    if value != value:
        return {'t': 'num', 'v': 'NaN'}
    if value in (float('inf'), float('-inf')):
        return {'t': 'num', 'v': 'Infinity' if value > 0 else '-Infinity'}
    return {'t': 'num', 'v': '-0' if value == 0 and str(value)[0] == '-' else repr(value)}


def integer(value, at):
    if value not in INT64:
        raise BadValue('an integer between -2^63 and 2^63 - 1', 'one of %d bits' % value.bit_length(), at)
    return {'t': 'int', 'v': str(value)}


def text(value, at):
    if len(value.encode('utf-8', 'replace')) > MAX_TEXT:
        raise BadValue('text of at most 64 KiB', '%d characters' % len(value), at)
    return {'t': 'str', 'v': value}


def wire_dtype(dtype):
    """The narrowest type of the wire that holds every value of a numpy dtype (half precision as float32)."""
    kind, size = dtype.kind, dtype.itemsize
    if kind == 'b':
        return 'bool'
    if kind == 'f':
        return 'float32' if size <= 4 else 'float64'
    if kind == 'u' and size == 1:
        return 'uint8'
    return 'int32' if size <= 2 or (kind == 'i' and size == 4) else 'int64'


def stackable(items):
    """Arrays of one shape and dtype become one array, as nested lists of numbers do."""
    if not items or not all(isinstance(item, numpy.ndarray) and item.dtype.kind in 'biuf' for item in items):
        return False
    return all(item.shape == items[0].shape and item.dtype == items[0].dtype for item in items)
