import { describe, expect, it } from 'vitest'
import { integers, listOf, toValue } from '#grading/model/value'
import { BadValue, fromNative, isUnchanged, toNative } from './native-value.ts'

const MATRIX = toValue([
  [1, 2],
  [3, Number.NaN],
])
const SCALAR = toValue(5)
const ZERO_AXES = { dtype: 'float32' as const, shape: [], data: Float32Array.of(5) }
const RECORD = new Map([
  ['W', MATRIX],
  ['__proto__', 1],
])

function refused(returned: unknown): readonly [string, string, string] {
  try {
    fromNative(returned)
  } catch (error) {
    if (error instanceof BadValue) return [error.expected, error.got, error.at]
    throw error
  }
  throw new Error('was taken')
}

/** So many levels of lists around something. */
function nested(levels: number, core: unknown): unknown {
  return levels === 0 ? core : [nested(levels - 1, core)]
}

describe('an argument', () => {
  it('is what a JavaScript function works with', () => {
    const rows = [
      [1, 2],
      [3, Number.NaN],
    ]
    expect([null, true, 'a', 1.5].map((value) => toNative(value, false))).toEqual([null, true, 'a', 1.5])
    expect([MATRIX, SCALAR, ZERO_AXES, toValue([]), listOf([]), listOf([[1], 'a'])].map((value) => toNative(value, false))).toEqual([
      rows,
      5,
      5,
      [],
      [],
      [[1], 'a'],
    ])
    const record = toNative(RECORD, false) as object
    expect(Object.entries(record)).toEqual([
      ['W', rows],
      ['__proto__', 1],
    ])
    expect(Object.getPrototypeOf(record)).toBe(Object.prototype)
    Object.assign(record, { W: 3 })
    expect({ ...record }).toMatchObject({ W: 3 })
    expect(Reflect.deleteProperty(record, 'W')).toBe(true)
  })

  it('is a typed array where that is asked for, but a number for a scalar', () => {
    expect([MATRIX, SCALAR, ZERO_AXES, [integers([1])], RECORD].map((value) => toNative(value, true))).toEqual([
      { dtype: 'float64', shape: [2, 2], data: Float64Array.of(1, 2, 3, Number.NaN) },
      5,
      5,
      [{ dtype: 'int64', shape: [1], data: Float64Array.of(1) }],
      expect.objectContaining({ W: expect.objectContaining({ shape: [2, 2] }) }),
    ])
  })

  it('is a copy', () => {
    const native = toNative(MATRIX, true) as { shape: number[]; data: Float64Array }
    native.shape[0] = 9
    native.data[0] = 9
    expect(MATRIX).toEqual({ dtype: 'float64', shape: [2, 2], data: Float64Array.of(1, 2, 3, Number.NaN) })
  })

  it.each([[null], ['a'], [Number.NaN], [MATRIX], [ZERO_AXES], [RECORD], [listOf([[1], 'a', null])], [toValue([[], []])]])(
    'is unchanged when nothing was done to it: %s',
    (value) => {
      expect([false, true].map((tensors) => isUnchanged(toNative(value, tensors), value))).toEqual([true, true])
    },
  )

  const tensor = (change: object): unknown => ({ ...(toNative(MATRIX, true) as object), ...change })
  it.each([
    ['another number', 1, [2, Number.NaN, '1', null]],
    ['another scalar', ZERO_AXES, [4, [5], null]],
    [
      'another row',
      MATRIX,
      [
        [[1, 2]],
        [[1, 2], [3]],
        [[1, 2], 3],
        [[1, 2], null],
        [[1, 2], [3, Number.NaN], []],
        [
          [1, 2],
          [3, Number.NaN, 0],
        ],
        [
          [0, 2],
          [3, Number.NaN],
        ],
        null,
        7,
      ],
    ],
    [
      'another typed array',
      MATRIX,
      [
        { data: undefined },
        { data: [1, 2, 3] },
        { data: [1, 2, 3, Number.NaN, 5] },
        { data: [1, 2, 4, Number.NaN] },
        { data: [1, 2, 3, 4] },
      ].map(tensor),
    ],
    ['another record', new Map([['a', 1]]), [{}, { b: 1 }, { a: 2 }, { a: 1, b: 1 }, null, 7]],
    ['no record', new Map(), [7, 'a', null, undefined]],
    ['another prototype', new Map([['__proto__', new Map()]]), [{ b: 1 }]],
    ['another list', ['a', 'b'], [['a'], ['a', 'c'], ['c', 'b'], ['a', 'b', 'c'], { 0: 'a', 1: 'b', length: 2 }, null, 7]],
    [
      'two changes that are made good by none',
      new Map([
        ['a', 1],
        ['b', 2],
      ]),
      [
        { a: 2, b: 2 },
        { a: 1, b: 1 },
      ],
    ],
  ])('is changed when it holds %s', (_, value, natives) => {
    for (const native of natives) expect(isUnchanged(native, value), JSON.stringify(native)).toBe(false)
  })
})

describe('a returned value', () => {
  it.each([
    [undefined, null],
    [null, null],
    [false, false],
    [-0, -0],
    ['text', 'text'],
    [[1, 2], toValue([1, 2])],
    [
      [
        [1, 2, 3],
        [4, 5, 6],
      ],
      { dtype: 'float64', shape: [2, 3], data: Float64Array.of(1, 2, 3, 4, 5, 6) },
    ],
    [[[[1, 2]], [Float32Array.of(3, 4)]], { dtype: 'float64', shape: [2, 1, 2], data: Float64Array.of(1, 2, 3, 4) }],
    [
      [[1], [1, 2]],
      [toValue([1]), toValue([1, 2])],
    ],
    [
      [1, 'a', undefined],
      [1, 'a', null],
    ],
    [Float32Array.of(1.5), { dtype: 'float32', shape: [1], data: Float32Array.of(1.5) }],
    [BigInt64Array.of(3n, -4n), toValue([3, -4])],
    [
      new Map<string, unknown>([
        ['a', [1]],
        ['b', null],
      ]),
      new Map<string, unknown>([
        ['a', toValue([1])],
        ['b', null],
      ]),
    ],
    [
      { a: { b: 1 }, ['__proto__']: 2 },
      new Map<string, unknown>([
        ['a', new Map([['b', 1]])],
        ['__proto__', 2],
      ]),
    ],
    [Object.assign(Object.create({ inherited: 1 }), { own: 2 }), new Map([['own', 2]])],
    [Object.create(null), new Map()],
    [
      { shape: [1], data: [2] },
      { dtype: 'float64', shape: [1], data: Float64Array.of(2) },
    ],
  ])('%o is read', (returned, value) => expect(fromNative(returned)).toStrictEqual(value))

  it('is a copy, and may hold one object twice', () => {
    const part = Float64Array.of(1)
    const value = fromNative([part, part, 'a'])
    part[0] = 2
    expect(value).toStrictEqual([toValue([1]), toValue([1]), 'a'])
    expect(fromNative([{ a: part }, { a: part }])).toHaveLength(2)
  })

  const cycle: { list: unknown[] } = { list: ['a'] }
  cycle.list.push({ back: cycle })
  const self: unknown[] = []
  self.push(self)
  const named = (name: unknown): object => {
    const { Tagged } = {
      Tagged: class {
        readonly [Symbol.toStringTag] = 'tagged'
      },
    }
    Object.defineProperty(Tagged, 'name', { value: name })
    return new Tagged()
  }
  it.each<[string, unknown, readonly [string, string, string?]]>([
    ['a function', () => 1, ['a value', 'a function']],
    ['a function with a shape', Object.assign(() => 1, { shape: [1], data: [1] }), ['a value', 'a function']],
    ['a symbol', [0, Symbol('s')], ['a value', 'a symbol', 'return value[1]']],
    ['a BigInt', { a: [0, 1n] }, ['a value', 'a BigInt', 'return value.a[1]']],
    ['a date', { a: 'x', b: [{ c: new Date() }] }, ['a value', 'an object of class Date', 'return value.b[0].c']],
    ['a promise', [Promise.resolve(1)], ['a value', 'an object of class Promise', 'return value[0]']],
    ['a set', new Set(), ['a value', 'an object of class Set']],
    ['an object of no class', Object.create(null, { [Symbol.toStringTag]: { value: 'x' } }), ['a value', 'an object of class unknown']],
    ['an object of a class without a name', named(''), ['a value', 'an object of class unknown']],
    ['an object of a class with a number for a name', named(5), ['a value', 'an object of class unknown']],
    ['an object of a class with a long name', named('x'.repeat(70)), ['a value', `an object of class ${'x'.repeat(60)}`]],
    ['a hole', ['a', Object.assign([1], { 2: 3 })], ['a number', 'a hole in the list', 'return value[1][1]']],
    [
      'a Map with numbers as keys',
      { m: new Map([[1, 2]]) },
      ['a record with names as keys', 'a Map with the key a number', 'return value.m'],
    ],
    ['a Map with a list as key', new Map([[null, 2]]), ['a record with names as keys', 'a Map with the key null']],
    ['a DataView', new DataView(new ArrayBuffer(8)), ['numbers', 'an object of class DataView']],
    ['BigInts beyond 2^53', BigInt64Array.of(2n ** 53n), ['numbers', 'an object of class BigInt64Array']],
    ['what contains itself', cycle, ['a value', 'an object that contains itself', 'return value.list[1].back']],
    ['a list that contains itself', self, ['a value', 'an object that contains itself', 'return value[0]']],
    ['ten levels', nested(10, 'a'), ['at most 8 levels of lists and records', 'more', `return value${'[0]'.repeat(9)}`]],
    ['nine axes', nested(9, 1), ['at most 8 axes', '9']],
    ['thirty-three axes', nested(33, 1), ['at most 8 axes', '33']],
    ['more axes than that', nested(34, 1), ['at most 8 axes', '33', 'return value[0]']],
    ['a long text', ['x'.repeat(65_537)], ['a string of at most 65536 characters', '65537', 'return value[0]']],
    ['too many items', Array(100_000).fill(null), ['at most 100000 items besides arrays of numbers', 'more', 'return value[99999]']],
  ])('is refused for %s', (_, returned, [expected, got, at = 'return value']) => {
    expect(refused(returned)).toEqual([expected, got, at])
    expect(() => fromNative(returned)).toThrow(`expected ${expected}, got ${got} at ${at}`)
  })

  it.each([
    ['levels', nested(9, 'a')],
    ['axes', nested(8, 1)],
    ['characters', 'x'.repeat(65_536)],
    ['items', Array(99_999).fill(null)],
  ])('may have as many %s as are allowed', (_, returned) => expect(fromNative(returned)).toEqual(expect.anything()))
})
