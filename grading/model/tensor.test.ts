import { describe, expect, it } from 'vitest'
import { type DType, emptyData, type Nested, sameShape, shapeOf, sizeOf, squeeze, toNested, toTensor } from './tensor.ts'

describe('nested lists', () => {
  it.each<[nested: Nested, shape: number[], data: number[]]>([
    [7, [], [7]],
    [[], [0], []],
    [[1, 2, 3], [3], [1, 2, 3]],
    [
      [
        [1, 2, 3],
        [4, 5, 6],
      ],
      [2, 3],
      [1, 2, 3, 4, 5, 6],
    ],
    [[[[1], [2]]], [1, 2, 1], [1, 2]],
    [[[], []], [2, 0], []],
  ])('%j form a tensor of shape %j and come back', (nested, shape, data) => {
    const tensor = toTensor(nested)
    expect(tensor).toStrictEqual({ dtype: 'float64', shape, data: Float64Array.from(data) })
    expect(toNested(tensor)).toStrictEqual(nested)
  })

  it.each([
    ['a row that is longer', [[1], [2, 3]]],
    ['a number among rows', [[1], 2]],
    ['a row among numbers', [1, [2]]],
    ['a deeper row that differs', [[[1], [2]], [[3]]]],
    ['a word in the first row', [['a'], [1]]],
    ['a word in the last row', [[1], ['a']]],
    ['a list of words', ['a', 'b']],
  ])('with %s have no shape and form no tensor', (_what, nested) => {
    expect(shapeOf(nested)).toBeUndefined()
    expect(() => toTensor(nested as Nested)).toThrow(RangeError)
  })

  it.each([null, undefined, 'abc', true, { length: 0 }])('are not %j', (other) => {
    expect(shapeOf(other)).toBeUndefined()
  })
})

describe('a tensor', () => {
  it.each<[DType, string]>([
    ['float64', 'Float64Array'],
    ['int64', 'Float64Array'],
    ['float32', 'Float32Array'],
    ['int32', 'Int32Array'],
    ['uint8', 'Uint8Array'],
    ['bool', 'Uint8Array'],
  ])('of %s is held in a %s', (dtype, held) => {
    const data = emptyData(dtype, 3)
    expect([data.constructor.name, data.length]).toEqual([held, 3])
    expect(toTensor([1, 0], dtype)).toMatchObject({ dtype, shape: [2], data: { 0: 1, 1: 0 } })
  })
})

describe('a shape', () => {
  it.each<[shape: number[], size: number, squeezed: number[]]>([
    [[], 1, []],
    [[4], 4, [4]],
    [[2, 3, 4], 24, [2, 3, 4]],
    [[1, 3, 1], 3, [3]],
    [[2, 0], 0, [2, 0]],
  ])('%j has %i elements and is %j without axes of length 1', (shape, size, squeezed) => {
    expect(sizeOf(shape)).toBe(size)
    expect(squeeze(shape)).toEqual(squeezed)
  })

  it.each<[a: number[], b: number[], same: boolean]>([
    [[], [], true],
    [[2, 3], [2, 3], true],
    [[2, 3], [2, 4], false],
    [[2, 3], [3, 2], false],
    [[2], [2, 1], false],
    [[2, 1], [2], false],
  ])('%j beside %j: the same is %s', (a, b, same) => {
    expect(sameShape(a, b)).toBe(same)
  })
})
