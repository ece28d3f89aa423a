"""Values that are never sent, each with what was expected instead."""

import types

INT64 = range(-(2**63), 2**63)
FUNCTIONS = (types.FunctionType, types.BuiltinFunctionType, types.MethodType)


class BadValue(Exception):
    """A returned value that cannot be sent: what was expected, what came, and where in the value."""

    def __init__(self, expected, got, at):
        super().__init__(expected, got, at)
        self.expected, self.got, self.at = expected, got, at


def refuse(value, at):
    """Raises BadValue for the kinds that students return by accident."""
    name = type(value).__name__
    if isinstance(value, complex):
        raise BadValue('a real number', 'the complex number ' + complex.__repr__(value), at)
    if hasattr(type(value), '__next__'):
        raise BadValue('a list (list(...) makes one)', 'an iterator of type ' + name, at)
    if isinstance(value, (set, frozenset)):
        raise BadValue('a list (sorted(...) makes one of a set)', 'a set', at)
    if isinstance(value, (bytes, bytearray, memoryview)):
        raise BadValue('text or numbers', name, at)
    if isinstance(value, FUNCTIONS):
        raise BadValue('a value', 'the function ' + value.__name__, at)
    if isinstance(value, type):
        raise BadValue('a value', 'the class ' + value.__name__, at)
    if isinstance(value, types.ModuleType):
        raise BadValue('a value', 'the module ' + value.__name__, at)
    if value is NotImplemented or value is Ellipsis:
        raise BadValue('a value', 'the placeholder ' + repr(value), at)


def described(value):
    return 'an object of class %s without public fields' % type(value).__name__[:60]


def public_fields(value):
    """(name, value) of the fields of a dataclass or of any other object, without functions and names with an underscore."""
    kind, names = type(value), []
    for base in reversed(kind.__mro__):
        slots = base.__dict__.get('__slots__', ())
        names.extend([slots] if isinstance(slots, str) else slots)
        names.extend(name for name, member in base.__dict__.items() if isinstance(member, property))
    names.extend(getattr(value, '__dict__', ()))
    shown = [name for name in dict.fromkeys(names) if isinstance(name, str) and not name.startswith('_') and hasattr(value, name)]
    fields = [(name, getattr(value, name)) for name in shown]
    return [(name, field) for name, field in fields if not isinstance(field, FUNCTIONS)]
