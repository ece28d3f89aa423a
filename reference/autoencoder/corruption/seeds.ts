import { type DistributionJudge, nameNoise, type Statistic } from 'assay/checks'
import { correlationBand, correlationOf, meanSquareRatioBand } from 'assay/math'
import { type Draw, meanSquare, readDraw, SHORT, SINGLE } from './draws.ts'
import { wellFormed } from './noise.ts'

const ignoresSeed = (declared: ReadonlyMap<string, string>): boolean => declared.get('seed') === 'ignored'

/** Noise of one draw in two sizes, which no generator gives that ignores the seed: there the declaration excuses nothing. */
function isSameNoise(small: Draw, large: Draw): boolean {
  return correlationOf(small.noise, large.noise) > correlationBand(SHORT.length).high
}

function largest(name: string, differences: readonly number[], high: number, mistake?: Statistic['mistake']): Statistic {
  const value = differences.reduce((most, x) => Math.max(most, Math.abs(x)), 0)
  return { name, value, low: 0, high, draws: 0, alpha: 0, ...(mistake === undefined ? {} : { mistake }) }
}

/** None last: noise that is remembered by the seed is there, too. */
export const STDS_OF_ONE_SEED = [0.1, 0.3, 0] as const

export const linear: DistributionJudge = {
  statistics: (answers, declared) =>
    wellFormed(
      answers.map((answer, i) => readDraw(SHORT, STDS_OF_ONE_SEED[i] as number, answer)),
      ([small, large, none]) => [
        largest('largest change of a value with std = 0', (none as Draw).noise, SINGLE),
        ...(small === undefined || large === undefined || (ignoresSeed(declared) && !isSameNoise(small, large))
          ? []
          : [
              largest(
                'largest difference between the noise for std = 0.3 and three times that for std = 0.1, of the same seed',
                large.noise.map((r, i) => r - 3 * (small.noise[i] as number)),
                10 * SINGLE,
                nameNoise([small, large]).mistake,
              ),
            ]),
      ],
    ),
}

/**
 * How far the seeds lie apart: a generator that keeps 4, 8, 16 or 24 bits of its seed, or three decimal digits, or divides it, gives two of them the
 * same noise.
 */
export const DISTANCES = [1, 2, 16, 256, 1000, 2 ** 16, 2 ** 24] as const

/** What is remembered by the seed alone holds the values that it was remembered with. */
export const BACKWARDS = [...SHORT].reverse()

export const seeds: DistributionJudge = {
  statistics: (answers, declared) =>
    wellFormed(
      answers.map((answer, i) => readDraw(i === 0 ? BACKWARDS : SHORT, 0.3, answer)),
      ([backwards, first, again, ...others]) => [
        ...(ignoresSeed(declared)
          ? []
          : [
              largest(
                'largest difference between two calls with the same seed',
                (first as Draw).noise.map((r, i) => r - ((again as Draw).noise[i] as number)),
                0,
                { id: 'unseeded', says: 'new noise at every call, whatever the seed. If that is meant, declare `seed: ignored`' },
              ),
            ]),
        ...ofDifferentSeeds([first as Draw, ...others]),
        {
          name: 'mean square of the noise divided by that of the same values in reverse, of the same seed',
          value: meanSquare((first as Draw).noise) / meanSquare((backwards as Draw).noise),
          ...meanSquareRatioBand(SHORT.length),
          draws: SHORT.length,
        },
      ],
    ),
}

/** The two of all that are most alike. */
function ofDifferentSeeds(draws: readonly Draw[]): readonly Statistic[] {
  const correlations = draws.flatMap((draw, i) => draws.slice(0, i).map((other) => correlationOf(draw.noise, other.noise)))
  const equal = (one: Draw, other: Draw): boolean => one.noise.every((r, i) => r === other.noise[i])
  const apart = [0, ...DISTANCES]
  const same = draws.flatMap((draw, i) =>
    draws.slice(0, i).flatMap((other, j) => (equal(draw, other) ? [(apart[i] as number) - (apart[j] as number)] : [])),
  )
  const hint = 'Where does your random generator take its state from?'
  const mistake =
    same.length === correlations.length
      ? { id: 'seed-ignored', says: 'the same noise whatever the seed', hint }
      : {
          id: 'seed-folded',
          says: `the same noise for two seeds that differ by ${same[0]}`,
          hint: 'Which digits of the seed does your random generator see?',
        }
  const statistic = (name: string, value: number): Statistic => ({
    name,
    value,
    ...correlationBand(SHORT.length, correlations.length),
    draws: SHORT.length,
    ...(same.length > 0 ? { mistake } : {}),
  })
  return [
    statistic('largest correlation of the noise for two seeds', Math.max(...correlations)),
    statistic('smallest correlation of the noise for two seeds', Math.min(...correlations)),
  ]
}
