import { describe, expect, it } from 'vitest'
import { type Answer, VARIABLE } from '#grading/model/session'
import { integers, isRecord, type Plain } from '#grading/model/value'
import { lacks } from '#tools/testing/require-tool'
import type { Launch } from '../adapter.ts'
import { notebook } from '../notebook/notebook.ts'
import { ask, told } from '../testing/ask.ts'
import { arrays, values } from '../testing/python-values.ts'
import { python } from './python.ts'

const NAMED = `
from collections import namedtuple, OrderedDict
from dataclasses import dataclass
Point = namedtuple('Point', 'x y')
@dataclass
class Layer:
    W: list
    b: float
    _cache: object = None
class Slotted:
    __slots__ = ('z',)
    def __init__(self):
        self.z = 1
class Plain:
    def __init__(self):
        self.a = 2
        self.go = print
class Computed:
    def __init__(self):
        self._b = 3
    @property
    def b(self):
        return self._b
class Lying(float):
    def __float__(self): return 1.0
    def __eq__(self, other): return True
    def __sub__(self, other): return 0.0
class LyingList(list):
    def __iter__(self): return iter([1, 1, 1])
    def __len__(self): return 1
`

/** -S leaves site-packages out: numpy is really not there. */
const WITHOUT_NUMPY = (launch: Launch): Launch => ({ ...launch, args: ['-S', ...launch.args] })

describe.skipIf(lacks('python3', 'values of Python'))('a value from Python', () => {
  it('keeps NaN, the infinities and the sign of zero', async () => {
    const found = (await values(["float('nan')", "float('inf')", "-float('inf')", '-0.0', '[-0.0, 1e308 * 10]'], 0)).map(told)
    expect(found).toEqual([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0, [-0, Number.POSITIVE_INFINITY]])
  })

  it('is one tensor where lists of numbers are rectangular, a list where they are ragged or mixed', async () => {
    const answers = await values(['[[1, 2], (3, 4)]', '[[1, 2.5]]', '[True, False]', '[]', '[[1], [2, 3]]', '[1, "a"]', 'range(3)'], 0)
    expect(arrays(answers)).toEqual(['int64 [2,2]', 'float64 [1,2]', 'bool [2]', 'float64 [0]', false, false, 'int64 [3]'])
    expect(told(answers[4] as Answer)).toEqual([[1], [2, 3]])
    expect(told(answers[5] as Answer)).toEqual([1, 'a'])
  })

  it('is a record for dicts, named tuples, dataclasses and other objects with public fields', async () => {
    const made = [
      "{'dW': [1.0], 'a b': 2}",
      'OrderedDict(k=1)',
      'Point(1, y=[2])',
      'Layer([1], 0.5, 3)',
      'Slotted()',
      'Plain()',
      'Computed()',
    ]
    const answers = await values(made, 0, NAMED)
    expect(answers.every((answer) => answer.ok && isRecord(answer.value))).toBe(true)
    expect(answers.map(told)).toEqual([{ dW: [1], 'a b': 2 }, { k: 1 }, { x: 1, y: [2] }, { W: [1], b: 0.5 }, { z: 1 }, { a: 2 }, { b: 3 }])
  })

  it('is what a number or list holds, whatever its class says', async () => {
    const found = (await values(['Lying(3)', '[Lying(3), 2.0]', 'LyingList([1, 2])'], 0, NAMED)).map(told)
    expect(found).toEqual([3, [3, 2], [1, 2]])
  })

  it.each([
    ['(i for i in [1, 2])', [1, 2]],
    [
      '([i, i + 1] for i in (1, 3))',
      [
        [1, 2],
        [3, 4],
      ],
    ],
    ['map(abs, [-1, 2])', [1, 2]],
    [
      'zip([1, 2], [3, 4])',
      [
        [1, 3],
        [2, 4],
      ],
    ],
    ['[reversed([1, 2]), (i for i in (3,))]', [[2, 1], [3]]],
    ["{'a': 1, 'b': 2}.values()", [1, 2]],
    ["__import__('collections').deque([1, 2])", [1, 2]],
  ])('is a list where a `for` runs through it as through a list: %s', async (expression, expected) => {
    expect(told((await values([expression], 0))[0] as Answer)).toEqual(expected)
  })

  it.each([
    ['1 + 2j', 'a real number', 'the complex number (1+2j)', 'return value'],
    ['[1, 2j]', 'a real number', 'the complex number 2j', 'return value[1]'],
    ["__import__('itertools').count()", 'a list (list(...) makes one)', 'an iterator of type count', 'return value'],
    ['(i for i in iter(int, 1))', 'at most 100000 values from an iterator', 'more', 'return value'],
    ['{1, 2}', 'a list (sorted(...) makes one of a set)', 'a set', 'return value'],
    ["{'a': [1, {2: 3}]}", 'a dict whose keys are text', 'a key of type int', 'return value.a[1]'],
    ['2**63', 'an integer between -2^63 and 2^63 - 1', 'one of 64 bits', 'return value'],
    ['[2**63]', 'numbers that fit into 64 bits', 'a larger one', 'return value'],
    ['print', 'a value', 'the function print', 'return value'],
    ['int', 'a value', 'the class int', 'return value'],
    ['object()', 'a number, list, array or dict', 'an object of class object without public fields', 'return value'],
    ["b'x'", 'text or numbers', 'bytes', 'return value'],
    ["'x' * 70000", 'text of at most 64 KiB', '70000 characters', 'return value'],
    ["['x' * 60000, 'y' * 60000]", 'at most 64 KiB besides arrays', '117 KiB', 'return value'],
    ['[0.0] * 10**7', 'at most 64 MiB of numbers', '76 MiB', 'return value'],
  ])('is refused with what was expected: %s', async (expression, expected, got, at) => {
    const [answer] = await values([expression], 0)
    expect(told(answer as Answer)).toEqual({ kind: 'bad-value', expected, got, at })
  })

  it('that contains itself is refused', async () => {
    const [answer] = await values(['a.append(a) or a'], 0, 'a = []')
    expect(told(answer as Answer)).toMatchObject({ kind: 'bad-value', got: 'a deeper one, or one that contains itself' })
  })

  it('beyond 2^53 is refused by the grading process', async () => {
    const [answer] = await values(['2**60'], 0)
    expect(told(answer as Answer)).toMatchObject({ kind: 'bad-value', got: '1152921504606846976' })
  })

  it('is sent in several frames when a batch brings many', async () => {
    const source = 'def f(x):\n    return ["a" * 3000, [0.5] * 100000]\n'
    const answers = await ask(python, { 'submission.py': source }, ({ callMany }) => callMany('f', Array(40).fill([0])))
    expect(answers.map((answer) => answer.ok && Array.isArray(told(answer)) && (told(answer) as Plain[][])[1]?.length)).toEqual(
      Array(40).fill(100_000),
    )
  })
})

describe.skipIf(lacks('python3', 'arguments without numpy'))('without numpy', () => {
  it('arrays arrive as nested lists', async () => {
    const kinds = '[str(x), type(x[0][0]).__name__]'
    const [floats] = await values(
      [kinds],
      [
        [1, 2.5],
        [3, 4],
      ],
      '',
      WITHOUT_NUMPY,
    )
    const [whole] = await values([kinds], integers([[1, 2]]), '', WITHOUT_NUMPY)
    expect([floats, whole].map((answer) => told(answer as Answer))).toEqual([
      ['[[1.0, 2.5], [3.0, 4.0]]', 'float'],
      ['[[1, 2]]', 'int'],
    ])
  })

  it('a change of a nested list in place is noticed', async () => {
    const [answer] = await values(
      ['x[1].reverse()'],
      [
        [1, 2],
        [3, 4],
      ],
      '',
      WITHOUT_NUMPY,
    )
    expect(answer).toMatchObject({ ok: true, mutated: [0] })
  })
})

describe.skipIf(lacks('python3', 'fractions of Python'))('a fraction or a decimal of Python', () => {
  const IMPORTS = 'from fractions import Fraction\nfrom decimal import Decimal\n'

  it('is the float next to it', async () => {
    const made = [
      'Fraction(1, 3)',
      "Decimal('0.1')",
      "[Fraction(1, 4), 2, Decimal('1e-400')]",
      "{'dW': [[Decimal('-2.5')]]}",
      'Fraction(10**400, 3 * 10**399)',
    ]
    expect((await values(made, 0, IMPORTS)).map(told)).toEqual([1 / 3, 0.1, [0.25, 2, 0], { dW: [[-2.5]] }, 10 / 3])
  })

  it('beyond floats is infinite or no number', async () => {
    const made = ['Fraction(-10**400, 3)', "Decimal('1e400')", "Decimal('NaN')", "Decimal('sNaN')"]
    expect((await values(made, 0, IMPORTS)).map(told)).toEqual([Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, Number.NaN, Number.NaN])
  })
})

const VARIABLES = `
import math
from math import pi
z2 = [1.5, 2]
delta_3 = [[1], [2]]
a_2, A2 = 3, 4
cost = {1, 2}
def z3(): return 1
a3 = lambda: 1
class dW2: pass
_hidden = 5
if True:
    late = 'text'
`

describe.skipIf(lacks('python3', 'variables of Python'))('a variable of a script', () => {
  const held = (source: string, ...names: string[]) =>
    ask(python, { 'homework.py': source }, async ({ callMany }) => {
      const answers = await callMany(
        VARIABLE,
        names.map((name) => [name]),
      )
      return answers.map((answer) => (answer.ok ? told(answer) : answer.fault.kind))
    })

  it('is what it holds in the end, by its name in either case style', async () => {
    expect(await held(VARIABLES, 'z2', 'delta3', 'a2', 'A2', 'late')).toEqual([[1.5, 2], [[1], [2]], 3, 4, 'text'])
  })

  it('is none where it is a function, class or module, or not there', async () => {
    const none = await held(VARIABLES, 'z3', 'a3', 'dW2', 'math', 'hidden', 'nothing')
    expect(none).toEqual(none.map(() => 'missing-entry'))
  })

  it('tells of the package that it needed, and of no other reason why it is not there', async () => {
    const source = 'import torchh\nz2 = torchh.ones(2)\na2 = [1]\nz3 = undefined_name\ndef f(): return 1\n'
    const cells = JSON.stringify({
      cells: [{ cell_type: 'code', metadata: {}, outputs: [], source }],
      metadata: {},
      nbformat: 4,
      nbformat_minor: 5,
    })
    await ask(notebook, { 'homework.ipynb': cells }, async ({ call }) => {
      expect(told(await call(VARIABLE, 'z_2'))).toMatchObject({ kind: 'exception', name: 'ModuleNotFoundError' })
      expect(told(await call(VARIABLE, 'a2'))).toEqual([1])
      expect(told(await call(VARIABLE, 'z3'))).toMatchObject({ kind: 'missing-entry' })
    })
  })

  it('is refused by itself where it cannot be read', async () => {
    expect(await held(VARIABLES, 'cost', 'z2')).toEqual(['bad-value', [1.5, 2]])
  })
})
