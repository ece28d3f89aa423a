"""Loads a submission, from a file or cell by cell, and describes what went wrong in the student's own lines."""

import json
import os
import re
import sys
import types

from .no_gpu import with_advice
from .stand_in import install_notebook_names

MAX_MESSAGE = 4096
MOST_STOPS = 50  # of one cell
TOP_LEVEL_AWAIT = 0x2000  # ast.PyCF_ALLOW_TOP_LEVEL_AWAIT: as in a notebook
IS_COROUTINE = 0x80  # inspect.CO_COROUTINE, without the cost of importing inspect


DEFINED = re.compile(r'^[ \t]*(?:async[ \t]+)?def[ \t]+(\w+)|^(\w+)[ \t]*=[ \t]*lambda\b', re.MULTILINE)
IMPORTING = re.compile(r'^(?:import|from)\b|;\s*(?:import|from)\b', re.MULTILINE)
NOT_DEFINED = re.compile(r"(?:global )?name '(\w+)' is not defined")
LIBRARIES = {'numpy', 'matplotlib', 'math', 'random', 'typing', 'functools', 'dataclasses', 'collections', 'itertools'}
LIBRARIES.update(getattr(sys, 'stdlib_module_names', sys.builtin_module_names))  # 3.10 and newer have the longer list


class Loaded:
    """A loaded submission: its names, and for each function that a stopped cell would have defined, why it stopped."""

    def __init__(self, names, folder, unit='file'):
        self.names, self.folder, self.unit, self.stopped = names, folder, unit, {}

    def entries(self):
        """Functions that may be asked for, those of stopped cells included, as far as they fit into a frame."""
        own = [name for name, value in self.names.items() if is_entry(name, value, self.folder)]
        own.extend(name for name in self.helpers() if name not in self.names)
        return (own + [name for name in self.stopped if name not in own])[:500]

    def helpers(self):
        """Functions of the student's own modules that were imported as modules: what a notebook calls as helpers.softmax(z)."""
        inside, found = self.folder.rstrip(os.sep) + os.sep, {}
        for module in list(sys.modules.values()):
            names = getattr(module, '__dict__', None)
            file = names.get('__file__') if isinstance(names, dict) else None
            if isinstance(file, str) and file.startswith(inside) and names is not self.names:
                for name, value in names.items():
                    if isinstance(value, types.FunctionType) and value.__module__ == names.get('__name__') and not name.startswith('_'):
                        found.setdefault(name, value)
        return found

    def find(self, name):
        """The function of this name, else one whose name differs in underscores and case only, else None."""
        exact = self.names.get(name)
        if callable(exact):
            return exact
        named = {**self.helpers(), **self.names}
        return next((named[entry] for entry in self.entries() if name_key(entry) == name_key(name) and entry in named), None)

    def variable(self, name):
        """What a variable of this name holds, or one whose name differs in underscores and case only; None of functions, classes and modules."""
        named = [name] + [other for other in self.names if name_key(other) == name_key(name) and not other.startswith('_')]
        found = next((self.names[one] for one in named if one in self.names), None)
        return None if isinstance(found, (type, types.ModuleType, types.FunctionType, types.BuiltinFunctionType)) else found

    def reason(self, name):
        """(the student's own name of it, what stopped it) of a function that is not there; None if nothing is known."""
        return next(((stopped, found) for stopped, found in self.stopped.items() if name_key(stopped) == name_key(name)), None)


def name_key(name):
    return name.replace('_', '').lower()


def is_entry(name, value, folder):
    """Whether it can be a function of the exercise: not what `from numpy import *` and the like bring in."""
    if name.startswith('_') or len(name) > 100 or not callable(value):
        return False
    home = sys.modules.get(str(getattr(value, '__module__', None)))
    if home is None or home.__dict__.get(name) is not value:
        return True
    # What is built into the interpreter, as math is in Debian's, has no file.
    file = getattr(home, '__file__', None)
    if isinstance(file, str) and is_inside(file, folder):
        return True
    return home.__name__.partition('.')[0] not in LIBRARIES


def new_module(name, path):
    """Not named __main__, so that what stands under `if __name__ == '__main__'` does not run; found under that name by what is unpickled."""
    module = types.ModuleType('submission' if name in sys.modules else name)
    module.__file__ = path
    sys.modules[module.__name__] = sys.modules['__main__'] = module
    return module


def file(path, folder):
    """Runs a file. Where it stops after it has defined functions, as a last line of a demonstration may, those count."""
    module = new_module(os.path.splitext(os.path.basename(path))[0], path)
    with open(path, 'rb') as source:
        text = source_text(source.read(), path)
    code = compile(text, path, 'exec', dont_inherit=True)
    loaded = Loaded(module.__dict__, folder)
    try:
        for error in run_parts(parts_of(text, path, code, imports=False), module.__dict__):
            print_skipped(os.path.basename(path), error)
    except BaseException as error:
        if not loaded.entries():
            raise
        keep_cause(error, text, path, module.__dict__)
        keep_reason(loaded, text, described(error, folder))
        print('%s stopped with %s; what it had defined before counts.' % (os.path.basename(path), one_line(cause_of(error))), file=sys.stderr)
    return loaded


def keep_cause(error, text, path, names):
    """Remembers what a file that stopped would have given: what lacks it is told of the error that stopped it."""
    import ast
    statements = ast.parse(text, path).body
    for statement in statements[stopped_at(error, path, statements):]:
        missing.update((bound, error) for bound in bound_by(statement, ast) if bound not in names)


def source_text(source, path):
    """What Python would compile, with its own words for what it cannot read."""
    if source[:2] in (b'\xff\xfe', b'\xfe\xff'):
        raise SyntaxError('the file is encoded in UTF-16, which Python cannot read; save it in UTF-8', (path, 1, 1, None))
    if b'\0' in source:
        pairs = source[:64]
        if len(set(pairs[0::2] if pairs[:1] == b'\0' else pairs[1::2])) == 1:  # every other byte is 0: UTF-16 without its mark
            raise SyntaxError('the file is encoded in UTF-16, which Python cannot read; save it in UTF-8', (path, 1, 1, None))
        line = source[: source.index(b'\0')].count(b'\n') + 1
        raise SyntaxError('source code cannot contain null bytes', (path, line, None, None))
    return source


def keep_reason(loaded, text, found):
    """Remembers for each function that the rest of a source would have defined why it is not there."""
    if isinstance(text, bytes):
        text = text.decode('utf-8', 'replace')
    for defined, assigned in DEFINED.findall(text):
        if (defined or assigned) not in loaded.names:
            loaded.stopped[defined or assigned] = found


def print_skipped(name, error):
    what = 'input() was called, and there is nobody to answer' if isinstance(error, EOFError) else 'an import failed with ' + one_line(error)
    print('%s: %s; what follows it was run.' % (name, what), file=sys.stderr)


def cells(path, folder):
    """Runs the cells in their saved order in one namespace. A cell that stops does not keep the later ones from running."""
    with open(path, encoding='utf-8') as source:
        sources = json.load(source)
    module = new_module('submission', os.path.join(folder, 'submission.py'))
    install_notebook_names(module.__dict__)
    loaded = Loaded(module.__dict__, folder, 'cell')
    for number, text in enumerate(sources, 1):
        name = 'cell %d' % number
        try:
            for error in run_cell(text, name, module.__dict__):
                print_skipped(name, error)
        except BaseException as error:
            errors = go_on(error, text, name, module.__dict__)
            keep_reason(loaded, text, described(errors[-1], folder))
            for one in errors:
                print('%s stopped with %s; what follows it was run.' % (name, one_line(cause_of(one))), file=sys.stderr)
    return loaded


def go_on(error, text, name, names):
    """Runs what stands in a cell behind a statement that stopped, and so on. Returns the errors, `error` first."""
    import ast
    errors = [error]
    try:
        statements = ast.parse(text, name).body
    except SyntaxError:  # nothing of the cell was run, or it awaits something
        return errors
    while statements and len(errors) <= MOST_STOPS:
        at = stopped_at(errors[-1], name, statements)
        ends = not isinstance(errors[-1], Exception)  # sys.exit() ends its cell
        for statement in statements[at:] if ends else statements[at:at + 1]:
            missing.update((bound, errors[-1]) for bound in bound_by(statement, ast) if bound not in names)
        statements = [] if ends else statements[at + 1:]
        try:
            for passed in run_parts(parts_of_statements(statements, name, 0, True), names):
                print_skipped(name, passed)
            break
        except BaseException as further:
            errors.append(further)
    return errors


def stopped_at(error, name, statements):
    """Index of the statement that an error came through; the last if none is known."""
    step, line = error.__traceback__, None
    while step is not None and line is None:
        code = step.tb_frame.f_code
        line = step.tb_lineno if code.co_filename == name and code.co_name == '<module>' else None
        step = step.tb_next
    if line is None:
        return len(statements) - 1
    return next((index for index, statement in enumerate(statements) if statement.end_lineno >= line), len(statements) - 1)


def bound_by(statement, ast):
    """Names that a statement would give its module."""
    if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return [statement.name]
    found = []
    for node in ast.walk(statement):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.append(node.id)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            found.extend(alias.asname or alias.name.partition('.')[0] for alias in node.names)
        elif isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            found.append(node.name)
    return found


def run_cell(text, name, names):
    """Runs one cell. An import that fails does not keep the statements after it from running: the errors are returned."""
    code = compile(text, name, 'exec', flags=TOP_LEVEL_AWAIT, dont_inherit=True)
    if code.co_flags & IS_COROUTINE:
        import asyncio
        asyncio.run(eval(code, names))
        return []
    return run_parts(parts_of(text, name, code), names)


def run_parts(parts, names):
    """Runs the parts of a source in order and returns the errors that were passed over."""
    passed = []
    for part, tolerated, bound in parts:
        try:
            exec(part, names)
        except tolerated as error:
            passed.append(error)
            missing.update((name, error) for name in bound if name not in names)
    return passed


missing = {}  # names that a statement would have given -> what it stopped with


def parts_of(text, name, code, imports=True):
    """(code, errors that are passed over, names it would give) of a source: one piece, or pieces around each statement that imports or asks.

    A statement that calls input() ends with EOFError, since there is nobody to answer; what follows it may do without.
    """
    if not (imports and IMPORTING.search(text) or (b'input' if isinstance(text, bytes) else 'input') in text):
        return [(code, (), ())]
    import __future__
    import ast
    future = sum(getattr(__future__, feature).compiler_flag for feature in __future__.all_feature_names)
    return parts_of_statements(ast.parse(text, name).body, name, code.co_flags & future, imports)


def parts_of_statements(statements, name, flags, imports):
    import ast
    parts, plain = [], []

    def close():
        if plain:
            parts.append((piece(plain), (), ()))
            plain.clear()

    def piece(statements):
        return compile(ast.Module(list(statements), []), name, 'exec', flags=flags, dont_inherit=True)

    for statement in statements:
        if imports and isinstance(statement, (ast.Import, ast.ImportFrom)) and getattr(statement, 'module', None) != '__future__':
            close()
            parts.append((piece([statement]), ImportError, [alias.asname or alias.name.partition('.')[0] for alias in statement.names]))
        elif asks(statement, ast):
            close()
            parts.append((piece([statement]), EOFError, ()))
        else:
            plain.append(statement)
    close()
    return parts


def asks(statement, ast):
    """Whether a statement outside functions calls input()."""
    if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return False
    return any(isinstance(node, ast.Call) and getattr(node.func, 'id', None) == 'input' for node in ast.walk(statement))


def cause_of(error):
    """A name that is not there because what would have given it stopped is that failure, and so on."""
    seen = []
    while isinstance(error, NameError) and error not in seen:
        seen.append(error)
        found = NOT_DEFINED.match(message_of(error))
        error = missing.get(found.group(1), error) if found else error
    return error


def cause_of_lack(name):
    """What stopped the statement that would have given this name, or one that differs in underscores and case only; None if nothing did."""
    return next((cause_of(error) for lacked, error in missing.items() if name_key(lacked) == name_key(name)), None)


def is_inside(path, folder):
    path = os.path.realpath(path)
    return path.startswith(folder.rstrip(os.sep) + os.sep)


def own_file(name, folder):
    """The student's name for the file of a line of code, or None when it is not the student's."""
    if not isinstance(name, str):
        return None
    if name not in _own:
        inside = not name.startswith('<') and is_inside(name, folder)
        _own[name] = name if name.startswith('cell ') else os.path.relpath(os.path.realpath(name), folder) if inside else None
    return _own[name] and _own[name].replace(os.sep, '/')


_own = {}  # an endless recursion has a thousand frames of one file


def message_of(error):
    try:
        text = str(error)
    except BaseException:
        text = ''
    if isinstance(error, SystemExit):
        # exit() without a number raises SystemExit(None).
        text = 'the program was ended with exit code %s' % ('0' if text in ('', 'None') else text)
    return in_words_of_the_student(with_advice(text)[:MAX_MESSAGE])


def in_words_of_the_student(text):
    """Without what is other on every machine or in every run: folders, and addresses of objects."""
    for folder in places:
        text = text.replace(folder + os.sep, '').replace(folder, '.')
    for pattern, shown in ELSEWHERE:
        text = pattern.sub(shown, text)
    return text


ELSEWHERE = [
    (re.compile(r'''/[^\s'"():]*/(?:site|dist)-packages(?=/)'''), '<site-packages>'),
    (re.compile(r'''/[^\s'"():]*/lib/python3[.]\d+(?=/)'''), '<python>'),
    (re.compile(r'(?<=[\w>]) at 0x[0-9a-fA-F]{6,16}(?=>)'), ''),
]
places = []  # the folder of the submission, as it is given and as it is


def one_line(error):
    return '%s: %s' % (type(error).__name__, ' '.join(message_of(error).split())[:200])


def described(error, folder):
    """name, message, file, line, column: of the innermost line that is the student's."""
    error = cause_of(error)
    name = 'MemoryError' if isinstance(error, MemoryError) else type(error).__name__  # numpy has a subclass of its own
    found = {'name': name[:100], 'message': message_of(error)}
    if in_own_source(error, folder):
        message = str(error.msg)[:MAX_MESSAGE]
        if error.text is not None:  # of the parser, to which what is new in a later version looks like a mistake
            message += ' (Python %d.%d reads it here)' % sys.version_info[:2]
        found.update(message=message, file=own_file(error.filename, folder))
        found.update({key: at for key, at in (('line', error.lineno), ('column', error.offset)) if isinstance(at, int) and at > 0})
        return found
    step = error.__traceback__
    while step is not None:
        own = own_file(step.tb_frame.f_code.co_filename, folder)
        if own is not None:
            found.update(file=own, line=step.tb_lineno)
        step = step.tb_next
    return found


def in_own_source(error, folder):
    return isinstance(error, SyntaxError) and own_file(error.filename, folder) is not None


def load_error(error, folder):
    return {'kind': 'syntax-error' if in_own_source(error, folder) else 'load-error', **described(error, folder)}
