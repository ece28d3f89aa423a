import { describe, expect, it } from 'vitest'
import { linearCredit } from './credit.ts'

describe('linearCredit', () => {
  it('is 1 up to the first bound, 0 from the second on and linear between', () => {
    expect([0, 0.01, 0.02, 0.03, 0.04].map((error) => linearCredit(error, 0.01, 0.03))).toEqual([1, 1, 0.5, 0, 0])
  })

  it('is 0 for an error that is no number', () => {
    expect(linearCredit(Number.NaN, 0.01, 0.03)).toBe(0)
  })
})
