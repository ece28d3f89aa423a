"""PyTorch on a machine without a GPU: what was saved on one is loaded on the CPU, and .cuda() leaves a network where it is."""

import functools
import importlib.machinery
import sys

SENTENCE = "there is no GPU while work is checked or graded; write device = 'cuda' if torch.cuda.is_available() else 'cpu'"
LACKS = ('Torch not compiled with CUDA enabled', 'Found no NVIDIA driver', 'No CUDA GPUs are available')
_noted = set()


def with_advice(message):
    """A message of PyTorch that asks for a GPU, and what to write instead."""
    return '%s (%s)' % (message.rstrip('.'), SENTENCE) if any(one in message for one in LACKS) else message


class Finder:
    """Finds torch as everybody else does, and adapts it once it is loaded."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        if name != 'torch':
            return None
        spec = importlib.machinery.PathFinder.find_spec(name, path, target)
        if spec is not None and spec.loader is not None:
            load = spec.loader.exec_module

            def exec_module(module):
                load(module)
                adapt(module)

            spec.loader.exec_module = exec_module
        return spec


def install():
    sys.meta_path.insert(0, Finder)


def adapt(torch):
    try:
        if torch.cuda.is_available():
            return
        torch.load = loading(torch, torch.load)
        for kind in (torch.Tensor, torch.nn.Module):
            kind.cuda = staying(kind.cuda)
            kind.to = moving(torch, kind.to)
    except Exception:  # another module that is called torch
        pass


def is_gpu(torch, device):
    return device == 'cuda' or isinstance(device, str) and device.startswith('cuda:') or isinstance(device, torch.device) and device.type == 'cuda'


def loading(torch, load):
    """On the CPU; what only its classes can read, which newer versions refuse unless they are told, is read: the sandbox is around it."""
    import inspect
    import pickle
    knows = 'weights_only' in inspect.signature(load).parameters

    @functools.wraps(load)
    def on_cpu(f, map_location=None, *arguments, **named):
        if map_location is None or is_gpu(torch, map_location):
            map_location = 'cpu'
        try:
            return load(f, map_location, *arguments, **named)
        except pickle.UnpicklingError:
            if not knows or 'weights_only' in named:
                raise
            if hasattr(f, 'seek'):
                f.seek(0)
            return load(f, map_location, *arguments, weights_only=False, **named)

    return on_cpu


def staying(cuda):
    @functools.wraps(cuda)
    def same(self, *arguments, **named):
        note('.cuda() left what it was called on where it is: there is no GPU.')
        return self

    return same


def moving(torch, to):
    @functools.wraps(to)
    def near(self, *arguments, **named):
        if any(is_gpu(torch, one) for one in arguments) or is_gpu(torch, named.get('device')):
            note('.to(\'cuda\') left what it was called on on the CPU: there is no GPU.')
            arguments = ['cpu' if is_gpu(torch, one) else one for one in arguments]
            named = {key: 'cpu' if is_gpu(torch, one) else one for key, one in named.items()}
        return to(self, *arguments, **named)

    return near


def note(sentence):
    if sentence not in _noted:
        _noted.add(sentence)
        print(sentence, file=sys.stderr)
