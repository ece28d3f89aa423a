import { normalCdf } from '#grading/math/normal-distribution'
import { correlationOf, distributionDistance } from '#grading/math/sample-statistics'
import type { Statistic } from '../judging/distribution.ts'
import { namedTogether } from './named-together.ts'

/** Values between 0 and 1 with what came back for them. */
export interface Noised {
  readonly v: readonly number[]
  readonly std: number
  readonly out: readonly number[]
  readonly noise: readonly number[]
}

type Cause = NonNullable<Statistic['mistake']>

/** What a cause leaves unexplained of one answer; infinite where it cannot be the cause. */
type Rival = Cause & { readonly left: (given: Noised) => number }

const WHICH = 'Is the value in your code the standard deviation or the variance of the noise?'
const PLOT = 'Plot the noise against the number it was added to: what should you see?'
const SHAPE = 'Draw a histogram of the noise alone: which values can it take?'

/** Standard deviations by which a share of random entries may be off. */
const CHANCE = 5

/** Correlation of |v ε| with v is 0.4 and more for values that are spread over a part of [0, 1]. */
const LEAST_GROWTH = 0.2

/** Two factors in single precision are the same up to this. */
const SAME_FACTOR = 1e-5

/** Of entries that show it one by one: the share of them that the cause does not explain. */
const STRUCTURES: readonly Rival[] = [
  { id: 'no-noise', says: 'the input itself, without noise', left: ({ noise }) => shareOf(noise, (r) => r !== 0) },
  {
    id: 'one-draw',
    says: 'one random number added to all elements',
    hint: 'How many random numbers does an array of 100 need?',
    left: changed(({ noise }) => shareOf(noise, (r) => Math.abs(r - (noise[0] as number)) >= 1e-6)),
  },
  {
    id: 'repeated',
    says: 'a few random numbers repeated over the whole array',
    hint: 'How many random numbers does an array of 100 need?',
    left: changed(({ noise }) => shareNotRepeated(noise)),
  },
  {
    id: 'whole-numbers',
    says: 'noise truncated to integers',
    hint: 'What dtype does your array have?',
    left: changed(({ out, noise }) =>
      Math.min(
        shareOf(out, (x) => !Number.isInteger(x)),
        shareOf(noise, (r) => Math.abs(r - Math.round(r)) >= 1e-9),
      ),
    ),
  },
  {
    id: 'masked',
    says: 'the input with some elements set to 0: masking noise instead of additive noise',
    hint: 'How much does your function change an entry that it does change?',
    left: changed(({ out, noise }) => shareOf(out, (x, i) => noise[i] !== 0 && x !== 0)),
  },
  {
    id: 'masked-and-scaled',
    says: 'the input with some elements set to 0 and the others divided by the share that is kept: masking noise, as dropout does it, instead of additive noise',
    hint: 'How much does your function change an entry that it does change?',
    left: changed(({ v, out }) => leftByScaling(v, out)),
  },
  {
    id: 'salt-and-pepper',
    says: 'the input with some elements set to 0 and some to 1: salt-and-pepper noise instead of additive noise',
    hint: 'How much does your function change an entry that it does change?',
    left: changed(({ out, noise }) => {
      const moved = out.filter((_, i) => noise[i] !== 0)
      const both = [0, 1].every((end) => shareOf(moved, (x) => x === end) > 0.1)
      return both ? shareOf(moved, (x) => x !== 0 && x !== 1) : Number.POSITIVE_INFINITY
    }),
  },
  {
    id: 'clipped',
    says: 'the corrupted values clipped to the range of the input',
    hint: 'May a corrupted point leave the range of the clean ones?',
    left: ({ v, std, out, noise }) => {
      const outside = shareOf(out, (x, i) => x < 0 || x > 1 || (noise[i] === 0 && x !== 0 && x !== 1))
      const atEdge = shareOf(out, (x) => x === 0 || x === 1)
      const expected = v.reduce((sum, x) => sum + normalCdf(-x / std) + normalCdf((x - 1) / std), 0) / v.length
      const chance = CHANCE * Math.sqrt((expected * (1 - expected)) / v.length)
      return outside + Math.max(0, Math.abs(atEdge - expected) - chance)
    },
  },
  {
    id: 'sorted-noise',
    says: 'noise in ascending order',
    hint: PLOT,
    left: ({ noise }) =>
      (noise.at(-1) as number) - (noise[0] as number) < 1e-6
        ? Number.POSITIVE_INFINITY
        : shareOf(noise, (r, i) => i > 0 && r < (noise[i - 1] as number) - 1e-9),
  },
]

/** Of all entries together: how far the distribution of the noise is from the one that the cause brings about. */
const DISTRIBUTIONS: readonly Rival[] = [
  {
    id: 'multiplicative',
    says: 'multiplicative noise: v (1 + std ε) instead of v + std ε',
    hint: PLOT,
    left: ({ v, std, noise }) => {
      // Of noise that does not grow with the value, its size alone may be that of multiplicative noise.
      if (correlationOf(noise.map(Math.abs), v) < LEAST_GROWTH) return Number.POSITIVE_INFINITY
      const parts = noise.flatMap((r, i) => (v[i] === 0 ? [] : [r / (std * (v[i] as number))]))
      return distributionDistance(parts, normalCdf)
    },
  },
  {
    id: 'rand-for-randn',
    says: 'uniform noise from 0 to std: rand instead of randn',
    hint: SHAPE,
    left: ({ std, noise }) => distributionDistance(noise, uniform(0, std)),
  },
  {
    id: 'uniform-noise',
    says: 'uniform noise between −std and std',
    hint: SHAPE,
    left: ({ std, noise }) => distributionDistance(noise, uniform(-std, std)),
  },
  {
    id: 'uniform-noise-same-spread',
    says: 'uniform noise with the correct standard deviation',
    hint: SHAPE,
    left: ({ std, noise }) => distributionDistance(noise, uniform(-Math.sqrt(3) * std, Math.sqrt(3) * std)),
  },
  {
    id: 'std-as-variance',
    says: 'noise with variance std, so the standard deviation is √std. If your parameter is meant as a variance, declare `noise: variance`',
    hint: WHICH,
    left: ({ std, noise }) => distributionDistance(noise, normal(Math.sqrt(std))),
  },
  {
    id: 'variance-as-std',
    says: 'noise with standard deviation std²: the variance is used as the standard deviation',
    hint: WHICH,
    left: ({ std, noise }) => distributionDistance(noise, normal(std * std)),
  },
  {
    id: 'std-unused',
    says: 'noise with standard deviation 1, whatever std is',
    left: ({ std, noise }) => (std === 1 ? Number.POSITIVE_INFINITY : distributionDistance(noise, normal(1))),
  },
]

/** Noise of the right distribution, which has another fault if any. */
const HONEST = ({ std, noise }: Noised): number => distributionDistance(noise, normal(std))

/** A cause is named that leaves no more: of entries one by one, and as a distance between distributions. Uniform for normal noise is .06. */
const ENTRIES = 0.02
const DISTANCE = 0.1
/** Causes that leave as little as the best one: all are named. */
const TIED = 0.005

/**
 * Names what the noise of all these answers is, if it is a known wrong one: the cause that leaves least unexplained of the answer that it
 * explains worst. Answers for two different std tell most apart.
 * @example
 * ```ts
 * return wrong([error({ code: 'known-mistake', label: 'the noise', ...nameNoise(given).mistake })])
 * ```
 */
export function nameNoise(given: readonly Noised[]): { readonly mistake?: Cause } {
  const worst = (left: Rival['left']): number => Math.max(...given.map(left))
  const structures = bestOf(STRUCTURES, worst, ENTRIES)
  const found = structures.length > 0 ? structures : bestOf(DISTRIBUTIONS, worst, Math.min(DISTANCE, worst(HONEST)))
  const [first] = found
  if (first === undefined) return {}
  const { mistake: id, says } = namedTogether(found)
  return { mistake: { id, says, ...(first.hint === undefined ? {} : { hint: first.hint }) } }
}

function bestOf(rivals: readonly Rival[], worst: (left: Rival['left']) => number, most: number): readonly Rival[] {
  const tried = rivals.map((rival) => ({ rival, left: worst(rival.left) }))
  const least = Math.min(...tried.map(({ left }) => left))
  return tried.filter(({ left }) => left < most && left <= least + TIED).map(({ rival }) => rival)
}

/** Where nothing changed there is no noise to explain. */
function changed(left: Rival['left']): Rival['left'] {
  return (given) => (given.noise.every((r) => r === 0) ? Number.POSITIVE_INFINITY : left(given))
}

/** Entries that are neither 0 nor their value times one factor above 1; some of each must be there. */
function leftByScaling(v: readonly number[], out: readonly number[]): number {
  const factors = out.flatMap((x, i) => (x === 0 || v[i] === 0 ? [] : [x / (v[i] as number)])).sort((a, b) => a - b)
  const factor = factors[factors.length >> 1] ?? 1
  const dropped = shareOf(out, (x, i) => x === 0 && v[i] !== 0)
  if (factor < 1 + SAME_FACTOR || dropped < ENTRIES) return Number.POSITIVE_INFINITY
  return shareOf(out, (x, i) => x !== 0 && Math.abs(x - factor * (v[i] as number)) > SAME_FACTOR * factor * (v[i] as number))
}

function shareOf(values: readonly number[], holds: (value: number, i: number) => boolean): number {
  return values.filter(holds).length / values.length
}

function uniform(low: number, high: number): (x: number) => number {
  return (x) => Math.min(1, Math.max(0, (x - low) / (high - low)))
}

const ALIKE = 1e-6
/** With fewer it may be one row for each of two coordinates, which has a name of its own. */
const LEAST_REPEATS = 4
/** Numbers that equal the first by chance need not be looked at without end. */
const MOST_PERIODS = 20

/** Of the best period of two entries or more: the share of entries that differ from the one a period before. */
function shareNotRepeated(noise: readonly number[]): number {
  const alike = (i: number, j: number): boolean => Math.abs((noise[i] as number) - (noise[j] as number)) < ALIKE
  if (noise.every((_, i) => alike(0, i))) return Number.POSITIVE_INFINITY
  const periods = [...noise.keys()].filter((p) => p > 1 && LEAST_REPEATS * p <= noise.length && alike(0, p)).slice(0, MOST_PERIODS)
  const shares = periods.map((p) => shareOf(noise.slice(p), (_, i) => !alike(i, i + p)))
  return Math.min(Number.POSITIVE_INFINITY, ...shares)
}

function normal(deviation: number): (x: number) => number {
  return (x) => normalCdf(x / deviation)
}
