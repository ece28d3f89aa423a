import type { Check, Plain } from 'assay'
import { invariant } from 'assay/checks'
import * as fc from 'fast-check'
import { asIndexLists } from './index-lists.ts'
import { oneBasedSays } from './mistakes.ts'
import { LARGEST_SEED, SEED_DISTANCES } from './seeds.ts'

interface Epoch {
  readonly n: number
  readonly m: number
  readonly seed: number
}

/** Evenly spread: home-made generators may agree on a few neighbouring small seeds. */
const seed: fc.Arbitrary<number> = fc.noBias(fc.integer({ min: 1, max: LARGEST_SEED }))

/** Half of them small: there a shuffle that reaches one past the end leaves out a sample soonest, in one of n + 1 epochs. */
const size = fc.oneof(fc.integer({ min: 2, max: 6 }), fc.integer({ min: 1, max: 40 }))

const epoch: fc.Arbitrary<Epoch> = size.chain((n) => fc.record({ n: fc.constant(n), m: fc.integer({ min: 1, max: n }), seed }))

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

export const epochPartition: Check = invariant({
  id: 'epoch-partition',
  title: 'An epoch visits every sample once, in batches of m',
  points: 0.5,
  entries: ['epoch_batches'],
  law: 'the batches of an epoch hold each of 0, …, n − 1 once, m in every batch but the last',
  arbitrary: epoch,
  // No run of 2000 seeds misses such a shuffle; 40 epochs miss it in one of 400.
  runs: 60,
  calls: ({ n, m, seed }) => [{ entry: 'epoch_batches', args: [n, m, seed] }],
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
  hint: 'Count how often each sample comes in one epoch.',
})

const reseeded = fc.record({
  n: fc.integer({ min: 30, max: 60 }),
  /** Ten batches and more: fixed ones in random order agree for two of the seeds once in 1e5 only, and are judged by another check. */
  m: fc.integer({ min: 2, max: 3 }),
  seed: fc.noBias(fc.integer({ min: 1, max: LARGEST_SEED - Math.max(...SEED_DISTANCES) })),
})

/** The seed, the same again, and others. */
const SEEDS = 2 + SEED_DISTANCES.length
const seedsFrom = (seed: number): number[] => [seed, seed, ...SEED_DISTANCES.map((distance) => seed + distance)]

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
const MORE = 10

/** What is remembered by the seed alone is told for other sizes, too. */
function sized([n, m]: readonly [n: number, m: number], answers: readonly Plain[]): string | undefined {
  const [moreSamples, largerBatch] = answers.slice(SEEDS)
  if (same(answers[0], moreSamples)) return `with the same seed, n = ${MORE * n} gives what n = ${n} gave`
  return same(answers[0], largerBatch) ? `with the same seed, m = ${m + 1} gives what m = ${m} gave` : undefined
}

function seedCheck(spec: {
  readonly id: string
  readonly title: string
  readonly points: number
  readonly entry: string
  readonly sizes: (input: { readonly n: number; readonly m: number }) => readonly [n: number, m: number]
}): Check {
  const { entry, sizes, ...base } = spec
  return invariant({
    ...base,
    entries: [entry],
    law: 'equal seeds give equal answers, different seeds different ones',
    arbitrary: reseeded,
    runs: 8,
    calls: (input) => {
      const [n, m] = sizes(input)
      const seeds = seedsFrom(input.seed).map((one) => [n, m, one])
      return [...seeds, [MORE * n, m, input.seed], [n, m + 1, input.seed]].map((args) => ({ entry, args }))
    },
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
    hint: 'Where does your random generator take its state from?',
  })
}

export const epochSeeds: Check = seedCheck({
  id: 'epoch-seeds',
  title: 'Epochs follow the seed',
  points: 0.5,
  entry: 'epoch_batches',
  sizes: ({ n, m }) => [n, m],
})

export const drawSeeds: Check = seedCheck({
  id: 'draw-seeds',
  title: 'Draws follow the seed',
  points: 0.5,
  entry: 'sample_minibatch',
  sizes: ({ n }) => [3 * n, n],
})
