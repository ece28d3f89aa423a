import * as fc from 'fast-check'
import { invariant } from '../../../checks/index.ts'
import type { Check } from '../../../grading/model/check.ts'
import type { Plain } from '../../../grading/model/value.ts'
import { asIndexLists } from './index-lists.ts'
import { oneBasedSays } from './mistakes.ts'
import { LARGEST_SEED } from './sampling.ts'

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
  if (batches === undefined) return 'the answer is not a list of lists of whole numbers'
  const indices = batches.flat()
  const outside = indices.find((index) => index < 0 || index >= n)
  if (outside !== undefined) return `index ${outside} occurs`
  const twice = indices.find((index, i) => indices.indexOf(index) < i)
  if (twice !== undefined) return `sample ${twice} comes twice`
  if (indices.length < n) return `${n - indices.length} of ${n} samples never come`
  const wrongLength = batches.findIndex((batch, b) => batch.length !== Math.min(m, n - b * m))
  return wrongLength < 0 ? undefined : `batch ${wrongLength + 1} of ${batches.length} has ${batches[wrongLength]?.length} samples`
}

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
  points: 1,
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

const reseeded = fc
  .record({ n: fc.integer({ min: 30, max: 60 }), m: fc.integer({ min: 2, max: 7 }), seed, other: seed })
  .filter((input) => input.seed !== input.other)

const same = (a: Plain | undefined, b: Plain | undefined): boolean => JSON.stringify(a) === JSON.stringify(b)

/** Two honest epochs of 30 in batches of up to 7 agree once in 1e17, even if every batch is sorted; a third of 90 samples once in 1e23. */
function seeded(answers: readonly Plain[]): string | undefined {
  const [first, again, other] = answers
  if (!same(first, again)) return 'two calls with the same seed differ'
  return same(first, other) ? 'two different seeds give the same' : undefined
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
    runs: 20,
    calls: (input) => [input.seed, input.seed, input.other].map((one) => ({ entry, args: [...sizes(input), one] })),
    holds: (_, answers) => seeded(answers),
    show: (input) => `${entry}(${sizes(input).join(', ')}, …) with the seeds ${input.seed} and ${input.other}`,
    mistakes: [
      {
        id: 'seed-ignored',
        says: 'the same order whatever the seed',
        hint: 'In which order do two epochs visit the samples?',
        detect: (_, [first, again, other]) => same(first, again) && same(first, other),
      },
    ],
    hint: 'Where does your random generator take its state from?',
  })
}

export const epochSeeds: Check = seedCheck({
  id: 'epoch-seeds',
  title: 'Epochs follow the seed',
  points: 0.75,
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
