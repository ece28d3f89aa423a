import { distribution, type Statistic } from '../../../checks/index.ts'
import type { Check } from '../../../grading/model/check.ts'
import type { Plain } from '../../../grading/model/value.ts'
import { asIndices } from './index-lists.ts'
import { oneBasedSays } from './mistakes.ts'
import { BATCH, type Band, DRAWS, FEW, SAMPLES, WITH_REPLACEMENT, WITHOUT_REPLACEMENT } from './sampler-bands.ts'

/** The largest seed; small enough for every generator. */
export const LARGEST_SEED = 2 ** 31 - 2

const replaces = (declared: ReadonlyMap<string, string>): boolean => declared.get('sampling') === 'with-replacement'

export const sampler: Check = distribution({
  id: 'draws',
  title: `The sampler: ${DRAWS} draws of ${BATCH} out of ${SAMPLES}`,
  points: 1.25,
  entries: ['sample_minibatch'],
  calls: (random) => {
    const draw = (n: number, m: number) => () => ({ entry: 'sample_minibatch', args: [n, m, random.integer(1, LARGEST_SEED)] })
    return [...Array.from({ length: DRAWS }, draw(SAMPLES, BATCH)), ...Array.from({ length: FEW.draws }, draw(FEW.samples, 1))]
  },
  statistics: (answers, declared) => {
    const draws = answers.slice(0, DRAWS).map(asIndices)
    const proper = draws.filter((draw): draw is number[] => draw !== undefined && isProper(draw))
    return [
      exactly('draws that are not 20 whole numbers from 0 to 99', DRAWS - proper.length, malformed(draws)),
      ...(replaces(declared) ? withReplacement(proper) : withoutReplacement(proper)),
      amongFew(answers.slice(DRAWS).map(asIndices)),
    ]
  },
  hint: 'What does a mini-batch look like that your function can never draw?',
})

const isProper = (draw: readonly number[]): boolean => draw.length === BATCH && draw.every((i) => i >= 0 && i < SAMPLES)

function malformed(draws: readonly (readonly number[] | undefined)[]): Statistic['mistake'] {
  const oneBased = draws.every((draw) => draw !== undefined && draw.length === BATCH && draw.every((i) => i >= 1 && i <= SAMPLES))
  return oneBased ? { id: 'one-based', says: oneBasedSays } : undefined
}

function exactly(name: string, value: number, mistake: Statistic['mistake']): Statistic {
  return { name, value, low: 0, high: 0, draws: DRAWS, alpha: 0, ...(mistake === undefined ? {} : { mistake }) }
}

const hasRepeat = (draw: readonly number[]): boolean => new Set(draw).size < draw.length

function withoutReplacement(draws: readonly (readonly number[])[]): Statistic[] {
  const mistake = {
    id: 'with-replacement',
    says: 'drawing with replacement: a sample can come twice. If that is meant, declare `sampling: with-replacement`',
  }
  return [
    exactly('draws with a repeated index', draws.filter(hasRepeat).length, mistake),
    ...inclusion(draws, WITHOUT_REPLACEMENT.inclusion),
    scatter(draws, WITHOUT_REPLACEMENT.squaredMean),
  ]
}

function withReplacement(draws: readonly (readonly number[])[]): Statistic[] {
  const mistake = { id: 'without-replacement', says: 'drawing without replacement, while drawing with replacement is declared' }
  const repeats: Statistic = {
    name: 'draws with a repeated index',
    value: draws.filter(hasRepeat).length,
    ...WITH_REPLACEMENT.repeats,
    draws: DRAWS,
    mistake,
  }
  return [repeats, ...inclusion(draws, WITH_REPLACEMENT.inclusion), scatter(draws, WITH_REPLACEMENT.squaredMean)]
}

/** Half of alpha for the least drawn index, half for the most drawn one. */
function inclusion(draws: readonly (readonly number[])[], { low, high }: Band): Statistic[] {
  const counts = new Array<number>(SAMPLES).fill(0)
  for (const draw of draws) for (const i of draw) counts[i] = (counts[i] as number) + 1
  const least = Math.min(...counts)
  const mistake = unreachable(draws, counts)
  return [
    {
      name: 'times the least drawn index came',
      value: least,
      low,
      high: DRAWS,
      draws: DRAWS,
      alpha: 5e-7,
      ...(mistake === undefined ? {} : { mistake }),
    },
    { name: 'times the most drawn index came', value: Math.max(...counts), low: 0, high, draws: DRAWS, alpha: 5e-7 },
  ]
}

/** One out of three: whether each of them comes. */
function amongFew(draws: readonly (readonly number[] | undefined)[]): Statistic {
  const counts = Array.from({ length: FEW.samples }, (_, i) => draws.filter((draw) => draw?.length === 1 && draw[0] === i).length)
  return {
    name: `times the least drawn of ${FEW.samples} samples came, one drawn at a time`,
    value: Math.min(...counts),
    low: FEW.least,
    high: FEW.draws,
    draws: FEW.draws,
  }
}

function unreachable(draws: readonly (readonly number[])[], counts: readonly number[]): Statistic['mistake'] {
  const fixed = draws.every((draw) => draw.every((index, i) => index === (draws[0] as readonly number[])[i]))
  if (fixed) return { id: 'fixed-batch', says: 'one and the same mini-batch for every seed' }
  const missing = counts.flatMap((count, i) => (count === 0 ? [i] : []))
  if (missing.length !== 1) return undefined
  const hint = 'Is the upper end of your random whole number included or not?'
  if (missing[0] === SAMPLES - 1) return { id: 'never-last', says: 'drawing from the first n − 1 samples: the last one never comes', hint }
  if (missing[0] === 0) return { id: 'never-first', says: 'drawing from the last n − 1 samples: the first one never comes', hint }
  return undefined
}

/** Scores +1 for the first half of the samples and −1 for the second show draws whose members depend on each other: neighbours, every fifth sample. */
function scatter(draws: readonly (readonly Plain[])[], band: Band): Statistic {
  const squares = draws.map((draw) => (draw.reduce<number>((sum, i) => sum + ((i as number) < SAMPLES / 2 ? 1 : -1), 0) / BATCH) ** 2)
  return {
    name: 'variance of the batch mean of scores ±1',
    value: squares.reduce((sum, x) => sum + x, 0) / squares.length,
    ...band,
    draws: DRAWS,
  }
}
