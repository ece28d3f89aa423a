import { defineExercise, integers } from 'assay'
import { type Case, caseSet, closeToReference, invariant, near, type Tolerance } from 'assay/checks'
import type { Random } from 'assay/math'
import * as fc from 'fast-check'
import { conventions } from './conventions.ts'
import { drawSeeds, epochPartition, epochSeeds } from './epochs.ts'
import { estimatorMistakes, ratioMistakes, vanishes, wholeSet } from './mistakes.ts'
import { sampler } from './sampling.ts'
import { epochShuffled } from './shuffling.ts'
import { minibatchGradient, varianceRatio } from './solution.ts'

const four = [[1], [2], [4], [8]]
const three = [
  [1, -2],
  [0.5, 3],
  [-1.5, 0.25],
]

/** @param most - samples. */
const randomBatch = (random: Random, most: number, single: boolean) => {
  const n = random.integer(3, most)
  const order = random.shuffle(Array.from({ length: n }, (_, j) => j))
  return { args: [random.matrix(n, random.integer(1, 5), 2), integers(order.slice(0, single ? 1 : random.integer(1, n)))] }
}
const randomRatio = (random: Random, replacement: boolean) => {
  const n = random.integer(2, 60)
  return { args: [n, random.integer(1, n), replacement] }
}

const knownBatches = caseSet(
  'known-batches',
  () => [
    { args: [four, integers([1, 3])], label: 'gradients 1, 2, 4, 8; the second and the last' },
    { args: [four, integers([2])], label: 'gradients 1, 2, 4, 8; only the third' },
    { args: [four, integers([0, 1, 2, 3])], label: 'gradients 1, 2, 4, 8; all' },
    { args: [four, integers([1, 3, 1])], label: 'gradients 1, 2, 4, 8; the second twice, and the last' },
    { args: [three, integers([2, 0])], label: 'three gradients in the plane; the last and the first' },
  ],
  (random) => [true, false, false].map((single) => randomBatch(random, 6, single)),
)

const randomBatches = caseSet('random-batches', (random) => [
  ...Array.from({ length: 40 }, (_, i) => randomBatch(random, 30, i % 5 === 0)),
  ...Array.from({ length: 4 }, () => withReplacement(random)),
])

/** A batch in which samples come twice. */
function withReplacement(random: Random): Case {
  const n = random.integer(3, 6)
  return { args: [random.matrix(n, 2, 2), integers(Array.from({ length: 2 * n }, () => random.integer(0, n - 1)))] }
}

const knownRatios = caseSet(
  'known-ratios',
  () => [
    { args: [100, 1, false] },
    { args: [100, 20, false] },
    { args: [100, 64, false] },
    { args: [4, 2, false] },
    { args: [4, 4, false] },
    { args: [60000, 20, false] },
    { args: [100, 20, true] },
    { args: [4, 2, true] },
  ],
  (random) => [false, true, false, true].map((replacement) => randomRatio(random, replacement)),
)

const randomRatios = caseSet('random-ratios', (random) => Array.from({ length: 40 }, (_, i) => randomRatio(random, i % 2 === 0)))

/** Entries of at most 3: in single precision means are off by 3e-7 and covariances by a few 1e-6. Wrong estimators are off by factors. */
const SINGLE_PRECISION_MOMENT: Tolerance = { rtol: 1e-3, atol: 1e-4 }

const hundredths = fc.integer({ min: -300, max: 300 }).map((x) => x / 100)
const gradientsOf = (n: number): fc.Arbitrary<number[][]> => {
  const row = fc.tuple(hundredths, hundredths)
  return fc.array(row, { minLength: n, maxLength: n })
}

const pairs = Array.from({ length: 6 }, (_, i) => Array.from({ length: i }, (_, j) => [j, i])).flat()

const column = (rows: readonly (readonly number[])[], k: number): number[] => rows.map((row) => row[k] as number)
const mean = (items: readonly number[]): number => items.reduce((sum, x) => sum + x, 0) / items.length
function covariance(rows: readonly (readonly number[])[], i: number, j: number): number {
  const [a, b] = [column(rows, i), column(rows, j)]
  const [meanA, meanB] = [mean(a), mean(b)]
  return mean(a.map((x, r) => (x - meanA) * ((b[r] as number) - meanB)))
}
const show = (x: number): string => `${Number(x.toPrecision(6))}`

const SECOND_MOMENTS = [
  [0, 0],
  [0, 1],
  [1, 1],
] as const

/** Mean and covariance over all batches of 2 out of 6. */
const momentsOf = (gradients: readonly number[][]) => ({
  means: [0, 1].map((k) => mean(column(gradients, k))),
  covariances: SECOND_MOMENTS.map(([i, j]) => varianceRatio(6, 2, false) * covariance(gradients, i, j)),
})

function otherMoments(estimates: readonly number[][], right: ReturnType<typeof momentsOf>): string | undefined {
  for (const [k, expected] of right.means.entries()) {
    const got = mean(column(estimates, k))
    if (!near(got, expected, SINGLE_PRECISION_MOMENT))
      return `component ${k} is ${show(got)} on average, the full gradient has ${show(expected)}`
  }
  for (const [place, [i, j]] of SECOND_MOMENTS.entries()) {
    const [got, expected] = [covariance(estimates, i, j), right.covariances[place] as number]
    if (!near(got, expected, SINGLE_PRECISION_MOMENT)) return `covariance (${i}, ${j}) is ${show(got)}, it must be ${show(expected)}`
  }
  return undefined
}

export default defineExercise({
  title: 'Mini-batches of one and of twenty',
  functions: {
    minibatch_gradient: { takes: { per_sample: 'float[n,d]', indices: 'int[m]' }, gives: 'float[d]' },
    sample_minibatch: { takes: { n: 'int', m: 'int', seed: 'int' }, gives: 'int[m]' },
    epoch_batches: { takes: { n: 'int', m: 'int', seed: 'int' }, gives: 'list of int[]' },
    variance_ratio: { takes: { n: 'int', m: 'int', replacement: 'bool' }, gives: 'float' },
  },
  conventions,
  limits: { callMs: 5000 },
  permutable: 'd',
  checks: [
    closeToReference({
      id: 'batch-values',
      title: 'Estimate: batches worked out by hand',
      points: 0.75,
      entry: 'minibatch_gradient',
      label: 'ĝ',
      cases: knownBatches,
      mistakes: estimatorMistakes,
      hint: wholeSet,
    }),
    closeToReference({
      id: 'batch-random',
      title: 'Estimate: random gradients and batches',
      points: 1,
      visibility: 'hidden',
      entry: 'minibatch_gradient',
      label: 'ĝ',
      cases: randomBatches,
      mistakes: estimatorMistakes,
      hint: wholeSet,
    }),
    invariant({
      id: 'batch-of-all',
      title: 'Estimate: the batch of all samples, in any order, gives the full gradient',
      points: 0.75,
      entries: ['minibatch_gradient'],
      law: 'ĝ = ∇C when the batch holds every sample once',
      arbitrary: fc.integer({ min: 1, max: 12 }).chain((n) =>
        fc.record({
          gradients: gradientsOf(n),
          order: fc.shuffledSubarray(
            Array.from({ length: n }, (_, i) => i),
            { minLength: n },
          ),
        }),
      ),
      runs: 25,
      calls: ({ gradients, order }) => [{ entry: 'minibatch_gradient', args: [gradients, integers(order)] }],
      shape: () => [2],
      known: ({ gradients, order }) => minibatchGradient(gradients, order),
      holds: (_, [answer], full) => {
        const off = (answer as number[]).findIndex((x, k) => !near(x, full[k] as number, SINGLE_PRECISION_MOMENT))
        return off < 0
          ? undefined
          : `component ${off} is ${show((answer as number[])[off] as number)}, the full gradient has ${show(full[off] as number)}`
      },
      hint: wholeSet,
    }),
    invariant({
      id: 'batch-moments',
      title: 'Estimate: mean and covariance over all 15 pairs of 6 samples',
      points: 0.75,
      entries: ['minibatch_gradient'],
      // The statement asks for the variance ratio: the law does not spell it out.
      law: 'over all batches of 2 out of 6, ĝ has the mean ∇C and the covariance of drawing without replacement',
      arbitrary: gradientsOf(6),
      runs: 10,
      calls: (gradients) => pairs.map((pair) => ({ entry: 'minibatch_gradient', args: [gradients, integers(pair)] })),
      shape: () => [2],
      known: momentsOf,
      holds: (_, answers, right) => otherMoments(answers as number[][], right),
      hint: 'Average your estimate over all mini-batches there are: what must come out?',
    }),
    sampler,
    drawSeeds,
    epochPartition,
    epochShuffled,
    epochSeeds,
    closeToReference({
      id: 'ratio-values',
      title: 'Variance ratio: known values',
      points: 0.5,
      entry: 'variance_ratio',
      label: 'the variance ratio',
      cases: knownRatios,
      mistakes: ratioMistakes,
      hint: vanishes,
    }),
    closeToReference({
      id: 'ratio-random',
      title: 'Variance ratio: random sizes',
      points: 0.75,
      visibility: 'hidden',
      entry: 'variance_ratio',
      label: 'the variance ratio',
      cases: randomRatios,
      mistakes: ratioMistakes,
      hint: 'Think per step and per epoch: what does a batch twice as large buy?',
    }),
  ],
})
