import { describe, expect, it } from 'vitest'
import { toTensor } from '#grading/model/tensor'
import type { Plain, Value } from '#grading/model/value'
import { listOf, toValue } from '#grading/model/value'
import { compare } from './compare.ts'
import { allowedError, EXACT, near, printed, T32, T64 } from './tolerance.ts'

/** What is said about an answer; `undefined` when it is accepted. */
function finding(actual: Plain | Value | undefined, expected: Plain | Value) {
  const comparison = compare('w', actual === undefined ? undefined : toValue(actual), toValue(expected), T32)
  return comparison.equal ? undefined : comparison.finding
}

const precise = (actual: Plain | Value, expected: Plain | Value): boolean | undefined => {
  const comparison = compare('w', toValue(actual), toValue(expected), T32)
  return comparison.equal ? comparison.precise : undefined
}

const record = (fields: Readonly<Record<string, Plain>>): Value =>
  new Map(Object.entries(fields).map(([key, value]) => [key, toValue(value)]))

describe('what compare says of numbers', () => {
  it('names the element that is farthest beyond its own bound, and counts those that differ', () => {
    // 1000 may be off by 0.1 and 1 by 0.0001: the second is nearer, but worse.
    expect(finding([1000.3, 1.002, 5], [1000, 1, 5])).toMatchObject({
      code: 'value-mismatch',
      label: 'w',
      index: [1],
      actual: 1.002,
      expected: 1,
      allowed: 1e-6 + 1e-4,
      differing: 2,
      total: 3,
    })
  })

  it('names the first of several that are equally bad', () => {
    expect(finding([3, 3, 1], [1, 1, 1])).toMatchObject({ index: [0], differing: 2 })
  })

  it('names an element of a matrix by row and column', () => {
    expect(
      finding(
        [
          [1, 2, 3],
          [4, 50, 6],
        ],
        [
          [1, 2, 3],
          [4, 5, 6],
        ],
      ),
    ).toMatchObject({ index: [1, 1], actual: 50, expected: 5, differing: 1, total: 6 })
  })

  it('finds an element that is not finite before one that is wrong, and counts only such', () => {
    expect(finding([9, Infinity, 1, Number.NaN], [1, 2, 3, 4])).toEqual({
      code: 'not-finite',
      label: 'w',
      index: [1],
      actual: Infinity,
      count: 2,
      total: 4,
    })
  })

  it('does not call it "not finite" where no finite number was expected', () => {
    expect(finding([Infinity, 1], [Number.NaN, 1])).toMatchObject({ code: 'value-mismatch', index: [0], differing: 1 })
  })

  it('takes NaN for NaN only', () => {
    expect(finding([Number.NaN], [Number.NaN])).toBeUndefined()
    expect(finding([1], [Number.NaN])).toMatchObject({ code: 'value-mismatch' })
    expect(finding([Number.NaN], [1])).toMatchObject({ code: 'not-finite', count: 1, total: 1 })
  })

  it('compares with 0 where no error at all is allowed', () => {
    const none = { rtol: 0, atol: 0 }
    const comparison = compare('w', toValue([1, 0, 2]), toValue([0, 0, 0]), none)
    expect(comparison).toMatchObject({ equal: false, finding: { index: [0], allowed: 0, differing: 2 } })
  })

  it('says what was expected instead of no number', () => {
    expect(finding('3', 3)).toEqual({ code: 'type-mismatch', label: 'w', actual: 'text "3"', expected: 'a number' })
    expect(finding(undefined, [[1, 2]])).toEqual({
      code: 'type-mismatch',
      label: 'w',
      actual: 'nothing',
      expected: 'an array of shape [1, 2]',
    })
  })

  it('says both shapes, and lets axes of length 1 be', () => {
    expect(finding([1, 2, 3], [1, 2])).toEqual({ code: 'shape-mismatch', label: 'w', actual: [3], expected: [2] })
    expect(finding([[1], [2]], [[1, 2]])).toBeUndefined()
  })

  it('is precise only as far as the least precise element', () => {
    expect(precise([1, 2], [1, 2])).toBe(true)
    expect(precise([1 + 1e-8, 2], [1, 2])).toBe(false)
    expect(precise([1, 2 + 1e-8], [1, 2])).toBe(false)
    expect(precise([Number.NaN, 2], [Number.NaN, 2])).toBe(true)
  })
})

describe('what compare says of lists', () => {
  const ragged = listOf([[1, 2], [3]])

  it('accepts the same parts, also where they came as one array', () => {
    expect(precise(listOf([[1, 2], [3]]), ragged)).toBe(true)
    expect(
      precise(
        toValue([
          [1, 2],
          [3, 4],
        ]),
        listOf([
          [1, 2],
          [3, 4],
        ]),
      ),
    ).toBe(true)
  })

  it('names the part that is wrong, and is precise only as far as each part', () => {
    expect(finding(listOf([[1, 2], [4]]), ragged)).toMatchObject({ code: 'value-mismatch', label: 'w[1]' })
    expect(precise(listOf([[1, 2 + 1e-8], [3]]), ragged)).toBe(false)
    expect(
      finding(
        toValue([
          [1, 2],
          [3, 5],
        ]),
        listOf([
          [1, 2],
          [3, 4],
        ]),
      ),
    ).toMatchObject({ label: 'w[1]', index: [1], actual: 5 })
  })

  it.each<[string, Plain | Value | undefined, string]>([
    ['a list of another length', listOf([[1, 2]]), 'an array of shape'],
    ['a number', 3, 'the number 3'],
    ['nothing', undefined, 'nothing'],
    ['a record', record({ a: 1 }), 'a record of a'],
  ])('refuses %s', (_, actual, says) => {
    const found = finding(actual, ragged)
    expect(found).toMatchObject({ code: 'type-mismatch', label: 'w', expected: 'a list of 2' })
    if (actual === undefined || typeof actual === 'number') expect(found).toMatchObject({ actual: says })
  })

  it('takes an array without rows for an empty list, and no other', () => {
    expect(compare('w', toValue([]), [], T32).equal).toBe(true)
    const one = compare('w', toValue([1]), [], T32)
    expect(one).toMatchObject({ equal: false, finding: { code: 'type-mismatch', expected: 'a list of 0' } })
    expect(compare('w', toTensor(1), [], T32).equal).toBe(false)
  })
})

describe('what compare says of records', () => {
  const expected = record({ delta_1: [1, 2], b: 3 })

  it('reads fields in either case style, and lets further ones be', () => {
    expect(precise(record({ delta1: [1, 2], b: 3, note: 'x' }), expected)).toBe(true)
  })

  it('names the field that is wrong, and is precise only as far as each field', () => {
    expect(finding(record({ delta_1: [1, 2], b: 4 }), expected)).toMatchObject({ code: 'value-mismatch', label: 'w.b', actual: 4 })
    expect(precise(record({ delta_1: [1 + 1e-8, 2], b: 3 }), expected)).toBe(false)
  })

  it('names the field that is missing and at most twelve that are there', () => {
    const many = Object.fromEntries(Array.from({ length: 14 }, (_, i) => [`f${i}`, i]))
    expect(finding(record({ delta_1: [1, 2] }), expected)).toEqual({
      code: 'missing-field',
      label: 'w',
      field: 'b',
      available: ['delta_1'],
    })
    expect(finding(record({ delta_1: [1, 2], ...many }), expected)).toMatchObject({ available: { length: 12 } })
  })

  it('refuses what is no record', () => {
    expect(finding(3, expected)).toEqual({ code: 'type-mismatch', label: 'w', actual: 'the number 3', expected: 'a record of delta_1, b' })
    expect(finding(undefined, expected)).toMatchObject({ actual: 'nothing' })
  })
})

describe('what compare says of words', () => {
  it.each<[Plain, Plain]>([
    ['relu', 'tanh'],
    [true, false],
    [0, null],
    ['1', true],
  ])('refuses %j for %j', (actual, expected) => expect(finding(actual, expected)).toMatchObject({ code: 'type-mismatch', label: 'w' }))

  it('accepts the same, and is precise', () =>
    expect([precise('relu', 'relu'), precise(null, null), precise(true, true)]).toEqual([true, true, true]))
})

describe('tolerances', () => {
  it('add a share of the reference to a floor', () => {
    expect(allowedError(-200, { rtol: 0.01, atol: 0.5 })).toBe(2.5)
    expect(allowedError(0, T64)).toBe(1e-12)
  })

  it('include their bound, on either side', () => {
    const half = { rtol: 0.5, atol: 0 }
    expect([near(3, 2, half), near(1, 2, half), near(3.01, 2, half), near(-3, -2, half)]).toEqual([true, true, false, true])
  })

  it('let no number be near an infinity but itself', () => {
    expect([near(Infinity, Infinity, T32), near(-Infinity, Infinity, T32), near(5, Infinity, T32), near(Infinity, 5, T32)]).toEqual([
      true,
      false,
      false,
      false,
    ])
  })

  it('of integers let a float be off by rounding, not by more', () => {
    expect([near(3 + 9e-10, 3, EXACT), near(3 + 2e-9, 3, EXACT), near(1e12 + 1e-3, 1e12, EXACT)]).toEqual([true, false, false])
  })

  it('of printed decimals allow what rounding and truncation do to the last one', () => {
    expect([near(0.12, 0.1259, printed(2)), near(0.12, 0.1261, printed(2))]).toEqual([true, false])
    expect(printed(0).atol).toBe(0.6)
  })
})
