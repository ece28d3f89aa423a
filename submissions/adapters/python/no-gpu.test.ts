import { describe, expect, it } from 'vitest'
import { lacks } from '#tools/testing/require-tool'
import { notebook } from '../notebook/notebook.ts'
import { ask, told } from '../testing/ask.ts'
import { python } from './python.ts'

/** What of PyTorch has to do with GPUs, on a machine without one. */
const TORCH = `
import pickle
LACKS = AssertionError('Torch not compiled with CUDA enabled')
class cuda:
    is_available = staticmethod(lambda: False)
class device:
    def __init__(self, name):
        self.type = name.partition(':')[0]
class Tensor:
    def cuda(self):
        raise LACKS
    def to(self, *where, **named):
        return [getattr(one, 'type', one) for one in (*where, *named.values())]
class nn:
    class Module(Tensor):
        pass
def zeros(n, device):
    raise LACKS
def load(f, map_location=None, pickle_module=None, *, weights_only=True):
    if weights_only:
        raise pickle.UnpicklingError('Weights only load failed')
    return map_location
`

const SOURCE = `
import torch
tensor = torch.Tensor()
def moved():
    return [tensor.cuda() is tensor, tensor.to('cuda:0'), tensor.to(device=torch.device('cuda')), tensor.to('float')]
def loaded():
    return [torch.load('x.pt'), torch.load('x.pt', 'cuda'), torch.load('x.pt', map_location='meta')]
def refused():
    return torch.load('x.pt', weights_only=True)
def made():
    return torch.zeros(3, device='cuda')
`

describe.skipIf(lacks('python3', 'PyTorch without a GPU'))('PyTorch without a GPU', () => {
  it('leaves on the CPU what goes to a GPU, and loads there what comes from one', async () => {
    const files = { 'submission.py': SOURCE, 'torch.py': TORCH }
    const { found, stderr } = await ask(python, files, async ({ call, output }) => {
      const answers = [told(await call('moved')), told(await call('loaded')), told(await call('refused')), told(await call('made'))]
      return { found: answers, stderr: output().stderr }
    })
    expect(found).toMatchObject([
      [true, ['cpu'], ['cpu'], ['float']],
      ['cpu', 'cpu', 'meta'],
      { kind: 'exception', name: 'UnpicklingError' },
      {
        kind: 'exception',
        message:
          "Torch not compiled with CUDA enabled (there is no GPU while work is checked or graded; write device = 'cuda' if torch.cuda.is_available() else 'cpu')",
        place: { file: 'torch.py', line: 18 },
      },
    ])
    expect(stderr).toBe(
      ".cuda() left what it was called on where it is: there is no GPU.\n.to('cuda') left what it was called on on the CPU: there is no GPU.\n",
    )
  })

  it('a class that a notebook has pickled is found in the notebook', async () => {
    const source = `
import pickle
class Net:
    def __init__(self):
        self.x = 7
text = pickle.dumps(Net()).replace(b'submission', b'__main__')
def f():
    return pickle.loads(text).x
`
    const cells = [{ cell_type: 'code', metadata: {}, execution_count: 1, outputs: [], source }]
    const book = JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells })
    const protocol0 = book.replace('pickle.dumps(Net())', 'pickle.dumps(Net(), 0)')
    expect(await ask(notebook, { 'a.ipynb': protocol0 }, async ({ call }) => told(await call('f')))).toBe(7)
    expect(await ask(python, { 'submission.py': source.replace('Net())', 'Net(), 0)') }, async ({ call }) => told(await call('f')))).toBe(7)
  })
})
