import { describe, expect, it } from 'vitest'
import type { TensorData } from '#grading/model/tensor'
import { asTensor, describe as described, dtypeOf, numbersOf, rectangle } from './native-array.ts'

describe('nested lists of numbers', () => {
  it.each<[readonly unknown[], readonly number[] | undefined]>([
    [[], [0]],
    [[1, 2], [2]],
    [
      [
        [1, 2],
        [3, 4],
        [5, 6],
      ],
      [3, 2],
    ],
    [
      [[], []],
      [2, 0],
    ],
    [[[[]]], [1, 1, 0]],
    [
      [Float32Array.of(1, 2), [3, 4]],
      [2, 2],
    ],
    [
      [[1], Int8Array.of(3)],
      [2, 1],
    ],
    [[new BigInt64Array(0)], [1, 0]],
    [[BigInt64Array.of(1n)], undefined],
    [[[1], BigInt64Array.of(1n)], undefined],
    [[new DataView(new ArrayBuffer(1))], undefined],
    [[undefined], undefined],
    [[[], undefined], undefined],
    [[[1], [1, 2]], undefined],
    [[[1, 2], [1]], undefined],
    [[[], [1]], undefined],
    [[[1], 2], undefined],
    [[1, [2]], undefined],
    [[[1], '2'], undefined],
    [[1, 'a'], undefined],
    [['a', 1], undefined],
    [[[1, null]], undefined],
    [
      [
        [[1], [2]],
        [[3], ['4']],
      ],
      undefined,
    ],
  ])('%o have the shape %j', (list, shape) => expect(rectangle(list)).toEqual(shape))
})

describe('a typed array', () => {
  it.each<[TensorData | ArrayBufferView, string]>([
    [Float64Array.of(1), 'float64'],
    [Float32Array.of(1), 'float32'],
    [Int32Array.of(1), 'int32'],
    [Uint8Array.of(1), 'uint8'],
  ])('%o keeps its type', (view, dtype) => {
    expect(numbersOf(view)).toBe(view)
    expect(dtypeOf(view as TensorData)).toBe(dtype)
  })

  it.each<[ArrayBufferView, readonly number[] | undefined]>([
    [Int8Array.of(-1), [-1]],
    [Uint8ClampedArray.of(300), [255]],
    [Uint16Array.of(1, 2), [1, 2]],
    [BigInt64Array.of(-3n, BigInt(Number.MAX_SAFE_INTEGER)), [-3, Number.MAX_SAFE_INTEGER]],
    [BigUint64Array.of(1n, 2n ** 53n), undefined],
    [new DataView(new ArrayBuffer(8)), undefined],
  ])('of another type is read as doubles: %o', (view, numbers) => {
    expect(numbersOf(view)).toEqual(numbers === undefined ? undefined : Float64Array.from(numbers))
  })
})

describe('an object with a shape', () => {
  const whole = Float64Array.of(1, 2 ** 53 - 1)
  it.each<[string, object, object]>([
    ['with a list', { shape: [2], data: [1, 2] }, { dtype: 'float64', shape: [2], data: Float64Array.of(1, 2) }],
    ['of no axes', { shape: [], data: [5] }, { dtype: 'float64', shape: [], data: Float64Array.of(5) }],
    ['without numbers', { shape: [0, 3], data: [] }, { dtype: 'float64', shape: [0, 3], data: new Float64Array(0) }],
    ['with a typed array', { shape: [1, 2], data: Int32Array.of(1, 2) }, { dtype: 'int32', shape: [1, 2], data: Int32Array.of(1, 2) }],
    [
      'with a way to read it',
      {
        shape: [1],
        data: 'hidden',
        hidden: Float32Array.of(3),
        dataSync(this: { hidden: unknown }, ...none: unknown[]) {
          return none.length === 0 ? this.hidden : undefined
        },
      },
      { dtype: 'float32', shape: [1], data: Float32Array.of(3) },
    ],
    ['of bits', { shape: [3], dtype: 'bool', data: Uint8Array.of(0, 1, 2) }, { dtype: 'bool', shape: [3], data: Uint8Array.of(0, 1, 1) }],
    ['of bits in a list', { shape: [2], dtype: 'bool', data: [0, 2] }, { dtype: 'float64', shape: [2], data: Float64Array.of(0, 2) }],
    ['of bytes', { shape: [1], dtype: 'uint8', data: Uint8Array.of(2) }, { dtype: 'uint8', shape: [1], data: Uint8Array.of(2) }],
    ['of integers', { shape: [2], dtype: 'int64', data: whole }, { dtype: 'int64', shape: [2], data: whole }],
    [
      'of integers that are none',
      { shape: [2], dtype: 'int64', data: Float32Array.of(1, 0.5) },
      { dtype: 'float64', shape: [2], data: Float64Array.of(1, 0.5) },
    ],
  ])('%s is a tensor', (_, object, tensor) => expect(asTensor(object)).toStrictEqual(tensor))

  it('is copied', () => {
    const object = { shape: [1], data: Float64Array.of(1) }
    const tensor = asTensor(object)
    object.shape[0] = 2
    object.data[0] = 2
    expect(tensor).toStrictEqual({ dtype: 'float64', shape: [1], data: Float64Array.of(1) })
  })

  it.each<[string, object]>([
    ['its shape is no list', { shape: 2, data: [1, 2] }],
    ['an extent is negative', { shape: [-1, -2], data: [1, 2] }],
    ['an extent is no integer', { shape: [0.5, 4], data: [1, 2] }],
    ['an extent is a text', { shape: ['2'], data: [1, 2] }],
    ['it has fewer numbers', { shape: [2], data: [1] }],
    ['it has more numbers', { shape: [2], data: Float32Array.of(1, 2, 3) }],
    ['it has no numbers', { shape: [2] }],
    ['it has a text', { shape: [2], data: 'ab' }],
    ['it has a list of texts', { shape: [1], data: ['1'] }],
    ['it has rows', { shape: [1], data: [[1]] }],
    ['it has a DataView', { shape: [], data: new DataView(new ArrayBuffer(1)) }],
    ['its numbers are beyond 2^53', { shape: [1], data: BigInt64Array.of(2n ** 60n) }],
  ])('is no tensor when %s', (_, object) => expect(asTensor(object)).toBeUndefined())
})

it.each<[unknown, string]>([
  [undefined, 'undefined'],
  [null, 'null'],
  [1, 'a number'],
  ['a', 'a string'],
  [true, 'a boolean'],
  [1n, 'a BigInt'],
  [Symbol('s'), 'a symbol'],
  [() => 1, 'a function'],
  [[], 'an object of class Array'],
  [Object.create(null), 'an object of class unknown'],
  [Object.create(Object.create(null) as object), 'an object of class unknown'],
])('%s is called what it is', (value, words) => expect(described(value)).toBe(words))
