import {
  correlationBand,
  correlationOf,
  distributionBand,
  distributionDistance,
  meanBand,
  meanOf,
  meanSquareBand,
  normalCdf,
} from 'assay/math'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import golden from '../../../fixtures/golden/autoencoder/corruption/golden.json' with { type: 'json' }
import { meanSquare } from './draws.ts'
import { corrupt, sampleParabola } from './solution.ts'

const MANY = 100_000
const within = (value: number, { low, high }: { low: number; high: number }): void => {
  expect(value).toBeGreaterThanOrEqual(low)
  expect(value).toBeLessThanOrEqual(high)
}

describe('sampleParabola', () => {
  const { x, y } = sampleParabola(MANY, 17)

  it('has the golden moments, each within five standard errors', () => {
    const { moments } = golden
    const centred = (values: readonly number[], centre: number) => values.map((value) => value - centre)
    const cases: [number[], number][] = [
      [x, moments.meanX],
      [y, moments.meanY],
      [centred(x, moments.meanX).map((value) => value ** 2), moments.varianceX],
      [centred(y, moments.meanY).map((value) => value ** 2), moments.varianceY],
      [centred(x, moments.meanX).map((value, i) => value * ((y[i] as number) - moments.meanY)), moments.covariance],
    ]
    for (const [values, expected] of cases) {
      const error = Math.sqrt(meanSquare(centred(values, expected)) / MANY)
      expect(Math.abs(meanOf(values) - expected)).toBeLessThan(5 * error)
    }
  })

  it('has x within [0, 1), spread evenly, and y = x² to the last bit', () => {
    expect(x.every((value, i) => value >= 0 && value < 1 && y[i] === value * value)).toBe(true)
    within(
      distributionDistance(x, (value) => value),
      distributionBand(MANY),
    )
  })
})

describe('corrupt', () => {
  const clean = sampleParabola(MANY, 5)
  const noise = corrupt(clean.x, golden.std, 8).map((value, i) => (value - (clean.x[i] as number)) / golden.std)

  it('adds standard normal noise times std, independent of the value', () => {
    within(meanOf(noise), meanBand(MANY, 1))
    within(meanSquare(noise), meanSquareBand(MANY))
    within(distributionDistance(noise, normalCdf), distributionBand(MANY))
    within(correlationOf(noise, clean.x), correlationBand(MANY))
    within(correlationOf(noise.slice(1), noise.slice(0, -1)), correlationBand(MANY - 1))
  })

  it('lets as many points leave [0, 1] as the golden share says: nothing is clipped', () => {
    const share = corrupt(clean.x, golden.std, 9).filter((value) => value < 0 || value > 1).length / MANY
    expect(Math.abs(share - golden.outside)).toBeLessThan(5 * Math.sqrt(golden.outside / MANY))
  })

  it('changes nothing without noise and is linear in std', () =>
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -2, max: 2, noNaN: true })),
        fc.double({ min: 0, max: 2, noNaN: true }),
        fc.nat(),
        (v, std, seed) => {
          expect(corrupt(v, 0, seed).every((value, i) => value === v[i])).toBe(true)
          const [once, twice] = [corrupt(v, std, seed), corrupt(v, 2 * std, seed)]
          for (const [i, value] of v.entries()) expect((twice[i] as number) - value).toBeCloseTo(2 * ((once[i] as number) - value), 9)
        },
      ),
    ))

  it('keeps every shape and gives every entry noise of its own', () => {
    const table = [
      [1, 1],
      [1, 1],
      [1, 1],
    ]
    const corrupted = corrupt(table, 1, 3)
    expect(corrupted.map((row) => row.length)).toEqual([2, 2, 2])
    expect(new Set(corrupted.flat()).size).toBe(6)
    expect(table.flat()).toEqual([1, 1, 1, 1, 1, 1])
  })
})

describe('bands', () => {
  it.each(golden.bands)('for $n points are the golden ones', ({ n, distribution, meanSquareOfBoth: [low, high], mean, correlation }) => {
    expect(distributionBand(n).high).toBeCloseTo(distribution, 4)
    expect(Math.abs(meanSquareBand(2 * n).low - (low as number))).toBeLessThan(2e-3)
    expect(Math.abs(meanSquareBand(2 * n).high - (high as number))).toBeLessThan(2e-3)
    expect(correlationBand(n).high).toBeCloseTo(correlation, 3)
    if (mean !== undefined) expect(meanBand(n, golden.std).high).toBeCloseTo(mean, 5)
  })
})
