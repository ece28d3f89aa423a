import { describe, expect, it } from 'vitest'
import { accuracy, classCounts, confusionCounts, largestColumns } from './accuracy.ts'

describe('accuracy', () => {
  it('is the share of predictions that equal their label', () => {
    expect(accuracy([0, 1, 2, 2], [0, 2, 2, 2])).toBe(0.75)
  })

  it('is refused for no predictions', () => {
    expect(() => accuracy([], [])).toThrow(RangeError)
  })
})

describe('largest columns', () => {
  it('takes the first of equal scores', () => {
    expect([...largestColumns([1, 3, 3, 0, 0, 0, Number.NEGATIVE_INFINITY, -2, -1], 3)]).toEqual([1, 0, 2])
  })

  it('looks at each row alone', () => {
    expect([...largestColumns([0, 1, 5, 2, 7, 9], 2)]).toEqual([1, 0, 1])
  })
})

describe('confusion counts', () => {
  it('have a row per true class and a column per prediction', () => {
    expect(confusionCounts([0, 0, 2, 2], [0, 1, 0, 2], 3)).toEqual([
      [1, 1, 0],
      [0, 0, 0],
      [1, 0, 1],
    ])
  })

  it('leave out what is no class', () => {
    expect(confusionCounts([0, 5, 1], [3, 0, 1], 2)).toEqual([
      [0, 0],
      [0, 1],
    ])
  })
})

it('counts of classes include those that do not occur', () => {
  expect(classCounts([1, 1, 3, 9], 4)).toEqual([0, 2, 0, 1])
})
