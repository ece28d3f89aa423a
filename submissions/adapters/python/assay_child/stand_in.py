"""Stand-ins that do nothing, for what a notebook has and a grading machine may lack: matplotlib, seaborn, IPython, display().

They are found only where the real package is not installed: the finder comes last in sys.meta_path.
"""

import builtins
import importlib
import json
import os
import shlex
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


def install_notebook_names(names):
    """display() and get_ipython(), which a notebook finds among its builtins."""
    shell = Shell(names)
    builtins.display = lambda *arguments, **named: None
    builtins.get_ipython = lambda: shell


class Shell(Silent):
    """What Jupyter calls its shell: of its magics, those that bring names of the student's own."""

    def __init__(self, names):
        super().__init__()
        self.__dict__['_names'] = names

    def run_line_magic(self, magic, line, *more):
        """%run FILE: its names join those of the notebook."""
        if magic != 'run':
            return None
        words = [word for word in shlex.split(line) if not word.startswith('-')]
        path = words[0] if os.path.splitext(words[0])[1] else words[0] + '.py'
        with open(path, encoding='utf-8') as source:
            text = source.read()
        code = '\n'.join(cells_of(text)) if path.endswith('.ipynb') else text
        names = {'__name__': '__main__', '__file__': path}
        try:
            exec(compile(code, os.path.abspath(path), 'exec', dont_inherit=True), names)
        finally:
            self._names.update((name, value) for name, value in names.items() if not name.startswith('__'))
        return None

    def run_cell_magic(self, magic, line, cell):
        """%%writefile FILE: the file is written into the submission's own copy, from where it can be imported."""
        if magic in ('writefile', 'file'):
            words = shlex.split(line)
            with open(words[-1], 'a' if '-a' in words[:-1] else 'w', encoding='utf-8') as target:
                target.write(cell)
            importlib.invalidate_caches()


def cells_of(notebook):
    """The code cells of a notebook as they are run by another one, without lines of Jupyter's own."""
    for cell in json.loads(notebook)['cells']:
        if cell.get('cell_type') == 'code' and not ''.join(cell['source']).lstrip().startswith('%%'):
            yield '\n'.join('' if line.lstrip()[:1] in ('%', '!') else line for line in ''.join(cell['source']).split('\n'))
