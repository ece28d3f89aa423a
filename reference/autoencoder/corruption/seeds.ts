import { type Call, caseSet, correlationBand, correlationOf, distribution, inputUnchanged, type Statistic } from '../../../checks/index.ts'
import type { Check } from '../../../grading/model/check.ts'
import type { Convention } from '../../../grading/model/exercise.ts'
import { type Draw, INSIDE, LARGEST_SEED, MANY, readDraw, TABLE } from './draws.ts'
import { nameNoise } from './mistakes.ts'
import { wellFormed } from './noise.ts'

/** The student's third parameter is a variance: std² is handed over. */
export const VARIANCE: Convention = {
  key: 'noise',
  value: 'variance',
  note: 'noise: variance is declared: corrupt was given the square of the standard deviation.',
  toStudent: (entry, args) => {
    const [v, std, ...rest] = args
    return entry === 'corrupt' && v !== undefined && typeof std === 'number' ? [v, std * std, ...rest] : args
  },
}

export const UNSEEDED: Convention = {
  key: 'seed',
  value: 'ignored',
  note: 'seed: ignored is declared: two calls may differ, and what needs equal noise twice was left out.',
}

const ignoresSeed = (declared: ReadonlyMap<string, string>): boolean => declared.get('seed') === 'ignored'

/** Noise of one draw in two sizes, which no generator gives that ignores the seed: there the declaration excuses nothing. */
function isSameNoise(small: Draw, large: Draw): boolean {
  return correlationOf(small.noise, large.noise) > correlationBand(MANY).high
}

const corruptInside = (std: number, seed: number): Call => ({ entry: 'corrupt', args: [[...INSIDE], std, seed] })

/** Rounding in single precision moves a number below 2 by 1e-7; a difference of two such numbers by 3e-7. */
const SINGLE = 2e-6

function largest(name: string, differences: readonly number[], high: number, mistake?: Statistic['mistake']): Statistic {
  const value = differences.reduce((most, x) => Math.max(most, Math.abs(x)), 0)
  return { name, value, low: 0, high, draws: 0, alpha: 0, ...(mistake === undefined ? {} : { mistake }) }
}

export const table: Check = distribution({
  id: 'noise-table',
  title: 'Each coordinate of a table of points gets noise of its own',
  points: 0.3,
  visibility: 'hidden',
  entries: ['corrupt'],
  calls: (random) => [{ entry: 'corrupt', args: [TABLE, 0.05, random.integer(1, LARGEST_SEED)] }],
  statistics: (answers) =>
    wellFormed([readDraw(TABLE, 0.05, answers[0])], ([draw]) => {
      const { noise } = draw as Draw
      const [x, y] = [noise.filter((_, i) => i % 2 === 0), noise.filter((_, i) => i % 2 === 1)]
      const shared = x.every((r, i) => Math.abs(r - (y[i] as number)) < SINGLE)
      const repeated = x.every((r) => Math.abs(r - (x[0] as number)) < SINGLE)
      const mistake = shared
        ? {
            id: 'same-noise',
            says: 'the same noise for both coordinates of a point',
            hint: 'Plot the noise of y against that of x: what should you see?',
          }
        : { id: 'same-noise-for-all-points', says: 'the same noise for every point', hint: 'How many random numbers do n points need?' }
      return [
        {
          name: 'correlation of the noise of x and of y',
          value: correlationOf(x, y),
          ...correlationBand(x.length),
          draws: x.length,
          ...(shared || repeated ? { mistake } : {}),
        },
      ]
    }),
  hint: 'Plot the noise of y against that of x: what should you see?',
})

export const linear: Check = distribution({
  id: 'noise-linear',
  title: 'Without noise nothing changes; three times the std gives three times the noise',
  points: 0.2,
  entries: ['corrupt'],
  reads: [UNSEEDED.key],
  calls: (random) => {
    const seed = random.integer(1, LARGEST_SEED)
    return [0, 0.1, 0.3].map((std) => corruptInside(std, seed))
  },
  statistics: (answers, declared) =>
    wellFormed(
      answers.map((answer, i) => readDraw(INSIDE, [0, 0.1, 0.3][i] as number, answer)),
      ([none, small, large]) => [
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
  hint: 'How does the noise change when std is three times as large and the random numbers stay the same?',
})

export const seeds: Check = distribution({
  id: 'noise-seeds',
  title: 'The noise follows the seed',
  points: 0.2,
  entries: ['corrupt'],
  calls: (random) => {
    const seed = random.integer(1, LARGEST_SEED)
    const other = 1 + ((seed + random.integer(1, 1000)) % LARGEST_SEED)
    return [seed, seed, other].map((one) => corruptInside(0.3, one))
  },
  statistics: (answers, declared) =>
    wellFormed(
      answers.map((answer) => readDraw(INSIDE, 0.3, answer)),
      (draws) => {
        const [first, again, other] = draws as readonly [Draw, Draw, Draw]
        const fixed = other.noise.every((r, i) => r === first.noise[i])
        const mistake = {
          id: 'seed-ignored',
          says: 'the same noise whatever the seed',
          hint: 'Where does your random generator take its state from?',
        }
        return [
          ...(ignoresSeed(declared)
            ? []
            : [
                largest(
                  'largest difference between two calls with the same seed',
                  first.noise.map((r, i) => r - (again.noise[i] as number)),
                  0,
                  { id: 'unseeded', says: 'new noise at every call, whatever the seed. If that is meant, declare `seed: ignored`' },
                ),
              ]),
          {
            name: 'correlation of the noise for two seeds',
            value: correlationOf(first.noise, other.noise),
            ...correlationBand(MANY),
            draws: MANY,
            ...(fixed ? { mistake } : {}),
          },
        ]
      },
    ),
  hint: 'Where does your random generator take its state from?',
})

export const unchanged: Check = inputUnchanged({
  id: 'input-unchanged',
  title: 'corrupt leaves the clean values as they are',
  points: 0.2,
  entry: 'corrupt',
  cases: caseSet(
    'small-arrays',
    () => [{ args: [[0.25, 0.5, 0.75], 0.3, 11] }, { args: [TABLE.slice(0, 4), 0.05, 12] }],
    (random) => [{ args: [Array.from({ length: 3 }, () => random.uniform(0, 1)), 0.3, random.integer(1, LARGEST_SEED)] }],
  ),
  hint: 'You still need the clean values for the comparison: what happens to them?',
})
