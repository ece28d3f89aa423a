import { describe, expect, it } from 'vitest'
import { countedPoints, percent } from './points.ts'

describe('a share in whole percent', () => {
  it.each([
    [1375, 10000, 14],
    [1349, 10000, 13],
    [1350, 10000, 14],
    [57, 100, 57],
    [9999, 10000, 99],
    [9950, 10000, 99],
    [10000, 10000, 100],
    [0, 0, 0],
  ])('of %i in %i hundredths is %i', (score, max, expected) => {
    expect(percent(score, max)).toBe(expected)
  })
})

describe('points with their noun', () => {
  it('are singular for one alone', () => {
    expect([100, 150, 50, 0].map(countedPoints)).toEqual(['1 point', '1.5 points', '0.5 points', '0 points'])
  })
})
