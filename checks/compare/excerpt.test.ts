import { describe, expect, it } from 'vitest'
import { excerptOf } from './excerpt.ts'

/** 0, 1, 2, … in the shape, and the same with 0.5 more at one position. */
function windowOf(shape: readonly number[], worst: number) {
  const size = shape.reduce((product, extent) => product * extent, 1)
  const expected = Float64Array.from({ length: size }, (_, i) => i)
  const actual = expected.map((value, i) => (i === worst ? value + 0.5 : value))
  return excerptOf(shape, expected, actual, worst)
}

describe('an excerpt', () => {
  it('is the whole of what is small', () => {
    expect(windowOf([2, 3], 4)).toEqual({
      expected: [
        [0, 1, 2],
        [3, 4, 5],
      ],
      actual: [
        [0, 1, 2],
        [3, 4.5, 5],
      ],
      worst: [1, 1],
      from: [0, 0],
      of: [2, 3],
    })
  })

  it('of a number is one cell, of a vector one row', () => {
    expect(windowOf([], 0)).toMatchObject({ expected: [[0]], actual: [[0.5]], worst: [0, 0], of: [1, 1] })
    expect(windowOf([3], 2)).toMatchObject({ expected: [[0, 1, 2]], actual: [[0, 1, 2.5]], worst: [0, 2], of: [1, 3] })
  })

  it('reads more than two axes as rows of the last', () => {
    expect(windowOf([2, 2, 3], 7)).toMatchObject({ of: [4, 3], worst: [2, 1], from: [0, 0] })
  })

  it.each([
    ['at the beginning', 0, [0, 0], [0, 0]],
    ['where the window just holds it', 5 * 9 + 5, [0, 0], [5, 5]],
    ['one further', 6 * 9 + 6, [1, 1], [5, 5]],
    ['at the end', 7 * 9 + 8, [2, 3], [5, 5]],
  ] as const)('of 8×9 numbers shows six by six with the worst %s', (_, worst, from, at) => {
    const shown = windowOf([8, 9], worst)
    expect(shown).toMatchObject({ from, worst: at, of: [8, 9] })
    expect([shown.expected.length, ...shown.expected.map((row) => row.length)]).toEqual([6, 6, 6, 6, 6, 6, 6])
    expect(shown.actual[at[0]]?.[at[1]]).toBe(worst + 0.5)
    expect(shown.expected[0]?.[0]).toBe(from[0] * 9 + from[1])
  })

  it('of seven columns loses one, of six none', () => {
    expect(windowOf([1, 7], 6)).toMatchObject({ from: [0, 1], worst: [0, 5] })
    expect(windowOf([1, 6], 5)).toMatchObject({ from: [0, 0], worst: [0, 5] })
    expect(windowOf([7, 1], 6)).toMatchObject({ from: [1, 0], worst: [5, 0] })
  })

  it('writes -0 as 0', () => {
    const shown = excerptOf([1], Float64Array.of(1), Float64Array.of(-0), 0)
    expect(Object.is(shown.actual[0]?.[0], 0)).toBe(true)
  })
})
