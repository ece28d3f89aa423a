import { describe, expect, it } from 'vitest'
import type { Answer } from '#grading/model/session'
import { lacks } from '#tools/testing/require-tool'
import { javascript } from './javascript/javascript.ts'
import { python } from './python/python.ts'
import { ask, told } from './testing/ask.ts'

/** What a function returns, and what arrives: `refused` is a fault of the answer, never of ours. */
type Told = readonly (readonly [returned: string, arrives: unknown])[]
const refused = Symbol('refused')

const BEFORE_JS = `
let reads = 0
const cyclic = [1]; cyclic.push(cyclic)
const ring = { a: {} }; ring.a.b = ring
const gone = Proxy.revocable([1], {}); gone.revoke()
const moved = new Float64Array(2); structuredClone(moved.buffer, { transfer: [moved.buffer] })
const shared = new Float64Array(new SharedArrayBuffer(16)); shared[0] = 7
class Liar extends Array { get length() { return 2 } *[Symbol.iterator]() { yield 9 } map() { return [9] } }
const deep = (n) => { let list = []; for (let i = 0; i < n; i++) list = [list]; return list }
`
const JAVASCRIPT: Told = [
  ['({ get x() { return reads++ === 0 ? 1 : 2 } })', { x: 1 }],
  ['({ get x() { throw new Error("no") } })', refused],
  ['new Proxy([1, 2], {})', [1, 2]],
  ['new Proxy([1, 2], { get: () => 9 })', Array(9).fill(9)],
  ['new Proxy([1, 2], { get() { throw new Error("no") } })', refused],
  [
    'new Proxy({}, { ownKeys: () => ["a"], getOwnPropertyDescriptor: () => ({ value: 1, enumerable: true, configurable: true }), get: () => 1 })',
    { a: 1 },
  ],
  ['gone.proxy', refused],
  ['({ then(resolve) { resolve(5); resolve(6) } })', 5],
  ['({ then() { throw new Error("no") } })', refused],
  ['Promise.reject(new Error("no"))', refused],
  ['Promise.resolve({ then: (resolve) => resolve([1, 2]) })', [1, 2]],
  ['cyclic', refused],
  ['ring', refused],
  ['10n', refused],
  ['[1n, 2n]', refused],
  ['BigInt64Array.of(1n, 2n)', [1, 2]],
  ['BigInt64Array.of(2n ** 60n)', refused],
  ['Symbol("x")', refused],
  ['() => 1', refused],
  ['[1, , 3]', refused],
  ['new Array(1e8)', refused],
  ['Object.assign([], { length: 2 ** 32 - 1 })', refused],
  ['({ length: 2, 0: 1, 1: 2 })', { length: 2, 0: 1, 1: 2 }],
  ['new Number(3)', refused],
  ['new String("3")', refused],
  ['({ valueOf: () => 3 })', refused],
  ['({ [Symbol.toPrimitive]: () => 3 })', {}],
  ['new Date(3)', refused],
  ['/x/', refused],
  ['new Error("x")', refused],
  ['new Set([1])', refused],
  ['new Map([[1, 2]])', refused],
  ['new Map([["__proto__", 2]])', { ['__proto__']: 2 }],
  ['new WeakMap()', refused],
  ['(function* () { yield 1 })()', refused],
  ['new ArrayBuffer(8)', refused],
  ['new DataView(new ArrayBuffer(8))', refused],
  ['moved', refused],
  ['shared', [7, 0]],
  ['new Liar(1, 2, 3)', [1, 2, 3]],
  ['Object.setPrototypeOf([1, 2], { length: 9 })', [1, 2]],
  ['JSON.parse(\'{"__proto__": {"toJSON": 1}}\')', { ['__proto__']: { toJSON: 1 } }],
  ['({ toJSON: () => 9, x: 1 })', refused],
  ['({ shape: [1e6, 1e6], data: [1] })', { shape: [1e6, 1e6], data: [1] }],
  ['({ shape: [-1], data: [] })', { shape: [-1], data: [] }],
  ['({ shape: [1e9, 0], data: [] })', refused],
  ['({ shape: [2 ** 26, 1], data: new Uint8Array(2 ** 26) })', refused],
  ['new Float64Array(2 ** 24)', refused],
  ['deep(9)', refused],
  ['deep(100000)', refused],
  ['"x".repeat(1e7)', refused],
  ['"\\ud800"', '\ud800'],
  ['[[1, 2], [3]]', [[1, 2], [3]]],
  ['[1, "2"]', [1, '2']],
  ['[NaN, -0, Infinity]', [Number.NaN, -0, Number.POSITIVE_INFINITY]],
  ['undefined', null],
]

const BEFORE_PYTHON = `
import numpy as np, decimal, fractions, asyncio
class Float(float):
    def __sub__(self, other): return 0.0
    def __eq__(self, other): return True
    __hash__ = float.__hash__
class Liar(np.ndarray):
    def __array_function__(self, f, types, args, kwargs): return True
    def tobytes(self, *a): return b'\\0' * 8
    @property
    def shape(self): return (9,)
class List(list):
    def __iter__(self): return iter([9, 9])
    def __len__(self): return 7
class Dict(dict):
    def items(self): return [('x', 9)]
class Array:
    def __array__(self, dtype=None, copy=None): return np.array([9.0])
class Raises:
    @property
    def x(self): raise ValueError('no')
class Str(str):
    def encode(self, *a): return b'9'
class Meta:
    __class__ = float
cyclic = [1]; cyclic.append(cyclic)
def generator(): yield 1
async def later(): return 1
def deep(n):
    x = []
    for _ in range(n): x = [x]
    return x
`
const PYTHON: Told = [
  ['Float(3)', 'exact or refused'],
  ['np.array([1.0, 2.0]).view(Liar)', 'exact or refused'],
  ['List([1, 2])', 'exact or refused'],
  ['Dict(x=1)', 'exact or refused'],
  ['Str("1")', 'exact or refused'],
  ['Array()', [9]],
  ['Raises()', refused],
  ['Meta()', refused],
  ['cyclic', refused],
  ['generator()', [1]],
  ['range(3)', 'exact or refused'],
  ['later()', 1],
  ['lambda: 1', refused],
  ['10 ** 400', refused],
  ['2 ** 60', refused],
  ['1j', refused],
  ['np.array([1j])', refused],
  ['np.array([1, "x", None], dtype=object)', [1, 'x', null]],
  ['np.array(["1", "2"])', ['1', '2']],
  ['np.array([b"1"])', refused],
  ['np.zeros(2, dtype=[("a", float)])', refused],
  ['np.ma.masked_array([1.0, 2.0], [True, False])', 'exact or refused'],
  ['np.matrix([[1.0, 2.0]])', [[1, 2]]],
  ['np.array(["2020-01-01"], dtype="datetime64[D]")', refused],
  ['np.float16(0.5)', 0.5],
  ['np.longdouble(0.5)', 0.5],
  ['np.uint64(2 ** 63)', refused],
  [
    'np.broadcast_to(1.0, (2, 2))',
    [
      [1, 1],
      [1, 1],
    ],
  ],
  ['np.broadcast_to(np.uint8(0), (10 ** 12,))', refused],
  ['np.zeros((2 ** 26, 1), np.uint8)', refused],
  ['np.zeros((10 ** 9, 0))', refused],
  ['np.arange(4.0)[::-2]', [3, 1]],
  ['decimal.Decimal("0.1")', 0.1],
  ['fractions.Fraction(1, 2)', 0.5],
  ['b"1"', refused],
  ['{1, 2}', refused],
  ['{1: 2}', refused],
  ['{"__proto__": 1}', { ['__proto__']: 1 }],
  ['deep(9)', refused],
  ['deep(100000)', refused],
  ['"x" * 10 ** 7', refused],
  ['"\\ud800"', '?'],
  ['[[1, 2], [3]]', [[1, 2], [3]]],
  ['[1, "2"]', [1, '2']],
  ['[float("nan"), -0.0, float("inf")]', [Number.NaN, -0, Number.POSITIVE_INFINITY]],
  ['Ellipsis', refused],
  ['None', null],
]

/** What honest code of the same language would have sent, for values that only pretend. */
const HONEST: Readonly<Record<string, unknown>> = {
  'Float(3)': 3,
  'np.array([1.0, 2.0]).view(Liar)': [1, 2],
  'List([1, 2])': [1, 2],
  'Dict(x=1)': { x: 1 },
  'Str("1")': '1',
  'range(3)': [0, 1, 2],
  'np.ma.masked_array([1.0, 2.0], [True, False])': [1, 2],
}

/** In words where something else arrived than it should, or what is told as our fault. */
function mismatch(returned: string, answer: Answer, arrives: unknown): string | undefined {
  const seen = answer.ok ? told(answer) : ['bad-value', 'exception'].includes(answer.fault.kind) ? refused : answer.fault
  const pretends = arrives === 'exact or refused'
  if ((pretends && seen === refused) || same(seen, pretends ? HONEST[returned] : arrives)) return undefined
  return `${returned} came as ${JSON.stringify(answer.ok ? seen : answer.fault)?.slice(0, 200)}`
}

function same(seen: unknown, arrives: unknown): boolean {
  try {
    expect(seen).toEqual(arrives)
    return true
  } catch {
    return false
  }
}

async function mismatches(values: Told, call: (entry: string) => Promise<Answer>): Promise<readonly string[]> {
  const found: string[] = []
  for (const [i, [returned, arrives]] of values.entries()) found.push(mismatch(returned, await call(`f${i}`), arrives) ?? '')
  return found.filter((one) => one !== '')
}

describe('what a function may return', () => {
  it('in JavaScript arrives as it is or is refused, and never ends the process or ours', { timeout: 300_000 }, async () => {
    const source = `${BEFORE_JS}\n${JAVASCRIPT.map(([returned], i) => `export function f${i}() { return ${returned} }`).join('\n')}\nexport const fine = () => 42`
    await ask(javascript, { 'submission.mjs': source }, async ({ call }) => {
      expect(await mismatches(JAVASCRIPT, call)).toEqual([])
      expect(told(await call('fine'))).toBe(42)
    })
  })

  it.skipIf(lacks('numpy', 'values of numpy that lie'))('in Python as well', { timeout: 300_000 }, async () => {
    const source = `${BEFORE_PYTHON}\n${PYTHON.map(([returned], i) => `def f${i}():\n    return ${returned}\n`).join('\n')}\ndef fine():\n    return 42\n`
    await ask(python, { 'submission.py': source }, async ({ call }) => {
      expect(await mismatches(PYTHON, call)).toEqual([])
      expect(told(await call('fine'))).toBe(42)
    })
  })
})
