"""Networks that submission.yaml declares: the student's class is built, its weights are loaded on the CPU, and the functions of the sheet are answered.

Everything is done at the first call of a function, so that one network that cannot be had costs its own functions only.
"""

import difflib
import importlib
import inspect
import json
import os
import sys
import types

from . import load

CHUNK = 250  # images that go through a network at once
MOST_NAMED = 3
ENCODERS = ('encoder', 'encode', 'enc')
DECODERS = ('decoder', 'decode', 'dec')
IMAGE_SHAPES = ((1, 28, 28), (784,), (28, 28))
STATES = ('state_dict', 'model_state_dict', 'model_state', 'model', 'net', 'network', 'weights')
PREFIXES = ('module.', '_orig_mod.', 'model.', 'net.')


class ModelRefusal(Exception):
    """Why a declared network cannot answer: a whole sentence without its full stop."""


def load_networks(path, folder):
    """Raises ImportError where there is no torch."""
    import torch
    torch.manual_seed(0)
    with open(path, encoding='utf-8') as source:
        declared = json.load(source)
    return Networks(torch, declared, folder)


class Networks:
    """Answers as a loaded submission does: the functions of declared networks."""

    def __init__(self, torch, declared, folder):
        self.folder, self.functions, self.modules = folder, {}, Modules(folder, declared['cells'])
        for one in declared['networks']:
            network = Network(torch, one, folder, self.modules)
            for answer in one['answers']:
                self.functions[load.name_key(answer['entry'])] = (answer['entry'], network.function(answer))

    def entries(self):
        return [entry for entry, _ in self.functions.values()]

    def find(self, name):
        found = self.functions.get(load.name_key(name))
        return found and found[1]

    def reason(self, name):
        return None


class Modules:
    """The files that classes stand in, each run once."""

    def __init__(self, folder, cells):
        self.folder, self.cells, self.names = folder, cells, {}

    def of(self, file):
        """The names that a file defines. A script or a notebook that stops after its classes still has them."""
        if file not in self.names:
            self.names[file] = self.run(file)
        return self.names[file]

    def run(self, file):
        if file in self.cells:
            return load.cells(self.cells[file], self.folder).names
        path = os.path.join(self.folder, file)
        name = os.path.splitext(os.path.basename(file))[0]
        if name == '__init__' or os.path.exists(os.path.join(os.path.dirname(path), '__init__.py')):
            dotted = os.path.splitext(file)[0].replace('/', '.')
            return importlib.import_module(dotted[:-len('.__init__')] if name == '__init__' else dotted).__dict__
        known = sys.modules.get(name)
        if known is not None and os.path.realpath(getattr(known, '__file__', None) or '') == os.path.realpath(path):
            return known.__dict__
        beside = os.path.dirname(path)
        if beside not in sys.path:
            sys.path.insert(0, beside)
        return load.file(path, self.folder).names

    def all_names(self):
        merged = {}
        for names in self.names.values():
            merged.update(names)
        return merged


class Network:
    """One network: built when it is first asked for."""

    def __init__(self, torch, declared, folder, modules):
        self.torch, self.declared, self.folder, self.modules = torch, declared, folder, modules
        self.network, self.shape, self.tree = None, None, None
        self.title = declared['class']['name'] if 'class' in declared else declared['weights']

    def function(self, answer):
        part, skips = answer['part'], answer['skips']

        def encode(images):
            with self.torch.no_grad():
                return self.coded(self.encoded(self.tensor(images), answer), skips)

        def decode(code, *more):
            with self.torch.no_grad():
                decoder, code = self.part(DECODERS, answer), self.tensor(code)
                if not skips:
                    return self.batched(lambda one: first_of(self.torch, decoder(one)), code)
                return self.decode_with_skips(decoder, [code] + [self.tensor(skip) for skip in more[0]])

        def whole(images):
            with self.torch.no_grad():
                images = self.tensor(images)
                network = self.named(answer) if 'attribute' in answer else self.built()
                shape = self.shape_for(network, images)
                return self.batched(lambda one: first_of(self.torch, network(one.reshape((-1,) + shape))), images)

        return {'encode': encode, 'decode': decode, 'whole': whole}[part]

    # What is built

    def built(self):
        if self.network is None:
            network = self.loaded()
            if not isinstance(network, self.torch.nn.Module):
                raise ModelRefusal('%s is %s, not a torch.nn.Module' % (self.title, described_kind(network)))
            network.eval()
            if any(one.dtype in (self.torch.float16, self.torch.bfloat16) for one in network.parameters()):
                network.float()
            self.network = network
        return self.network

    def loaded(self):
        maker = self.maker() if 'class' in self.declared else None
        saved = self.saved() if 'weights' in self.declared else None
        if isinstance(saved, self.torch.nn.Module):
            if saved.training:
                note('%s was saved in training mode; eval() was called, which turns dropout off.' % self.declared['weights'])
            return saved
        if maker is None:
            raise ModelRefusal('%s contains weights only; write in submission.yaml which class they belong to: `class: file.Class`' % self.declared['weights'])
        network = maker if isinstance(maker, self.torch.nn.Module) else self.made(maker)
        if saved is not None and isinstance(network, self.torch.nn.Module):
            self.fit(network, saved)
        return network

    def maker(self):
        file, name = self.declared['class']['file'], self.declared['class']['name']
        names = self.modules.of(file)
        if name not in names:
            own = [key for key, value in names.items() if isinstance(value, type) and issubclass(value, self.torch.nn.Module)
                   and not str(value.__module__).startswith('torch.')]
            raise ModelRefusal('%s has no class %s%s' % (file, name, meant(name, own)))
        return names[name]

    def made(self, maker):
        given = self.declared['arguments']
        try:
            inspect.signature(maker).bind(**given)
        except TypeError as error:
            raise ModelRefusal('%s cannot be made with the arguments %s: %s; write them in submission.yaml, such as `arguments: {k: 10}`'
                               % (self.title, json.dumps(given), error)) from None
        except ValueError:
            pass
        return maker(**given)

    def saved(self):
        """What the file of weights holds: a network as a whole, or tensors by name."""
        torch, name = self.torch, self.declared['weights']
        path = os.path.join(self.folder, name)
        with open(path, 'rb') as source:
            start = source.read(64)
        if start.startswith(b'version https://git-lfs'):
            raise ModelRefusal('%s is a pointer of Git LFS, not the file itself; submit the file' % name)
        only = {'weights_only': True} if 'weights_only' in inspect.signature(torch.load).parameters else {}
        try:
            return torch.load(path, map_location='cpu', **only)
        except Exception:
            return self.saved_whole(path, {key: False for key in only}, name)

    def saved_whole(self, path, how, name):
        """A file that names classes. A notebook saves those that it defines as classes of __main__."""
        if 'class' in self.declared:
            self.modules.of(self.declared['class']['file'])
        before = sys.modules['__main__']
        main = types.ModuleType('__main__')
        main.__dict__.update(self.modules.all_names())
        sys.modules['__main__'] = main
        try:
            return self.torch.load(path, map_location='cpu', **how)
        except AttributeError as error:
            raise ModelRefusal('%s holds a network as a whole, and its class was not found (%s); name it in submission.yaml, `class: file.Class`, '
                               'or save net.state_dict()' % (name, load.one_line(error))) from None
        except Exception as error:
            raise ModelRefusal('%s cannot be read as a file of torch.save (%s); save it with torch.save(net.state_dict(), %r)'
                               % (name, load.one_line(error), name)) from None
        finally:
            sys.modules['__main__'] = before

    def fit(self, network, saved):
        name, own = self.declared['weights'], network.state_dict()
        state = state_of(self.torch, saved, name)
        if not set(state) & set(own):
            for prefix in PREFIXES:
                if state and all(key.startswith(prefix) for key in state):
                    state = {key[len(prefix):]: value for key, value in state.items()}
        lacks = [key for key in own if key not in state and not key.endswith('num_batches_tracked')]
        strange = [key for key in state if key not in own and not key.endswith('num_batches_tracked')]
        other = [key for key in own if key in state and own[key].shape != state[key].shape]
        if lacks or strange or other:
            says = []
            if lacks:
                says.append('the class has %s, the file has not' % listed(lacks))
            if strange:
                says.append('the file has %s, the class has not' % listed(strange))
            if other:
                shapes = ['%s %s in the file and %s in the class' % (key, list(state[key].shape), list(own[key].shape)) for key in other]
                says.append('%s (was it trained with other arguments? Write them: `arguments: {k: 10}`)' % listed(shapes))
            raise ModelRefusal('%s does not fit the class %s: %s' % (name, self.title, '; '.join(says)))
        network.load_state_dict({key: state[key] for key in own if key in state}, strict=False)

    # What is asked of it

    def part(self, usual, answer):
        if 'attribute' in answer:
            return self.named(answer)
        network = self.built()
        for name in usual:
            if callable(getattr(network, name, None)):
                return getattr(network, name)
        children = [name for name, _ in network.named_children()]
        raise ModelRefusal('%s has no %s (its parts are %s); write in submission.yaml which module or method it is, such as `%s: %s`'
                           % (self.title, usual[0], ', '.join(children) or 'none', answer['part'], (children or ['name'])[0]))

    def named(self, answer):
        value = self.built()
        for name in answer['attribute'].split('.'):
            inner = getattr(value, name, None)
            if inner is None:
                raise ModelRefusal('%s has no %s%s' % (self.title, answer['attribute'], meant(name, [key for key, _ in self.built().named_children()])))
            value = inner
        if not callable(value):
            raise ModelRefusal('%s of %s is %s, which cannot be called' % (answer['attribute'], self.title, described_kind(value)))
        return value

    def tensor(self, value):
        """As the network computes: floating point of its precision."""
        torch = self.torch
        if hasattr(value, 'tobytes'):  # not from_numpy: a torch that was built for another numpy has none
            if value.size == 0:
                found = torch.zeros(value.shape)
            else:
                found = torch.frombuffer(bytearray(value.astype('<f8').tobytes()), dtype=torch.float64).reshape(value.shape)
        else:
            found = torch.tensor(value, dtype=torch.float64)
        own = next((one.dtype for one in self.built().parameters() if one.is_floating_point()), torch.float32)
        return found.to(own)

    def batched(self, function, *inputs):
        """In pieces, so that memory does not grow with the number of images: nothing of an image depends on the others."""
        count = len(inputs[0])
        parts = [function(*(one[start:start + CHUNK] for one in inputs)) for start in range(0, max(count, 1), CHUNK)]
        return parts[0] if len(parts) == 1 else self.torch.cat(parts)

    def shape_for(self, function, images):
        """The shape in which the network takes an image: as declared, else the first that it accepts."""
        if self.shape is None:
            self.shape = tuple(self.declared['input']) if 'input' in self.declared else self.accepted_shape(function, images)
        return self.shape

    def accepted_shape(self, function, images):
        shapes = sorted(IMAGE_SHAPES, key=lambda shape: shape != self.likely_shape(function))
        first_error = None
        for shape in shapes:
            trial = images[:2].reshape((-1,) + shape)
            try:
                if len(tensors_in(self.torch, function(trial))[0]) == len(trial):
                    return shape
            except Exception as error:
                first_error = first_error or error
        raise first_error or ModelRefusal('%s gives no answer for each image in any of the shapes [N, 1, 28, 28], [N, 784] and [N, 28, 28]' % self.title)

    def likely_shape(self, function):
        module = function if isinstance(function, self.torch.nn.Module) else self.built()
        for layer in module.modules():
            if isinstance(layer, self.torch.nn.Linear):
                return (784,)
            if next(layer.parameters(recurse=False), None) is not None:
                break
        return (1, 28, 28)

    def encoded(self, images, answer):
        """What the encoder gives for all images, each of its tensors joined."""
        encoder = self.part(ENCODERS, answer)
        shape = self.shape_for(encoder, images)
        parts = [encoder(images[start:start + CHUNK].reshape((-1,) + shape)) for start in range(0, max(len(images), 1), CHUNK)]
        self.tree = shape_of(self.torch, parts[0])
        columns = zip(*(tensors_in(self.torch, part) for part in parts))
        return [self.torch.cat(column) for column in columns]

    def coded(self, tensors, skips):
        at = code_at(tensors)
        if not skips:
            return tensors[at]
        return {'code': tensors[at], 'skips': tensors[:at] + tensors[at + 1:]}

    def decode_with_skips(self, decoder, tensors):
        """Hands code and skips over in the way in which the network's own forward() does."""
        torch = self.torch
        trial = torch.rand((2, 28, 28), generator=torch.Generator().manual_seed(1)).to(tensors[0].dtype)
        encode = {'part': 'encode', **({'attribute': self.encoder_name()} if self.encoder_name() else {})}
        given = self.encoded(trial, encode)
        at = code_at(given)
        if len(given) != len(tensors):
            raise ModelRefusal('the encoder of %s gives %d skips, the decoder is given %d' % (self.title, len(given) - 1, len(tensors) - 1))
        hand_over = self.wiring(decoder, given, at, trial)
        ordered = list(tensors[1:])
        ordered.insert(at, tensors[0])
        return self.batched(lambda *some: first_of(torch, hand_over(decoder, list(some))), *ordered)

    def encoder_name(self):
        return next((one['attribute'] for one in self.declared['answers'] if one['part'] == 'encode' and 'attribute' in one), None)

    def wiring(self, decoder, given, at, trial):
        """The first way that runs and gives what forward() gives; without such a one the first that runs."""
        right, shape = None, self.shape
        try:
            right = first_of(self.torch, self.built()(trial.reshape((-1,) + shape)))
        except Exception:
            pass
        runs, error = None, None
        for way in ways(self.torch, self.tree, at, len(given)):
            try:
                answer = first_of(self.torch, way(decoder, given))
            except Exception as failed:
                error = error or failed
                continue
            runs = runs or way
            if right is not None and answer.numel() == right.numel() and self.torch.allclose(answer.reshape(right.shape), right, atol=1e-4):
                return way
        if runs is None:
            raise error
        return runs


def ways(torch, tree, at, count):
    """Ways to hand the encoder's tensors, which it gave in this tree, to a decoder."""
    def others(tensors):
        return tensors[:at] + tensors[at + 1:]

    def spread(decoder, tensors):
        value = rebuilt(tree, iter(tensors))
        return decoder(*value) if isinstance(value, (tuple, list)) else decoder(**value)

    yield spread
    yield lambda decoder, tensors: decoder(rebuilt(tree, iter(tensors)))
    yield lambda decoder, tensors: decoder(tensors[at], *others(tensors))
    yield lambda decoder, tensors: decoder(tensors[at], others(tensors))
    yield lambda decoder, tensors: decoder(tensors[at], *reversed(others(tensors)))
    yield lambda decoder, tensors: decoder(tensors[at], list(reversed(others(tensors))))
    yield lambda decoder, tensors: decoder(others(tensors), tensors[at])
    yield lambda decoder, tensors: decoder(*others(tensors), tensors[at])


def state_of(torch, saved, name):
    """Tensors by name, also where a checkpoint has them beside other things, or by network."""
    found = saved.state_dict() if hasattr(saved, 'state_dict') else saved
    if is_state(torch, found):
        return found
    if isinstance(found, dict):
        for key in STATES:
            inner = found.get(key)
            inner = inner.state_dict() if isinstance(inner, torch.nn.Module) else inner
            if is_state(torch, inner):
                return inner
        states = {key: value for key, value in found.items() if is_state(torch, value)}
        if states:
            joined = {'%s.%s' % (key, inner): tensor for key, state in states.items() for inner, tensor in state.items()}
            return next(iter(states.values())) if len(states) == 1 else joined
    raise ModelRefusal('%s holds %s, not weights by name; save it with torch.save(net.state_dict(), %r)' % (name, described_kind(saved), name))


def is_state(torch, value):
    return isinstance(value, dict) and len(value) > 0 and all(isinstance(key, str) and isinstance(one, torch.Tensor) for key, one in value.items())


def tensors_in(torch, value):
    """The tensors of an answer in their order."""
    if isinstance(value, torch.Tensor):
        return [value]
    if isinstance(value, (tuple, list)):
        return [tensor for one in value for tensor in tensors_in(torch, one)]
    if isinstance(value, dict):
        return [tensor for one in value.values() for tensor in tensors_in(torch, one)]
    raise ModelRefusal('a network gives %s, expected a tensor' % described_kind(value))


def first_of(torch, value):
    return tensors_in(torch, value)[0]


def shape_of(torch, value):
    """The nesting of an answer, without its tensors."""
    if isinstance(value, torch.Tensor):
        return None
    if isinstance(value, dict):
        return {key: shape_of(torch, one) for key, one in value.items()}
    return [shape_of(torch, one) for one in value]


def rebuilt(tree, tensors):
    if tree is None:
        return next(tensors)
    if isinstance(tree, dict):
        return {key: rebuilt(one, tensors) for key, one in tree.items()}
    return [rebuilt(one, tensors) for one in tree]


def code_at(tensors):
    """Which tensor is the code: the first, unless another is the only one with a row of numbers for each image."""
    flat = [index for index, tensor in enumerate(tensors) if tensor.dim() == 2]
    return flat[0] if len(flat) == 1 else 0


def listed(names):
    more = len(names) - MOST_NAMED
    return ', '.join(names[:MOST_NAMED]) + (' and %d more' % more if more > 0 else '')


def meant(name, known):
    near = difflib.get_close_matches(name, known, 1)
    if near:
        return ' (did you mean %s?)' % near[0]
    return ' (it has %s)' % listed(known) if known else ''


def described_kind(value):
    return 'a value of type ' + type(value).__name__[:60]


def note(sentence):
    print(sentence, file=sys.stderr)
