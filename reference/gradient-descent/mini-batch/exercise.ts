import { defineExercise, integers } from 'assay'
import { type Case, caseSet, closeToReference, invariant } from 'assay/checks'
import type { Random } from 'assay/math'
import * as fc from 'fast-check'
import { column, covariance, type Moments, mean, SECOND_MOMENTS } from './estimates.ts'
import * as judges from './judges.ts'
import { estimatorMistakes, ratioMistakes, vanishes, wholeSet } from './mistakes.ts'
import { drawSeeds, epochPartition, epochSeeds, epochShuffled, sampler } from './samplers.ts'
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

const hundredths = fc.integer({ min: -300, max: 300 }).map((x) => x / 100)
const gradientsOf = (n: number): fc.Arbitrary<number[][]> => {
  const row = fc.tuple(hundredths, hundredths)
  return fc.array(row, { minLength: n, maxLength: n })
}

const pairs = Array.from({ length: 6 }, (_, i) => Array.from({ length: i }, (_, j) => [j, i])).flat()

/** Mean and covariance over all batches of 2 out of 6. */
const momentsOf = (gradients: readonly number[][]): Moments => ({
  means: [0, 1].map((k) => mean(column(gradients, k))),
  covariances: SECOND_MOMENTS.map(([i, j]) => varianceRatio(6, 2, false) * covariance(gradients, i, j)),
})

export default defineExercise({
  title: 'Mini-batches of one and of twenty',
  functions: {
    minibatch_gradient: { takes: { per_sample: 'float[n,d]', indices: 'int[m]' }, gives: 'float[d]' },
    sample_minibatch: { takes: { n: 'int', m: 'int', seed: 'int' }, gives: 'int[m]' },
    epoch_batches: { takes: { n: 'int', m: 'int', seed: 'int' }, gives: 'list of int[]' },
    variance_ratio: { takes: { n: 'int', m: 'int', replacement: 'bool' }, gives: 'float' },
  },
  conventions: judges.conventions,
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
      known: ({ gradients, order }) => minibatchGradient(gradients, order),
      ...judges.batchOfAll,
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
      known: momentsOf,
      ...judges.batchMoments,
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
