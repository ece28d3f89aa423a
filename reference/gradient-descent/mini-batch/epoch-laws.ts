import type { Plain } from 'assay'
import type { LawJudge } from 'assay/checks'
import { asIndexLists, oneBasedSays } from './index-lists.ts'
import { SEED_DISTANCES } from './seeds.ts'

export interface Epoch {
  readonly n: number
  readonly m: number
  readonly seed: number
}

/** A law about seeds asks for so many samples in batches of so many. */
export type Sizes = readonly [n: number, m: number]

const sorted = (indices: readonly number[]): number[] => [...indices].sort((a, b) => a - b)
const isRange = (indices: readonly number[], from: number, length: number): boolean =>
  indices.length === length && sorted(indices).every((index, i) => index === from + i)

function complaint({ n, m }: Epoch, answer: Plain): string | undefined {
  const batches = asIndexLists(answer)
  if (batches === undefined) return 'the result is not a list of lists of integers'
  const indices = batches.flat()
  const outside = indices.find((index) => index < 0 || index >= n)
  if (outside !== undefined) return `index ${outside} occurs`
  const twice = indices.find((index, i) => indices.indexOf(index) < i)
  if (twice !== undefined) return `sample ${twice} comes twice`
  if (indices.length < n) return `${n - indices.length} of ${countedSamples(n)} never ${n - indices.length === 1 ? 'comes' : 'come'}`
  const wrongLength = batches.findIndex((batch, b) => batch.length !== Math.min(m, n - b * m))
  return wrongLength < 0
    ? undefined
    : `batch ${wrongLength + 1} of ${batches.length} has ${countedSamples(batches[wrongLength]?.length ?? 0)}`
}

const countedSamples = (count: number): string => (count === 1 ? '1 sample' : `${count} samples`)

/** Full batches of different samples, and nothing of what is left over. */
function leavesOut({ n, m }: Epoch, answer: Plain): boolean {
  const batches = asIndexLists(answer)
  if (batches === undefined || n % m === 0) return false
  const indices = batches.flat()
  return indices.length === n - (n % m) && new Set(indices).size === indices.length && batches.every((batch) => batch.length === m)
}

export const partition: LawJudge<Epoch> = {
  holds: (input, [answer]) => complaint(input, answer as Plain),
  mistakes: [
    {
      id: 'drops-last',
      says: 'an epoch without its last, shorter batch. If that is meant, declare `drop_last: true`',
      hint: 'Which samples does the network never see in such an epoch?',
      credit: 0.5,
      detect: (input, [answer]) => leavesOut(input, answer as Plain),
    },
    {
      id: 'one-based',
      says: oneBasedSays,
      detect: ({ n }, [answer]) => isRange(asIndexLists(answer as Plain)?.flat() ?? [], 1, n),
    },
  ],
}

/** The seed, the same again, and others. */
const SEEDS = 2 + SEED_DISTANCES.length
export const seedsFrom = (seed: number): number[] => [seed, seed, ...SEED_DISTANCES.map((distance) => seed + distance)]

/** Stops at the first difference: answers may be anything. */
function same(a: Plain | undefined, b: Plain | undefined): boolean {
  if (!Array.isArray(a) || !Array.isArray(b)) return JSON.stringify(a) === JSON.stringify(b)
  return a.length === b.length && a.every((item, i) => same(item, b[i]))
}

/** The first two of the answers to different seeds that agree, by their places. */
function firstAlike([first, , ...others]: readonly Plain[]): readonly [number, number] | undefined {
  const different = [first, ...others]
  for (const [j, answer] of different.entries()) {
    const i = different.findIndex((before) => same(before, answer))
    if (i < j) return [i, j]
  }
  return undefined
}

/** Whether the answers to the same two seeds agree in all runs. */
function alikeInAll(runs: readonly (readonly Plain[])[]): boolean {
  const places = Array.from({ length: SEEDS }, (_, place) => place).filter((place) => place !== 1)
  return places.some((j) => places.some((i) => i < j && runs.every((answers) => same(answers[i], answers[j]))))
}

/** Two honest epochs of 30 in batches of up to 3 agree once in 1e24, even if every batch is sorted; a third of 90 samples once in 1e23. */
function seeded(seed: number, answers: readonly Plain[]): string | undefined {
  if (!same(answers[0], answers[1])) return 'two calls with the same seed differ'
  const alike = firstAlike(answers)
  if (alike === undefined) return undefined
  const [one, other] = alike.map((place) => seed + (place === 0 ? 0 : (SEED_DISTANCES[place - 1] as number)))
  return `the seeds ${one} and ${other} give the same`
}

/** Of so many times as many samples, thirty and more drawn ones are all among the first n once in 1e30. */
export const MORE = 10

/** What is remembered by the seed alone is told for other sizes, too. */
function sized([n, m]: Sizes, answers: readonly Plain[]): string | undefined {
  const [moreSamples, largerBatch] = answers.slice(SEEDS)
  if (same(answers[0], moreSamples)) return `with the same seed, n = ${MORE * n} gives what n = ${n} gave`
  return same(answers[0], largerBatch) ? `with the same seed, m = ${m + 1} gives what m = ${m} gave` : undefined
}

/** The law of seeds, of a function that is asked for `sizes` of an input. */
export function followsSeed(entry: string, sizes: (input: Epoch) => Sizes): LawJudge<Epoch> {
  return {
    holds: (input, answers) => seeded(input.seed, answers.slice(0, SEEDS)) ?? sized(sizes(input), answers),
    show: (input) => `${entry}(${sizes(input).join(', ')}, …) with seeds from ${input.seed} on`,
    mistakes: [
      {
        id: 'seed-ignored',
        says: 'the same order whatever the seed',
        hint: 'In which order do two epochs visit the samples?',
        detect: (_, [first, ...others]) => others.slice(0, SEEDS - 1).every((other) => same(first, other)),
      },
      {
        id: 'seed-folded',
        says: 'the same answer for seeds that lie apart',
        hint: 'Which digits of the seed does your random generator see?',
        detect: (_, [first, again, ...others]) => same(first, again) && !others.slice(0, SEEDS - 2).every((other) => same(first, other)),
        // The same two in every run: where few orders are possible at all, two seeds agree by chance.
        throughout: (examples) => alikeInAll(examples.map(({ answers }) => answers.slice(0, SEEDS))),
      },
    ],
  }
}

/** What is asked for of a drawn input: batches of an epoch, and draws that are no epoch. */
export const ofEpochs = ({ n, m }: Epoch): Sizes => [n, m]
export const ofDraws = ({ n }: Epoch): Sizes => [3 * n, n]
