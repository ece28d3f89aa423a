import { describe, expect, it } from 'vitest'
import { autocorrelationSums } from './autocorrelation.ts'
import {
  correlationBand,
  distributionBand,
  farthest,
  kurtosisBand,
  largestBand,
  meanBand,
  meanSquareBand,
  meanSquareRatioBand,
  ownScaleBand,
} from './bands.ts'
import { normalCdf } from './normal-distribution.ts'
import { createRandom } from './random.ts'
import { correlationOf, distributionDistance, kurtosisOf } from './sample-statistics.ts'

describe('normalCdf', () => {
  // 20 digits from tables of Φ (Abramowitz, Stegun 26.2, and mpmath).
  it.each([
    [0, 0.5],
    [1, 0.8413447460685429],
    [-1, 0.15865525393145705],
    [2, 0.9772498680518208],
    [-3, 0.0013498980316300946],
    [4.891638475699, 1 - 5e-7],
    [-6, 9.865876450376981e-10],
  ])('at %f is %f', (x, expected) => {
    expect(Math.abs(normalCdf(x) - expected)).toBeLessThan(1e-14)
  })

  it('ends at 0 and 1 and keeps NaN', () => {
    expect([normalCdf(-40), normalCdf(40), normalCdf(Number.NaN)]).toEqual([0, 1, Number.NaN])
  })
})

describe('bands of one in a million', () => {
  it('agree with the printed ones for 100 and 1000 points', () => {
    expect(distributionBand(100).high).toBeCloseTo(0.2693, 4)
    expect(distributionBand(1000).high).toBeCloseTo(0.0852, 4)
    expect(meanSquareBand(200).low).toBeCloseTo(0.585, 2)
    expect(meanSquareBand(200).high).toBeCloseTo(1.568, 2)
    expect(meanSquareBand(2000).low).toBeCloseTo(0.853, 3)
    expect(meanSquareBand(2000).high).toBeCloseTo(1.162, 3)
    expect(meanSquareBand(10_000).low).toBeCloseTo(0.932, 3)
    expect(meanSquareBand(10_000).high).toBeCloseTo(1.071, 3)
    expect(ownScaleBand(200).high).toBeCloseTo(0.2473, 3)
    expect(meanBand(100, 0.05).high).toBeCloseTo(0.02446, 5)
    expect(correlationBand(100).high).toBeCloseTo(0.459, 3)
    expect(correlationBand(1000).high).toBeCloseTo(0.154, 3)
  })

  it('of the mean square are the quantiles of χ² by n, within 2e-3', () => {
    const quantiles = [
      [200, 0.5847188687, 1.5676738874],
      [2000, 0.8528804297, 1.1624003731],
      [10_000, 0.9323437281, 1.0707131709],
    ] as const
    for (const [n, low, high] of quantiles) {
      expect(Math.abs(meanSquareBand(n).low - low)).toBeLessThan(2e-3)
      expect(Math.abs(meanSquareBand(n).high - high)).toBeLessThan(2e-3)
    }
  })

  it('widen with how many are looked at together', () => {
    expect(farthest(1)).toBeCloseTo(4.891638475699, 9)
    for (const count of [10, 5000]) expect((2 * count * normalCdf(-farthest(count))) / 1e-6).toBeCloseTo(1, 3)
    expect(correlationBand(1000, 21).high).toBeCloseTo(Math.tanh(farthest(21) / Math.sqrt(997)), 12)
    expect(meanSquareBand(500, 65).high).toBeGreaterThan(meanSquareBand(500).high)
    expect(meanSquareBand(500, 65).low).toBeLessThan(meanSquareBand(500).low)
  })

  it('of the largest number hold half of alpha on either side', () => {
    const { low, high } = largestBand(20_000)
    expect((1 - 2 * normalCdf(-low)) ** 20_000 * 2e6).toBeCloseTo(1, 1)
    expect(20_000 * 2 * normalCdf(-high) * 2e6).toBeCloseTo(1, 3)
  })

  it('of the fourth moment are those of Anscombe and Glynn, wider above than below, and 5 standard deviations in the limit', () => {
    const { low, high } = kurtosisBand(20_000)
    const deviation = Math.sqrt(24 / 20_000)
    expect((3 - low) / deviation).toBeCloseTo(4.54, 1)
    expect((high - 3) / deviation).toBeCloseTo(5.32, 1)
    const { high: far } = kurtosisBand(1e8)
    expect((far - 3) / Math.sqrt(24 / 1e8)).toBeCloseTo(4.89, 1)
  })

  it('of a ratio of mean squares are each other turned round', () => {
    const { low, high } = meanSquareRatioBand(2500)
    expect(low * high).toBeCloseTo(1, 12)
    expect(Math.log(high)).toBeCloseTo((4.891638475699 * 2) / 50, 12)
  })

  it('lie around what is true', () => {
    expect(distributionBand(50).low).toBe(0)
    expect(ownScaleBand(50).low).toBe(0)
    for (const { low, high } of [meanBand(7, 2), correlationBand(50)]) expect(low).toBe(-high)
    expect(meanBand(16, 2).high).toBeCloseTo(4.891638475699 / 2, 12)
    expect(correlationBand(103).high).toBeCloseTo(Math.tanh(0.4891638475699), 12)
  })
})

describe('distributionDistance', () => {
  it('of evenly spread points is half a step', () => {
    const points = Array.from({ length: 10 }, (_, i) => (i + 0.5) / 10)
    expect(distributionDistance(points, (x) => x)).toBeCloseTo(0.05, 12)
  })

  it.each([
    [[0.95, 0.3], 0.45],
    [[0.7, 0.05], 0.45],
    [[0.9, 0.95], 0.9],
    [[0.05, 0.1], 0.9],
  ])('of %j is %f, below the steps or above', (values, distance) => {
    expect(distributionDistance(values, (x) => x)).toBeCloseTo(distance, 12)
  })

  it('is NaN where a value is', () => {
    expect(distributionDistance([0.5, Number.NaN], (x) => x)).toBeNaN()
  })

  it('keeps normal numbers within the band and uniform ones of the same spread outside', () => {
    const random = createRandom(3, 'distance')
    const band = distributionBand(10_000).high
    expect(distributionDistance(random.vector(10_000), normalCdf)).toBeLessThan(band)
    const flat = Array.from({ length: 10_000 }, () => random.uniform(-Math.sqrt(3), Math.sqrt(3)))
    expect(distributionDistance(flat, normalCdf)).toBeGreaterThan(band)
  })
})

describe('correlationOf', () => {
  it('is 1 for a line, 0 for a cross and NaN for a constant', () => {
    expect(correlationOf([1, 2, 4], [5, 7, 11])).toBeCloseTo(1, 12)
    expect(correlationOf([1, -1, 0, 0], [0, 0, 1, -1])).toBe(0)
    expect(correlationOf([1, 1], [1, 2])).toBeNaN()
  })
})

describe('kurtosisOf', () => {
  it('is 1 for a coin, 1.8 for evenly spaced numbers and NaN for a constant', () => {
    expect(kurtosisOf([3, 5, 3, 5])).toBe(1)
    expect(kurtosisOf(Array.from({ length: 10_001 }, (_, i) => i))).toBeCloseTo(1.8, 6)
    expect(kurtosisOf([2, 2])).toBeNaN()
  })
})

describe('autocorrelationSums', () => {
  it('are the sums of products, as added up one by one', () => {
    for (const length of [1, 2, 3, 8, 100]) {
      const values = createRandom(5, 'sums').vector(length)
      const sums = autocorrelationSums(values)
      expect(sums).toHaveLength(length)
      for (const [k, sum] of sums.entries()) {
        expect(sum).toBeCloseTo(
          values.slice(k).reduce((total, x, i) => total + x * (values[i] as number), 0),
          10,
        )
      }
    }
  })
})
