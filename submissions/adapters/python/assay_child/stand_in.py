"""Stand-ins that do nothing, for what a notebook has and a grading machine may lack: matplotlib, seaborn, IPython, display().

They are found only where the real package is not installed: the finder comes last in sys.meta_path.
"""

import builtins
import sys
from importlib.machinery import ModuleSpec
from types import ModuleType

PACKAGES = ('matplotlib', 'mpl_toolkits', 'seaborn', 'IPython')


class Silent:
    """Answers every attribute, call and index with another one. `shape` is that of a grid of axes, as from subplots(2, 3)."""

    def __init__(self, shape=()):
        self.__dict__['_shape'] = shape

    def __getattr__(self, name):
        if name.startswith('__'):
            raise AttributeError(name)
        return attribute(name, self._shape)

    def __call__(self, *arguments, **named):
        return Silent()

    def __iter__(self):
        return iter([Silent(self._shape[1:]) for _ in range(len(self))])

    def __len__(self):
        return self._shape[0] if self._shape else 0

    def __getitem__(self, index):
        return Silent(self._shape[1:] if isinstance(index, int) else ())

    def __setitem__(self, index, value):
        pass

    def __setattr__(self, name, value):
        pass

    def __enter__(self):
        return self

    def __exit__(self, *reason):
        return None

    def __bool__(self):
        return True

    def __repr__(self):
        return '<stand-in that draws nothing>'


def grid(rows=1, columns=1, *arguments, **named):
    rows, columns = named.get('nrows', rows), named.get('ncols', columns)
    shape = tuple(extent for extent in (rows, columns) if extent != 1) if named.get('squeeze', True) else (rows, columns)
    return Silent(shape)


def attribute(name, shape=()):
    if name == 'subplots':
        return lambda *arguments, **named: (Silent(), grid(*arguments, **named)) if shape == () else Silent()
    if name in ('hist', 'hist2d', 'boxplot'):
        return lambda *arguments, **named: (Silent(), Silent(), Silent())
    if name in ('plot', 'semilogy', 'semilogx', 'loglog'):
        return lambda *arguments, **named: [Silent()]
    if name == 'flat':
        return flattened(shape)
    if name in ('ravel', 'flatten'):
        return lambda *arguments, **named: flattened(shape)
    return Silent()


def flattened(shape):
    size = 1
    for extent in shape:
        size *= extent
    return Silent((size,))


class StandIn(ModuleType):
    __path__ = []

    def __getattr__(self, name):
        if name.startswith('__'):
            raise AttributeError(name)
        return attribute(name)


class Finder:
    @staticmethod
    def find_spec(name, path=None, target=None):
        return ModuleSpec(name, Finder, is_package=True) if name.partition('.')[0] in PACKAGES else None

    @staticmethod
    def create_module(spec):
        return StandIn(spec.name)

    @staticmethod
    def exec_module(module):
        pass


def install():
    sys.meta_path.append(Finder)


def install_notebook_names():
    """display() and get_ipython(), which a notebook finds among its builtins."""
    builtins.display = lambda *arguments, **named: None
    builtins.get_ipython = lambda: Silent()
