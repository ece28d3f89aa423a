import type { Plain } from 'assay'
import type { DistributionJudge, Statistic } from 'assay/checks'
import { asIndices, oneBasedSays } from './index-lists.ts'
import {
  BATCH,
  DRAWS,
  FEW,
  SAME_AGAIN,
  SAMPLES,
  type SamplerBands,
  unevennessBand,
  WITH_REPLACEMENT,
  WITHOUT_REPLACEMENT,
} from './sampler-bands.ts'

const replaces = (declared: ReadonlyMap<string, string>): boolean => declared.get('sampling') === 'with-replacement'

/** What draws of one and the same sampler are held against. */
export const drawStatistics: DistributionJudge['statistics'] = (answers, declared) => {
  const draws = answers.slice(0, DRAWS).map(asIndices)
  const proper = draws.filter((draw): draw is number[] => draw !== undefined && isProper(draw))
  return [
    exactly('number of draws that are not 20 integers from 0 to 99', DRAWS - proper.length, malformed(draws)),
    ...(replaces(declared) ? withReplacement(proper) : withoutReplacement(proper)),
    ...amongFew(answers.slice(DRAWS).map(asIndices)),
  ]
}

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
    exactly('number of draws with a repeated index', draws.filter(hasRepeat).length, mistake),
    ...inclusion(draws, WITHOUT_REPLACEMENT),
  ]
}

function withReplacement(draws: readonly (readonly number[])[]): Statistic[] {
  const mistake = { id: 'without-replacement', says: 'drawing without replacement, while drawing with replacement is declared' }
  const repeats: Statistic = {
    name: 'number of draws with a repeated index',
    value: draws.filter(hasRepeat).length,
    ...WITH_REPLACEMENT.repeats,
    draws: DRAWS,
    mistake,
  }
  return [repeats, ...inclusion(draws, WITH_REPLACEMENT)]
}

/** How evenly single indices come, how often two come together, and whether two draws agree. */
function inclusion(draws: readonly (readonly number[])[], bands: SamplerBands): Statistic[] {
  const counts = countsOf(draws, SAMPLES)
  const mistake = unreachable(draws, counts)
  const named = mistake === undefined ? {} : { mistake }
  return [
    {
      name: 'number of times the least drawn index came',
      value: Math.min(...counts),
      low: bands.least,
      high: DRAWS,
      draws: DRAWS,
      alpha: 5e-7,
      ...named,
    },
    {
      name: 'chi-squared of how often each index came, divided by its 99 degrees of freedom',
      value: squaredDistance(counts, (DRAWS * BATCH) / SAMPLES) / bands.countVariance / (SAMPLES - 1),
      ...unevennessBand(),
      draws: DRAWS,
      ...named,
    },
    scatter(draws, bands),
    { name: 'largest number of draws in which the same two indices came', value: mostTogether(draws), ...bands.together, draws: DRAWS },
    {
      name: 'number of draws that hold the same indices as one before',
      value: draws.length - new Set(draws.map(sortedText)).size,
      ...SAME_AGAIN,
      draws: DRAWS,
    },
  ]
}

const sortedText = (draw: readonly number[]): string => [...draw].sort((a, b) => a - b).join()

function countsOf(draws: readonly (readonly number[])[], samples: number): number[] {
  const counts = new Array<number>(samples).fill(0)
  for (const draw of draws) for (const i of draw) counts[i] = (counts[i] as number) + 1
  return counts
}

const squaredDistance = (counts: readonly number[], expected: number): number =>
  counts.reduce((sum, count) => sum + (count - expected) ** 2, 0)

function mostTogether(draws: readonly (readonly number[])[]): number {
  const together = new Uint16Array(SAMPLES * SAMPLES)
  for (const draw of draws) {
    const different = [...new Set(draw)].sort((a, b) => a - b)
    for (const [place, i] of different.entries()) {
      for (const j of different.slice(place + 1)) together[i * SAMPLES + j] = (together[i * SAMPLES + j] as number) + 1
    }
  }
  return together.reduce((most, count) => Math.max(most, count), 0)
}

/** One out of three: each as often as the others. */
function amongFew(answers: readonly (readonly number[] | undefined)[]): Statistic[] {
  const { samples, draws, unevenness } = FEW
  const proper = answers.filter((draw): draw is number[] => draw?.length === 1 && (draw[0] as number) >= 0 && (draw[0] as number) < samples)
  const expected = draws / samples
  return [
    exactly(`number of draws that are not one of ${samples} samples`, draws - proper.length, undefined),
    {
      name: `chi-squared of how often each of ${samples} samples came, one drawn at a time`,
      value: squaredDistance(countsOf(proper, samples), expected) / expected,
      low: 0,
      high: unevenness,
      draws,
    },
  ]
}

function unreachable(draws: readonly (readonly number[])[], counts: readonly number[]): Statistic['mistake'] {
  const fixed = draws.every((draw) => draw.every((index, i) => index === (draws[0] as readonly number[])[i]))
  if (fixed) return { id: 'fixed-batch', says: 'one and the same mini-batch for every seed' }
  const missing = counts.flatMap((count, i) => (count === 0 ? [i] : []))
  if (missing.length !== 1) return undefined
  const hint = 'Is the upper end of your random integer included or not?'
  if (missing[0] === SAMPLES - 1) return { id: 'never-last', says: 'drawing from the first n − 1 samples: the last one never comes', hint }
  if (missing[0] === 0) return { id: 'never-first', says: 'drawing from the last n − 1 samples: the first one never comes', hint }
  return undefined
}

/** Scores +1 for the first half of the samples and −1 for the second show draws whose members depend on each other: neighbours, every fifth sample. */
function scatter(draws: readonly (readonly Plain[])[], { squaredMean }: SamplerBands): Statistic {
  const squares = draws.map((draw) => (draw.reduce<number>((sum, i) => sum + ((i as number) < SAMPLES / 2 ? 1 : -1), 0) / BATCH) ** 2)
  return {
    name: 'variance of the batch mean of scores ±1',
    value: squares.reduce((sum, x) => sum + x, 0) / squares.length,
    ...squaredMean,
    draws: DRAWS,
  }
}
