import { type Case, caseSet } from 'assay/checks'
import type { Random } from 'assay/math'
import * as fc from 'fast-check'

/** Logits in multiples of 1/8 are exact in single precision up to 10^5: a float32 answer is judged on its formula, not on its input. */
const GRID = 8

const VECTORS: readonly Case[] = [{ args: [[1, 2, 3]] }, { args: [[0.5, -1, 2, 0]] }, { args: [[-2, 4]] }]

export const vectors = caseSet(
  'vectors',
  () => VECTORS,
  (random) => [3, 4, 2].map((classes) => ({ args: [random.vector(classes, 2)] })),
)

export const vectorsAndMatrix = caseSet(
  'vectors-and-matrix',
  () => [
    ...VECTORS,
    {
      args: [
        [
          [1, 2, 3],
          [0.5, -1, 2],
        ],
      ],
      label: 'a matrix of 2 rows and 3 columns',
    },
  ],
  (random) => [{ args: [random.vector(3, 2)] }, { args: [random.matrix(3, 3, 2)] }, { args: [random.matrix(1, 8, 2)] }],
)

export const matrices = caseSet(
  'matrices',
  () => [
    {
      args: [
        [
          [1, 2, 3],
          [0.5, -1, 2],
        ],
      ],
      label: 'a matrix of 2 rows and 3 columns',
    },
    {
      args: [
        [
          [1, 2, 3],
          [2, 0, -1],
          [-3, 0.5, 0.25],
        ],
      ],
      label: 'a square matrix',
    },
    { args: [[[0.5, 2, -1]]], label: 'a matrix of one row' },
  ],
  (random) => [{ args: [random.matrix(2, 3, 2)] }, { args: [random.matrix(3, 3, 2)] }],
)

export const randomLogits = caseSet('random-logits', (random) => [
  ...Array.from({ length: 6 }, () => ({ args: [random.vector(random.integer(2, 7), 2)] })),
  { args: [random.matrix(2, 3, 2)] },
  { args: [random.matrix(5, 2, 2)] },
  { args: [random.matrix(3, 3, 2)] },
])

export const large = caseSet(
  'large',
  () => [
    { args: [[1000, 1001, 999]] },
    { args: [[-1000, -1001, -999]] },
    { args: [[10000, 0, -10000]] },
    { args: [[0, -1000, 2]] },
    {
      args: [
        [
          [1000, 1001, 999],
          [1, 2, 3],
        ],
      ],
      label: 'rows around 1000 and around 2 in one matrix',
    },
  ],
  (random) => {
    const z = towering(random, random.pick([0, 0.5, 1]))
    return [{ args: [z] }, { args: [z.map((logit) => -logit)] }]
  },
)

/** Largest logits first, in the middle and last, of either sign: shifting by a fixed entry is found out. */
export const largeRandom = caseSet('large-random', (random) => {
  const cases: Case[] = []
  for (const place of [0, 0.5, 1]) {
    const z = towering(random, place)
    cases.push({ args: [z] }, { args: [z.map((logit) => -logit)] })
  }
  return [...cases, { args: [[towering(random, 0, 4), eighths(random, 4), towering(random, 1, 4)]] }]
})

const E1 = [1, 0, 0]
const E2 = [0, 1, 0]
const E3 = [0, 0, 1]

export const samples = caseSet(
  'samples',
  () => [
    { args: [[1, 2, 3], E3] },
    { args: [[1, 2, 3], E2] },
    { args: [[1, 2, 3], E1] },
    {
      args: [
        [-0.5, 1.5, 0, 0.25],
        [0, 0, 1, 0],
      ],
    },
  ],
  (random) => [3, 4, 2].map((classes) => ({ args: [random.vector(classes, 2), oneHot(random.integer(0, classes - 1), classes)] })),
)

export const softSamples = caseSet(
  'soft-samples',
  () => [
    {
      args: [
        [0.5, -1, 2],
        [0.2, 0.3, 0.5],
      ],
    },
    {
      args: [
        [1, 2, 3],
        [0.6, 0.4, 0],
      ],
    },
    { args: [[1, 0, -1], E2], label: 'z = (1, 0, −1), a distribution with all its weight on one class' },
  ],
  (random) => [3, 4].map((classes) => ({ args: [random.vector(classes, 2), distribution(random, classes)] })),
)

/** Logits and targets, one-hot and soft in turn. */
export const randomSamples = caseSet('random-samples', (random) =>
  Array.from({ length: 10 }, (_, i) => {
    const classes = random.integer(2, 6)
    const z = random.vector(classes, 2)
    return { args: [z, i % 2 === 0 ? oneHot(random.integer(0, classes - 1), classes) : distribution(random, classes)] }
  }),
)

/** The right class is the least probable by far, or the most; and logits that are all as large: only without a shift do they overflow. */
export const largeSamples = caseSet('large-samples', (random) => [
  ...[0, 0.5, 1].flatMap((place) => {
    const z = towering(random, place)
    const lowest = z.indexOf(Math.min(...z))
    const highest = z.indexOf(Math.max(...z))
    return [{ args: [z, oneHot(lowest, z.length)] }, { args: [z, oneHot(highest, z.length)] }]
  }),
  { args: [random.vector(3).map((logit) => 900 + logit), oneHot(1, 3)] },
])

const logits = fc.array(onGrid(8), { minLength: 2, maxLength: 6 })

export const shifted = fc.record({ z: logits, c: fc.constantFrom(-1000, 0.5, 1000) })

export const logitMatrix = fc
  .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 2, max: 5 }))
  .chain(([rows, columns]) =>
    fc.array(fc.array(onGrid(8), { minLength: columns, maxLength: columns }), { minLength: rows, maxLength: rows }),
  )

/** Logits of which some are far larger than the others, and an order of them. */
export const ordered = fc.array(fc.oneof(onGrid(8), onGrid(1000)), { minLength: 2, maxLength: 6 }).chain((z) =>
  fc.record({
    z: fc.constant(z),
    order: fc.shuffledSubarray([...z.keys()], { minLength: z.length, maxLength: z.length }),
  }),
)

export const classified = logits.chain((z) => fc.record({ z: fc.constant(z), k: fc.integer({ min: 0, max: z.length - 1 }) }))

export function oneHot(k: number, classes: number): number[] {
  return Array.from({ length: classes }, (_, j) => (j === k ? 1 : 0))
}

function onGrid(bound: number): fc.Arbitrary<number> {
  return fc.integer({ min: -bound * GRID, max: bound * GRID }).map((steps) => steps / GRID)
}

function eighths(random: Random, length: number): number[] {
  return Array.from({ length }, () => random.integer(-16, 16) / GRID)
}

/** Ordinary logits, but two that lie within 2 of each other between 1000 and 10 000; one of them at `place`, from 0 (first) to 1 (last). */
function towering(random: Random, place: number, length = random.integer(3, 7)): number[] {
  const z = eighths(random, length)
  const height = random.integer(1000, 10_000)
  const first = Math.round(place * (length - 1))
  const second = random.pick([...z.keys()].filter((position) => position !== first))
  z[first] = height
  z[second] = height + random.integer(-16, -1) / GRID
  return z
}

function distribution(random: Random, classes: number): number[] {
  const weights = Array.from({ length: classes }, () => random.uniform(0.1, 1))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return weights.map((weight) => weight / total)
}
