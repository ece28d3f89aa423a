import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { impliedGain, measureDenoised } from './noise-gain.ts'

const pixels = fc.array(fc.record({ x: number(), epsilon: number(), o: number() }), { minLength: 1, maxLength: 40 })

function number(): fc.Arbitrary<number> {
  return fc.double({ min: -2, max: 2, noNaN: true })
}

describe('measureDenoised', () => {
  it('is 0 from the noisy image and has the gain 1 for a copy; for the clean image it is 0 from that and has the gain 0', () => {
    const [clean, noisy] = [
      [0, 0.5, 1],
      [0.25, 0.25, 1.5],
    ]
    expect(measureDenoised(clean, noisy, noisy)).toEqual({ clean: 0.125, noisy: 0, noise: 0.125, gain: 1 })
    expect(measureDenoised(clean, noisy, clean)).toEqual({ clean: 0, noisy: 0.125, noise: 0.125, gain: 0 })
  })

  it('keeps clean = noisy + noise·(2·gain − 1), whatever the output', () =>
    fc.assert(
      fc.property(pixels, (all) => {
        fc.pre(all.some(({ epsilon }) => Math.abs(epsilon) > 1e-3))
        const of = (pick: (one: { x: number; epsilon: number; o: number }) => number): number[] => all.map(pick)
        const found = measureDenoised(
          of(({ x }) => x),
          of(({ x, epsilon }) => x + epsilon),
          of(({ o }) => o),
        )
        expect(Math.abs(found.clean - found.noisy - found.noise * (2 * found.gain - 1))).toBeLessThan(1e-12 * (1 + found.noisy))
        expect(impliedGain(found)).toBeCloseTo(found.gain, 6)
        // An error to the noisy image below half of the noise proves a gain above a quarter.
        if (found.noisy < found.noise / 2) expect(found.gain).toBeGreaterThan(0.25)
        // A gain of β costs at least β²·noise (Cauchy–Schwarz).
        expect(found.clean).toBeGreaterThanOrEqual(found.gain ** 2 * found.noise - 1e-12)
      }),
    ))
})
