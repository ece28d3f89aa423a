import { describe, expect, it } from 'vitest'
import { creditBetween, linearCredit } from './credit.ts'

describe('linearCredit', () => {
  it('is 1 up to the first bound, 0 from the second on and linear between', () => {
    expect([0, 0.01, 0.02, 0.03, 0.04].map((error) => linearCredit(error, 0.01, 0.03))).toEqual([1, 1, 0.5, 0, 0])
  })

  it('is 0 for an error that is no number', () => {
    expect(linearCredit(Number.NaN, 0.01, 0.03)).toBe(0)
  })
})

describe('creditBetween', () => {
  const points = [
    [1.01, 1],
    [1.1, 0.5],
    [1.5, 0],
  ] as const

  it.each([
    [1, 1],
    [1.01, 1],
    [1.055, 0.75],
    [1.1, 0.5],
    [1.3, 0.25],
    [1.5, 0],
    [9, 0],
    [Number.POSITIVE_INFINITY, 0],
    [Number.NaN, 0],
  ])('at %f is %f', (value, credit) => {
    expect(creditBetween(points, value)).toBeCloseTo(credit, 12)
  })

  it('is exact at the points', () => {
    for (const [at, credit] of points) expect(creditBetween(points, at)).toBe(credit)
  })
})
