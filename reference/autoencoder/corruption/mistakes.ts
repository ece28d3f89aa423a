import { correlationOf, meanSquareBand, type Statistic } from '../../../checks/index.ts'
import { type Draw, meanSquare } from './draws.ts'

export type Named = NonNullable<Statistic['mistake']>

interface Fingerprint extends Named {
  readonly fits: (draw: Draw) => boolean
}

const WHICH = 'Is the number in your code the standard deviation or the variance of the noise?'
const PLOT = 'Plot the noise against the number it was added to: what should you see?'
const SHAPE = 'Draw a histogram of the noise alone: which values can it take?'

/** Mean square of the noise as a multiple of `of`, within the band of a right generator. */
function hasPower({ noise }: Draw, of: number): boolean {
  const ratio = meanSquare(noise) / of
  const { low, high } = meanSquareBand(noise.length)
  return ratio >= low && ratio <= high
}

/** The more telling first: the first that fits every draw names the noise. */
const FINGERPRINTS: readonly Fingerprint[] = [
  { id: 'no-noise', says: 'the input itself, without noise', fits: ({ noise }) => noise.every((r) => r === 0) },
  {
    id: 'one-draw',
    says: 'one random number that is added to all entries',
    hint: 'How many random numbers does an array of 100 need?',
    fits: ({ noise }) => noise.every((r) => Math.abs(r - (noise[0] as number)) < 1e-6),
  },
  {
    id: 'whole-numbers',
    says: 'noise that is cut to whole numbers',
    hint: 'Which type do the numbers of your array have?',
    fits: ({ out, noise }) => out.every(Number.isInteger) || noise.every((r) => Math.abs(r - Math.round(r)) < 1e-9),
  },
  {
    id: 'clipped',
    says: 'the corrupted values clipped to the range of the input: 1 in 4 points lies at its edge',
    hint: 'May a corrupted point leave the range of the clean ones?',
    fits: ({ out }) => out.every((x) => x >= 0 && x <= 1) && out.filter((x) => x === 0 || x === 1).length > out.length / 50,
  },
  {
    id: 'sorted-noise',
    says: 'noise in ascending order',
    hint: PLOT,
    fits: ({ noise }) => noise.every((r, i) => i === 0 || r >= (noise[i - 1] as number) - 1e-9),
  },
  {
    id: 'multiplicative',
    says: 'noise in proportion to the value: v (1 + std ε) for v + std ε',
    hint: PLOT,
    fits: ({ v, noise }) =>
      correlationOf(
        v.map((x) => Math.abs(x)),
        noise.map((r) => Math.abs(r)),
      ) > 0.3,
  },
  {
    id: 'rand-for-randn',
    says: 'uniform noise from 0 to std: rand in place of randn',
    hint: SHAPE,
    fits: ({ noise, std }) => noise.every((r) => r >= -1e-6 && r <= std + 1e-6),
  },
  {
    id: 'uniform-noise',
    says: 'uniform noise between −std and std',
    hint: SHAPE,
    fits: (draw) => draw.noise.every((r) => Math.abs(r) <= draw.std + 1e-6) && hasPower(draw, draw.std ** 2 / 3),
  },
  {
    id: 'uniform-noise-same-spread',
    says: 'uniform noise of the right standard deviation',
    hint: SHAPE,
    fits: (draw) => draw.noise.every((r) => Math.abs(r) <= Math.sqrt(3) * draw.std + 1e-6) && hasPower(draw, draw.std ** 2),
  },
  {
    id: 'std-as-variance',
    says: 'noise of the variance std, whose standard deviation is √std. If your parameter is meant as a variance, declare `noise: variance`',
    hint: WHICH,
    fits: (draw) => hasPower(draw, draw.std),
  },
  {
    id: 'variance-as-std',
    says: 'noise of the standard deviation std²: the variance where the standard deviation belongs',
    hint: WHICH,
    fits: (draw) => hasPower(draw, draw.std ** 4),
  },
  {
    id: 'std-unused',
    says: 'noise of the standard deviation 1, whatever std is',
    fits: (draw) => draw.std !== 1 && hasPower(draw, 1),
  },
]

/** Names what the noise of all these draws is, if it is a known wrong one. Draws of two different std tell most apart. */
export function nameNoise(draws: readonly Draw[]): { readonly mistake?: Named } {
  const found = FINGERPRINTS.find(({ fits }) => draws.every(fits))
  if (found === undefined) return {}
  const { fits: _, ...mistake } = found
  return { mistake }
}

/** The statistics with {@link nameNoise}, which costs more than they do: only where one is outside of its band. */
export function named(statistics: readonly Statistic[], draws: readonly Draw[]): readonly Statistic[] {
  if (statistics.every(({ value, low, high }) => value >= low && value <= high)) return statistics
  const name = nameNoise(draws)
  return statistics.map((statistic) => ({ ...statistic, ...name }))
}
