import { describe, expect, it } from 'vitest'
import { percent } from './points.ts'

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
