import { createRandom } from 'assay/math'
import { describe, expect, it } from 'vitest'
import { movedCodes } from './moved-codes.ts'

const random = createRandom(3, 'codes')
const data = Float64Array.from({ length: 600 }, (_, i) => (i % 3 === 0 ? 1e6 * random.normal() : i % 3 === 1 ? 7 : 1e-6 * random.normal()))
const codes = { tensor: { dtype: 'float64' as const, shape: [200, 3], data }, width: 3 }

describe('moved codes', () => {
  it('stay within 2 % of the spread of their column, in single precision', () => {
    const moved = movedCodes(codes, 1)
    expect(moved).toMatchObject({ dtype: 'float64', shape: [200, 3] })
    const far = [0, 1, 2].map((column) =>
      Math.max(...data.map((value, i) => (i % 3 === column ? Math.abs((moved.data[i] as number) - value) : 0))),
    )
    expect(far[0]).toBeGreaterThan(5e3)
    expect(far[0]).toBeLessThan(2.6e4)
    expect(far[1]).toBe(0)
    expect(far[2]).toBeLessThan(2.6e-8)
    expect(moved.data.every((value) => Math.fround(value) === value)).toBe(true)
    expect(data[0]).not.toBe(moved.data[0])
  })

  it('are the same for the same seed only', () => {
    expect(movedCodes(codes, 1)).toEqual(movedCodes(codes, 1))
    expect(movedCodes(codes, 2)).not.toEqual(movedCodes(codes, 1))
  })

  it('keep integers whole, and what no single precision holds as it is', () => {
    const whole = movedCodes({ tensor: { dtype: 'int32', shape: [3, 1], data: Int32Array.of(0, 1000, 5) }, width: 1 }, 1)
    expect([...whole.data].every(Number.isInteger)).toBe(true)
    expect(whole.data).not.toEqual(Int32Array.of(0, 1000, 5))
    const huge = Float64Array.of(1e300, -1e308, 1e308)
    expect(movedCodes({ tensor: { dtype: 'float64', shape: [3, 1], data: huge }, width: 1 }, 1).data).toEqual(huge)
  })
})
