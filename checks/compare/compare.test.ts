import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Value } from '#grading/model/value'
import { toValue } from '#grading/model/value'
import { compare } from './compare.ts'
import { near, T32 } from './tolerance.ts'

const SEED = 20_411
const matrices = fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 2, max: 4 })).chain(([rows, columns]) =>
  fc.array(fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: columns, maxLength: columns }), {
    minLength: rows,
    maxLength: rows,
  }),
)

/** Values that no comparison with numbers may accept. */
const liars: fc.Arbitrary<Value> = fc.oneof(
  fc.constantFrom<Value>(null, true, '3', '', [], [[]], [1, [2]], new Map(), new Map([['0', 1]]), ['1', '2'], [null], [new Map()]),
  fc.constantFrom(Number.NaN, Infinity, -Infinity),
)

describe('compare', () => {
  it(`accepts every array as itself (seed ${SEED})`, () => {
    void fc.assert(
      fc.property(matrices, (matrix) => {
        expect(compare('m', toValue(matrix), toValue(matrix), T32)).toEqual({ equal: true, precise: true })
      }),
      { seed: SEED },
    )
  })

  it(`refuses an array with one element off by ten times the tolerance (seed ${SEED})`, () => {
    void fc.assert(
      fc.property(matrices, fc.nat(), (matrix, at) => {
        const flat = matrix.flat()
        const position = at % flat.length
        const columns = (matrix[0] as number[]).length
        const moved = matrix.map((row, i) => row.map((x, j) => (i * columns + j === position ? x + 10 * (1e-6 + 1e-4 * Math.abs(x)) : x)))
        expect(compare('m', toValue(moved), toValue(matrix), T32)).toMatchObject({
          equal: false,
          finding: { code: 'value-mismatch', differing: 1 },
        })
      }),
      { seed: SEED },
    )
  })

  it(`refuses whatever is not that array of numbers, and never throws (seed ${SEED})`, () => {
    void fc.assert(
      fc.property(liars, matrices, (liar, matrix) => {
        expect(compare('m', liar, toValue(matrix), T32).equal).toBe(false)
      }),
      { seed: SEED },
    )
  })

  it('lets an infinity equal only itself', () => {
    expect(compare('x', Infinity, Infinity, T32).equal).toBe(true)
    expect(compare('x', -Infinity, Infinity, T32).equal).toBe(false)
    expect(compare('x', 1e308, Infinity, T32).equal).toBe(false)
    expect(compare('x', Infinity, 1e308, T32).equal).toBe(false)
  })

  it('takes -0 for 0', () => {
    expect(compare('x', -0, 0, T32).equal).toBe(true)
  })

  it('scales the tolerance by the reference alone', () => {
    expect(near(1e30, 1, T32)).toBe(false)
    expect(near(1 + 0.9e-4, 1, T32)).toBe(true)
    expect(near(1 + 1.1e-4, 1, T32)).toBe(false)
  })

  it('shows a window that holds the worst element of a large matrix', () => {
    const expected = Array.from({ length: 10 }, () => new Array(9).fill(0) as number[])
    const actual = expected.map((row, i) => row.map((x, j) => (i === 9 && j === 7 ? 5 : x)))
    const comparison = compare('m', toValue(actual), toValue(expected), T32)
    expect(comparison).toMatchObject({ equal: false, finding: { excerpt: { of: [10, 9], from: [4, 2], worst: [5, 5] } } })
  })
})
