import { describe, expect, it } from 'vitest'
import type { Answer } from '#grading/model/session'
import { integers, listOf } from '#grading/model/value'
import { lacks } from '#tools/testing/require-tool'
import { told } from '../testing/ask.ts'
import { arrays, values } from '../testing/python-values.ts'

const TORCH = `
import sys, types
torch = types.ModuleType('torch')
class Tensor:
    def __init__(self, data): self.data = data
    def detach(self): return self
    def cpu(self): return self
    def numpy(self): return np.array(self.data, 'f4')
torch.Tensor = Tensor
sys.modules['torch'] = torch
`

const SUBCLASS = `
class Lying(np.ndarray):
    def __array_function__(self, *rest): return True
    def tobytes(self, *rest): return bytes(32)
    def __array_ufunc__(self, *rest, **named): return True
`

describe.skipIf(lacks('numpy', 'values of numpy'))('with numpy', () => {
  it('arrays arrive as float64 and int64 arrays, lists of arrays as lists', async () => {
    const [floats] = await values(['[type(x).__name__, x.dtype.name, x.sum()]'], [[1, 2.5]])
    const [list] = await values(['[type(x).__name__, x[0].dtype.name]'], listOf([integers([1, 2])]))
    expect([floats, list].map((answer) => told(answer as Answer))).toEqual([
      ['ndarray', 'float64', 3.5],
      ['list', 'int64'],
    ])
  })

  it('arrays keep their dtype as far as the channel has it', async () => {
    const kinds = ['f8', 'f4', 'f2', 'i8', 'i4', 'i2', 'u1', 'u2', 'u4', 'u8', '?', '>f8']
    const answers = await values(
      kinds.map((kind) => `x.astype('${kind}')`),
      [
        [0, 1],
        [1, 1],
      ],
      'import numpy as np',
    )
    const widened = ['float64', 'float32', 'float32', 'int64', 'int32', 'int32', 'uint8', 'int32', 'int64', 'int64', 'bool', 'float64']
    expect(arrays(answers)).toEqual(widened.map((dtype) => `${dtype} [2,2]`))
    expect(answers.map(told)).toEqual(
      kinds.map(() => [
        [0, 1],
        [1, 1],
      ]),
    )
  })

  it('0-d arrays, numpy scalars and views have their values', async () => {
    const made = ['np.array(2.5)', 'np.float32(0.5)', 'np.int64(3)', 'np.bool_(True)', 'x.T', 'x[:, ::-1]', 'np.matrix(x)']
    const found = (
      await values(
        made,
        [
          [1, 2],
          [3, 4],
        ],
        'import numpy as np',
      )
    ).map(told)
    expect(found).toEqual([
      2.5,
      0.5,
      3,
      true,
      [
        [1, 3],
        [2, 4],
      ],
      [
        [2, 1],
        [4, 3],
      ],
      [
        [1, 2],
        [3, 4],
      ],
    ])
  })

  it('lists of numpy scalars and of equal arrays are one tensor, of unequal ones a list', async () => {
    const made = ['list(x)', '[np.int64(1), 2]', '[x, x]', '[x, x[:1]]']
    expect(arrays(await values(made, [1, 2, 3], 'import numpy as np'))).toEqual(['float64 [3]', 'int64 [2]', 'float64 [2,3]', false])
  })

  it('object arrays are the lists that they hold', async () => {
    const made = ['np.array([1, 2.5], dtype=object)', 'np.array([np.ones(2), np.zeros(1)], dtype=object)', 'np.array([None, 1])']
    expect((await values(made, [1], 'import numpy as np')).map(told)).toEqual([
      [1, 2.5],
      [[1, 1], [0]],
      [null, 1],
    ])
  })

  it('complex numbers are real where their imaginary parts are zero up to rounding, and refused elsewhere', async () => {
    const made = ['x + 0j', 'x + 1e-14j', '(x + 1e-7j).astype("c8")', 'np.complex128(2)', '2 + 0j', 'x * 1j', 'x + 1e-6j', '1j']
    made.push('np.array([1 + 1j, np.inf])', 'complex(1e308, 1e308)', 'np.complex128(complex(np.inf, 5))')
    const found = (await values(made, [1, 2], 'import numpy as np')).map(told)
    expect(found.slice(0, 5)).toEqual([[1, 2], [1, 2], [1, 2], 2, 2])
    const got = 'an array with imaginary parts that are not zero'
    expect(found.slice(5)).toMatchObject([
      { got },
      { got },
      { got: 'the complex number 1j' },
      { got },
      { got: 'the complex number (1e+308+1e+308j)' },
      { kind: 'bad-value' },
    ])
  })

  it('a subclass that overrides comparison and bytes is sent as the numbers it holds', async () => {
    const [answer] = await values(
      ['x.view(Lying)'],
      [
        [1, 2],
        [3, 4],
      ],
      `import numpy as np\n${SUBCLASS}`,
    )
    expect(told(answer as Answer)).toEqual([
      [1, 2],
      [3, 4],
    ])
  })

  it('tensors of torch are detached and sent as arrays', async () => {
    const answers = await values(['Tensor([[1, 2]])', "{'w': Tensor([0.5])}"], 0, `import numpy as np\n${TORCH}`)
    expect(arrays(answers)).toEqual(['float32 [1,2]', false])
    expect(answers.map(told)).toEqual([[[1, 2]], { w: [0.5] }])
  })

  it('a change of an array in place is noticed, in a list too, and NaN is no change', async () => {
    const [array, same] = await values(['x.__setitem__(0, 9)', 'x + 1'], [1, Number.NaN])
    const [list] = await values(
      ['x[1].sort()'],
      listOf([
        [1, 2],
        [2, 1],
      ]),
    )
    expect([array, same, list].map((answer) => answer?.ok && answer.mutated)).toEqual([[0], undefined, [0]])
  })

  it('an array that is too large for memory reaches the memory limit', async () => {
    const [answer] = await values(['np.ones((10**6, 10**6))'], 0, 'import numpy as np')
    expect(told(answer as Answer)).toEqual({ kind: 'memory-limit' })
  })
})
