import { toValue } from 'assay'
import { batchesOf, type Case, caseSet, oneApart } from 'assay/checks'
import type { Random } from 'assay/math'
import * as fc from 'fast-check'
import { type CertainPlan, MORE } from './certain.ts'
import { grid } from './judges.ts'

export const pairs = caseSet(
  'pairs',
  () => [
    {
      args: [
        [0.3, 0.3, 0.3],
        [0, 1, 0.25],
      ],
    },
    {
      args: [
        [0.9, 0.9, 0.9, 0.5, 0.4],
        [0, 1, 0.25, 0.5, 0.8],
      ],
    },
  ],
  (random) => [drawnPair(random, 3), drawnPair(random, 5)],
)

export const randomPairs = caseSet('random-pairs', (random) => [
  ...Array.from({ length: 6 }, () => drawnPair(random, random.integer(2, 8))),
  ...oneApart(drawnPair(random, 4), drawnPair(random, 4)),
])

function drawnPair(random: Random, n: number): Case {
  return {
    args: [Array.from({ length: n }, () => random.uniform(0.01, 0.99)), Array.from({ length: n }, () => random.uniform(0.02, 0.98))],
  }
}

export const logitPairs = caseSet(
  'logit-pairs',
  () => [
    {
      args: [
        [2, 2, -2, -2],
        [0, 1, 0, 1],
      ],
    },
    {
      args: [
        [0, 0.5, -1.5, 3],
        [0.5, 0.25, 0.75, 0.9],
      ],
    },
  ],
  (random) =>
    [4, 3].map((n) => ({
      args: [
        Array.from({ length: n }, () => random.integer(-32, 32) / 8),
        Array.from({ length: n }, () => random.pick([0, 1, random.uniform(0, 1)])),
      ],
    })),
)

export const largeLogits = caseSet(
  'large-logits',
  () => [
    {
      args: [
        [40, 40, -40, -40],
        [0, 1, 0, 1],
      ],
    },
    {
      args: [
        [800, 800, -800, -800],
        [0, 1, 0, 1],
      ],
    },
    {
      args: [
        [40, -800, 0.5],
        [0.25, 0.75, 1],
      ],
    },
  ],
  (random) => [overflowing(random, 0), overflowing(random, 1)],
)

/** Ordinary and large logits of either sign in any order; in each case one of them so large that its exponential overflows. */
export const randomLogits = caseSet('random-logits', (random) => [
  ...Array.from({ length: 6 }, (_, i) => overflowing(random, i % 2)),
  // Whoever cuts logits off has to cut somewhere.
  { args: [[1, -1, 1, -1].map((sign) => sign * 10 ** random.integer(4, 9)), [0, 1, 1, 0]] },
])

/** @param target - of the logit whose exponential overflows, where it is dear: the cost is about |z| there. */
function overflowing(random: Random, target: number): Case {
  const size = (): number => random.pick([1, 10, 100])
  const z = Array.from({ length: random.integer(3, 8) }, () => Math.round(8 * random.uniform(-1, 1) * size()) / 8)
  const y = z.map(() => random.pick([0, 1, random.uniform(0, 1)]))
  const position = random.integer(0, z.length - 1)
  z[position] = (target === 0 ? 1 : -1) * random.integer(720, 900)
  y[position] = target
  return { args: [z, y] }
}

export const outputs = caseSet(
  'outputs',
  () => [0.1, 0.3, 0.5, 0.7, 0.9].map((a) => ({ args: [a] })),
  (random) => Array.from({ length: 3 }, () => ({ args: [random.uniform(0.05, 0.95)] })),
)

/** Multiples of 1/1024: 1 − a is exact in single precision too. */
export const pair = fc.record({
  a: fc.integer({ min: 1, max: 1023 }).map((k) => k / 1024),
  y: fc.integer({ min: 0, max: 16 }).map((k) => k / 16),
})

export const target = fc.integer({ min: 0, max: grid.length - 1 })

export const logits = fc.array(
  fc.integer({ min: -6400, max: 6400 }).map((k) => k / 8),
  { minLength: 2, maxLength: 5 },
)

/** Both certainties, then either of them a few times more: another row at another seed; and the outputs that are certain and wrong. */
export function certain(random: Random): CertainPlan {
  const outputs = toValue([0, 1, ...Array.from({ length: MORE }, () => random.integer(0, 1))])
  const opposite = [1, 0, ...Array.from({ length: MORE }, () => random.integer(0, 1))]
  const wrong = [toValue(opposite), toValue(opposite.map((output) => 1 - output))]
  return {
    batches: batchesOf([
      { entry: 'crossEntropy', args: [outputs, outputs] },
      { entry: 'crossEntropy', args: wrong },
    ]),
  }
}
