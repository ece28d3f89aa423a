import { normalCdf } from 'assay/math'
import { describe, expect, it } from 'vitest'
import golden from '../../../fixtures/golden/gradient-descent/mini-batch/golden.json' with { type: 'json' }
import {
  BATCH,
  DRAWS,
  EPOCHS,
  FEW,
  ORDERS,
  PLACES,
  SAME_AGAIN,
  SAMPLES,
  unevennessBand,
  WITH_REPLACEMENT,
  WITHOUT_REPLACEMENT,
} from './sampler-bands.ts'
import { varianceRatio } from './solution.ts'

const ALPHA = 1e-6

/** ln k! */
const logFactorial: number[] = [0]
for (let k = 1; k <= Math.max(DRAWS * BATCH, SAMPLES); k++) logFactorial.push((logFactorial[k - 1] as number) + Math.log(k))
const logChoose = (n: number, k: number): number =>
  (logFactorial[n] as number) - (logFactorial[k] as number) - (logFactorial[n - k] as number)

interface Moments {
  readonly mean: number
  readonly variance: number
}

/** Of the squared mean of a batch of ±1 scores, when the probability of k times +1 is given. */
function squaredMean(probability: (k: number) => number): Moments {
  const values = Array.from({ length: BATCH + 1 }, (_, k) => ({ x: ((2 * k - BATCH) / BATCH) ** 2, p: probability(k) }))
  const mean = values.reduce((sum, { x, p }) => sum + p * x, 0)
  return { mean, variance: values.reduce((sum, { x, p }) => sum + p * (x - mean) ** 2, 0) }
}

const half = SAMPLES / 2
const without = squaredMean((k) => Math.exp(logChoose(half, k) + logChoose(half, BATCH - k) - logChoose(SAMPLES, BATCH)))
const withRepeats = squaredMean((k) => Math.exp(logChoose(BATCH, k)) / 2 ** BATCH)

/** Chance that 20 indices drawn with replacement are all different. */
let distinct = 1
for (let i = 0; i < BATCH; i++) distinct *= 1 - i / SAMPLES

/** The t at which Bernstein's bound on the average of `draws` values is alpha. */
function bernstein({ mean, variance }: Moments, draws: number): number {
  const logarithm = 2 * Math.log(2 / ALPHA)
  const linear = (logarithm * (1 - mean)) / 3
  return (linear + Math.sqrt(linear ** 2 + 4 * draws * logarithm * variance)) / (2 * draws)
}

/** Counts whose lower and upper tail each stay below `alpha`. */
function binomialBand(trials: number, p: number, alpha: number): { low: number; high: number } {
  const probability = (k: number): number => Math.exp(logChoose(trials, k) + k * Math.log(p) + (trials - k) * Math.log1p(-p))
  let low = 0
  for (let tail = probability(0); tail <= alpha; tail += probability(low)) low++
  let high = Math.min(trials, Math.round(trials * p * 6))
  for (let tail = probability(high); tail <= alpha; tail += probability(high)) high--
  return { low, high }
}

/** P(χ² > x), by the recurrence over degrees of freedom k from 1 or 2: Q(k + 2) = Q(k) + (x/2)^(k/2) e^(−x/2) / Γ(k/2 + 1). */
function chiSquaredTail(x: number, freedom: number): number {
  const odd = freedom % 2 === 1
  let tail = odd ? 2 * normalCdf(-Math.sqrt(x)) : Math.exp(-x / 2)
  let term = odd ? Math.sqrt((2 * x) / Math.PI) * Math.exp(-x / 2) : (x / 2) * Math.exp(-x / 2)
  for (let k = odd ? 1 : 2; k < freedom; k += 2) {
    tail += term
    term *= x / (k + 2)
  }
  return tail
}

describe('bands of the sampler test', () => {
  it('start from the golden moments', () => {
    expect(without.mean).toBeCloseTo(golden.sampler.mean, 12)
    expect(Math.sqrt(without.variance)).toBeCloseTo(golden.sampler.deviation, 12)
    expect(without.mean).toBeCloseTo(varianceRatio(SAMPLES, BATCH, false), 12)
    expect(withRepeats.mean).toBeCloseTo(varianceRatio(SAMPLES, BATCH, true), 12)
    expect(bernstein(without, 20_000)).toBeCloseTo(golden.sampler.bernstein20000, 12)
  })

  it.each([
    ['without', without, WITHOUT_REPLACEMENT],
    ['with', withRepeats, WITH_REPLACEMENT],
  ] as const)('are as wide as Bernstein asks, %s replacement', (_, moments, bands) => {
    const t = bernstein(moments, DRAWS)
    expect(bands.squaredMean.low).toBeCloseTo(moments.mean - t, 5)
    expect(bands.squaredMean.high).toBeCloseTo(moments.mean + t, 5)
  })

  it('hold the variance of how often an index comes', () => {
    const p = BATCH / SAMPLES
    // Counts of a draw add up to BATCH: with C the covariance of two, V + (N − 1) C = 0, and chi-squared has N − 1 equal terms V − C.
    expect(WITHOUT_REPLACEMENT.countVariance).toBeCloseTo((DRAWS * p * (1 - p) * SAMPLES) / (SAMPLES - 1), 10)
    expect(WITH_REPLACEMENT.countVariance).toBeCloseTo(DRAWS * BATCH * (1 / SAMPLES), 10)
    expect(chiSquaredTail(unevennessBand().high * (SAMPLES - 1), SAMPLES - 1)).toBeGreaterThan(4e-7)
    expect(chiSquaredTail(unevennessBand().high * (SAMPLES - 1), SAMPLES - 1)).toBeLessThan(6e-7)
  })

  it('hold how often the least drawn index comes', () => {
    const perTail = ALPHA / SAMPLES / 2
    expect(WITHOUT_REPLACEMENT.least).toBe(binomialBand(DRAWS, BATCH / SAMPLES, perTail).low)
    expect(WITH_REPLACEMENT.least).toBe(binomialBand(DRAWS * BATCH, 1 / SAMPLES, perTail).low)
  })

  it('hold the two indices that come together most often', () => {
    const pairs = (SAMPLES * (SAMPLES - 1)) / 2
    const without = (BATCH * (BATCH - 1)) / (SAMPLES * (SAMPLES - 1))
    const withRepeats = 1 - 2 * (1 - 1 / SAMPLES) ** BATCH + (1 - 2 / SAMPLES) ** BATCH
    expect(WITHOUT_REPLACEMENT.together.high).toBe(binomialBand(DRAWS, without, ALPHA / pairs).high)
    expect(WITH_REPLACEMENT.together.high).toBe(binomialBand(DRAWS, withRepeats, ALPHA / pairs).high)
  })

  it('hold how often two of 11 samples share a batch of 3', () => {
    const { samples, batch, epochs } = EPOCHS
    const pairs = (samples * (samples - 1)) / 2
    const inBatches = Math.floor(samples / batch) * ((batch * (batch - 1)) / 2) + ((samples % batch) * ((samples % batch) - 1)) / 2
    expect(EPOCHS.together).toEqual(binomialBand(epochs, inBatches / pairs, ALPHA / pairs / 2))
  })

  it('hold chi-squared of few counts', () => {
    const tails = [
      [FEW.unevenness, FEW.samples - 1],
      [EPOCHS.leftOver.unevenness, EPOCHS.samples - 1],
      [ORDERS.unevenness, 5],
    ] as const
    expect(Math.exp(-PLACES.resultant) / ALPHA).toBeCloseTo(1, 1)
    for (const [unevenness, freedom] of tails) expect(chiSquaredTail(unevenness, freedom) / ALPHA).toBeCloseTo(1, 1)
  })

  it('leave a generator of 2^17 states a chance of 1e-7 of more than six draws like one before', () => {
    const expected = (DRAWS * (DRAWS - 1)) / 2 / 2 ** 17
    const upTo = Array.from({ length: SAME_AGAIN.high + 1 }, (_, k) =>
      Math.exp(k * Math.log(expected) - expected - (logFactorial[k] as number)),
    )
    expect(1 - upTo.reduce((sum, p) => sum + p, 0)).toBeCloseTo(0, 6)
  })

  it('expect as many draws with repeats as a sampler with replacement makes', () => {
    expect(WITH_REPLACEMENT.repeats).toEqual(binomialBand(DRAWS, 1 - distinct, ALPHA / 2))
  })

  it('leave a sampler with replacement no chance of three hundred draws without a repeat', () => {
    expect(distinct).toBeCloseTo(0.1304, 4)
    expect(DRAWS * Math.log10(distinct)).toBeLessThan(-250)
  })
})
