import { listOf } from 'assay'
import { type Case, caseSet, oneApart } from 'assay/checks'
import type { Random } from 'assay/math'
import * as fc from 'fast-check'
import { drawNetwork } from '../network.ts'

const SHEET_WEIGHTS = listOf([
  [
    [1, 2],
    [0, -1],
    [3, 1],
  ],
  [
    [1, 0, 2],
    [-1, 1, 0],
  ],
  [[2, -1]],
])
const SHEET_BIASES = listOf([[1, 0, -1], [0, 1], [3]])
const SHEET_LABEL = 'the 2-3-2-1 network of integers in the statement'

const SQUARE_WEIGHTS = listOf([
  [
    [1, 2],
    [0, -1],
  ],
  [
    [3, 1],
    [-1, 2],
  ],
  [
    [1, -2],
    [4, 1],
  ],
])
const SQUARE_BIASES = listOf([
  [1, -1],
  [2, 0],
  [0, 3],
])
const SQUARE_LABEL = 'the 2-2-2-2 network of integers in the statement'

export const sheet = caseSet(
  'sheet',
  () => [{ args: [SHEET_WEIGHTS, SHEET_BIASES, [1, 2], [10]], label: SHEET_LABEL }],
  (random) => [drawnCase(random, [2, 3, 2, 1])],
)
export const sheetLayers = caseSet(
  'sheet-layers',
  () => [{ args: [SHEET_WEIGHTS, SHEET_BIASES], label: SHEET_LABEL }],
  (random) => [drawnLayers(random, [2, 3, 2, 1])],
)
export const square = caseSet(
  'square',
  () => [{ args: [SQUARE_WEIGHTS, SQUARE_BIASES, [2, 1], [4, -1]], label: SQUARE_LABEL }],
  (random) => [drawnCase(random, [2, 2, 2, 2])],
)
export const squareLayers = caseSet(
  'square-layers',
  () => [{ args: [SQUARE_WEIGHTS, SQUARE_BIASES], label: SQUARE_LABEL }],
  (random) => [drawnLayers(random, [2, 2, 2, 2])],
)

/** Two to six layers, of all different widths, of equal ones, and of both. */
const WIDTHS = [
  [2, 3],
  [3, 3],
  [3, 2, 4],
  [2, 2, 2],
  [4, 1, 3, 2],
  [3, 3, 3, 3],
  [2, 4, 4, 2, 3],
  [1, 3, 5, 2, 4],
  [2, 5, 3, 4, 1, 2],
  [2, 2, 2, 2, 2, 2],
] as const

/** Of networks that are mixed with each other. */
const ALIKE = [3, 4, 2] as const

export const networks = caseSet('networks', (random) => [
  ...drawn(random, 2).map(({ weights, biases, x, y }) => ({ args: [listOf(weights), listOf(biases), x, y] })),
  ...oneApart(drawnCase(random, ALIKE), drawnCase(random, ALIKE)),
])

export const layers = caseSet('layers', (random) => [
  ...drawn(random, 2).map(({ weights, biases }) => ({ args: [listOf(weights), listOf(biases)] })),
  ...oneApart(drawnLayers(random, ALIKE), drawnLayers(random, ALIKE)),
])

export const differences = caseSet('differences', (random) =>
  [
    [3, 2, 4],
    [2, 3, 4, 2],
  ].map((widths) => drawnCase(random, widths)),
)

function drawnCase(random: Random, widths: readonly number[]): Case {
  const { weights, biases, x, y } = draw(random, widths)
  return { args: [listOf(weights), listOf(biases), x, y] }
}

function drawnLayers(random: Random, widths: readonly number[]): Case {
  return { args: drawnCase(random, widths).args.slice(0, 2) }
}

function drawn(random: Random, rounds: number) {
  return Array.from({ length: rounds }, () => WIDTHS.map((widths) => draw(random, widths))).flat()
}

function draw(random: Random, widths: readonly number[]) {
  return { ...drawNetwork(random, widths), y: random.vector(widths.at(-1) as number) }
}

export interface Mapped {
  readonly weights: number[][][]
  readonly biases: number[][]
  readonly x: number[]
}

const whole = fc.integer({ min: -3, max: 3 })
const vector = (length: number) => fc.array(whole, { minLength: length, maxLength: length })
const matrix = (rows: number, columns: number) => fc.array(vector(columns), { minLength: rows, maxLength: rows })

/** Networks of integers and an input: small enough that every product is exact. */
export const mapped: fc.Arbitrary<Mapped> = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 2, maxLength: 5 }).chain((widths) => {
  const shapes = widths.slice(1).map((width, l) => [width, widths[l] as number] as const)
  return fc.record({
    weights: fc.tuple(...shapes.map(([rows, columns]) => matrix(rows, columns))),
    biases: fc.tuple(...shapes.map(([rows]) => vector(rows))),
    x: fc.oneof(vector(widths[0] as number), fc.constant(new Array<number>(widths[0] as number).fill(0))),
  })
})
