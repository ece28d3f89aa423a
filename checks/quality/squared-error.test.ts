import { expect, it } from 'vitest'
import { meanSquaredError } from './squared-error.ts'

it('is the mean of the squared differences, after a change of the first numbers', () => {
  expect(meanSquaredError([1, 2, 3], [1, 4, 2])).toBeCloseTo(5 / 3, 12)
  expect(meanSquaredError([10, 20], [1, 2], (value) => value / 10)).toBe(0)
})

it('is refused for arrays of different lengths and for empty ones', () => {
  expect(() => meanSquaredError([1], [1, 2])).toThrow(RangeError)
  expect(() => meanSquaredError([], [])).toThrow(RangeError)
})
