import { describe, expect, it } from 'vitest'
import { percent, reaches } from './numbers.ts'

describe('reaches', () => {
  it.each([
    [10, 100, 10, true],
    [9, 100, 10, false],
    [101, 1000, 10.1, true],
    [100, 1000, 10.1, false],
    [0, 0, 0, true],
    [3333, 10_000, 33.33, true],
    [9999, 10_000, 100, false],
  ])('%i of %i against %f %% is %s', (score, max, minimum, expected) => {
    expect(reaches(score, max, minimum)).toBe(expected)
  })
})

describe('percent', () => {
  it('takes a percent sign along', () => {
    expect(percent('--min')('62.5%')).toBe(62.5)
  })
})
