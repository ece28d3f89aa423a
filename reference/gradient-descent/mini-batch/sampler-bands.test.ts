import { describe, expect, it } from 'vitest'
import golden from '../../../fixtures/golden/gradient-descent/mini-batch/golden.json' with { type: 'json' }
import { BATCH, DRAWS, FEW, SAMPLES, WITH_REPLACEMENT, WITHOUT_REPLACEMENT } from './sampler-bands.ts'
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
  let high = Math.min(trials, Math.round(trials * p * 3))
  for (let tail = probability(high); tail <= alpha; tail += probability(high)) high--
  return { low, high }
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

  it('hold the count of every index but for 1e-6', () => {
    const perTail = ALPHA / SAMPLES / 2
    expect(WITHOUT_REPLACEMENT.inclusion).toEqual(binomialBand(DRAWS, BATCH / SAMPLES, perTail))
    expect(WITH_REPLACEMENT.inclusion).toEqual(binomialBand(DRAWS * BATCH, 1 / SAMPLES, perTail))
  })

  it('expect as many draws with repeats as a sampler with replacement makes', () => {
    expect(WITH_REPLACEMENT.repeats).toEqual(binomialBand(DRAWS, 1 - distinct, ALPHA / 2))
  })

  it('leave a sampler with replacement no chance of three hundred draws without a repeat', () => {
    expect(distinct).toBeCloseTo(0.1304, 4)
    expect(DRAWS * Math.log10(distinct)).toBeLessThan(-250)
  })

  it('leave a fair draw of one out of three a chance of 4e-8 to be called unfair', () => {
    const below = Array.from({ length: FEW.least }, (_, k) => Math.exp(logChoose(FEW.draws, k)) * (1 / 3) ** k * (2 / 3) ** (FEW.draws - k))
    expect(FEW.samples * below.reduce((sum, p) => sum + p, 0)).toBeCloseTo(3.9e-8, 9)
  })
})
