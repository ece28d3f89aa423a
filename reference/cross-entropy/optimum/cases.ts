import type { Plain } from 'assay'
import { type Case, caseSet, oneApart } from 'assay/checks'
import { type Random, symmetricEigenvalues } from 'assay/math'
import * as fc from 'fast-check'
import { ZERO_SHARE } from './observations.ts'
import { logisticHessian } from './solution.ts'

export interface Problem {
  readonly X: number[][]
  readonly y: number[]
  readonly w: number[]
  readonly b: number
}

export function argsOf({ X, y, w, b }: Problem): Plain[] {
  return [X, y, w, b]
}

const FOUR_SAMPLES: Problem = {
  X: [
    [-1, 2],
    [1, -1],
    [2, 0.5],
    [0, -2],
  ],
  y: [0.25, 1, 0, 0.8],
  w: [0.3, -0.2],
  b: 0.1,
}

/** z = 7.5, −7.5 and 1.5: outputs near 1 and 0, and targets at the other end. */
const FAR_OFF: Problem = { X: [[2.5], [-2.5], [0.5]], y: [0, 1, 0.5], w: [3], b: 0 }

const ONE_INPUT: Problem = { X: [[2], [-1], [0.5]], y: [0.9, 0, 0.5], w: [-0.7], b: 0.4 }

export const known = caseSet(
  'known',
  () => [
    { args: argsOf(FOUR_SAMPLES), label: 'four samples with two inputs' },
    { args: argsOf(ONE_INPUT), label: 'three samples with one input' },
    { args: argsOf(FAR_OFF), label: 'three samples, two of them far on the wrong side' },
  ],
  (source) => [drawn(source, 4, 2), drawn(source, 3, 1)],
)

/** Weights small enough that ln(1 − σ(z)) keeps its digits in single precision: |z| stays below about 8. */
export const random = caseSet('random', (source) => [
  ...Array.from({ length: 25 }, () => {
    const d = source.integer(1, 6)
    return drawn(source, source.integer(1, 7), d)
  }),
  ...[2, 3].map((d) => farOff(source, d)),
  ...oneApart(drawn(source, 4, 3), drawn(source, 4, 3)),
])

function drawn(source: Random, n: number, d: number): Case {
  const y = Array.from({ length: n }, () => source.pick([0, 1, source.uniform(0, 1), source.uniform(0, 1)]))
  return { args: [source.matrix(n, d), y, source.vector(d, 0.5), source.normal()] }
}

/** Samples along w, so that |z| is between 6.5 and 7.5 on either side. */
function farOff(source: Random, d: number): Case {
  const w = source.vector(d)
  const square = w.reduce((sum, x) => sum + x * x, 0)
  const X = [1, -1, 1].map((side) => {
    const z = side * source.uniform(6.5, 7.5)
    return w.map((x) => (z * x) / square)
  })
  return { args: [X, [0, 1, source.uniform(0, 1)], w, 0] }
}

export const probabilities = caseSet(
  'probabilities',
  () => [{ args: [[0, 0.01, 0.1, 0.25, 0.5, 1]] }],
  (source) => [{ args: [[0, ...Array.from({ length: 4 }, () => source.uniform(0.01, 0.99)), 1]] }],
)

const coordinate = fc.integer({ min: -16, max: 16 }).map((k) => k / 8)

/** Inputs and parameters on a grid of 1/8; targets on 1/16, both ends included. */
export const problem: fc.Arbitrary<Problem> = sized(1, 5, 1, 3).chain(([n, d]) =>
  fc.record({
    X: fc.array(fc.array(coordinate, { minLength: d, maxLength: d }), { minLength: n, maxLength: n }),
    y: fc.array(
      fc.integer({ min: 0, max: 16 }).map((k) => k / 16),
      { minLength: n, maxLength: n },
    ),
    w: fc.array(
      coordinate.map((value) => value / 2),
      { minLength: d, maxLength: d },
    ),
    b: coordinate,
  }),
)

/** The same with no target at 0 or 1: a curvature that wrongly depends on the targets is still a curvature. */
export const undecided = problem.map((given) => ({ ...given, y: given.y.map((target) => (1 + 14 * target) / 16) }))

/** The same with the targets the neuron gives: σ(z) = y for every sample. */
export const attained = problem.map((given) => ({ ...given, y: outputsOf(given) }))

/** Eigenvalues of ours lie above this share or are zero, so that the count is beyond doubt. */
const CLEAR_SHARE = 1e-3

/** Problems with whole-numbered inputs, whose augmented inputs often do not span all directions. */
export const ranked = sized(1, 4, 1, 3)
  .chain(([n, d]) =>
    fc.record({
      X: fc.array(fc.array(fc.integer({ min: -2, max: 2 }), { minLength: d, maxLength: d }), { minLength: n, maxLength: n }),
      y: fc.constant(Array.from({ length: n }, () => 0.5)),
      w: fc.constant(Array.from({ length: d }, (_, j) => (j === 0 ? 0.5 : -0.25))),
      b: fc.constant(0.125),
    }),
  )
  .filter((given) => {
    const eigenvalues = symmetricEigenvalues(logisticHessian(given.X, given.y, given.w, given.b))
    const largest = eigenvalues.at(-1) as number
    return eigenvalues.every((value) => value > CLEAR_SHARE * largest || Math.abs(value) < 1e-12 * largest)
  })

export function rankOf(eigenvalues: readonly number[]): number {
  const largest = Math.max(...eigenvalues.map(Math.abs))
  return eigenvalues.filter((value) => Math.abs(value) > ZERO_SHARE * largest).length
}

export const probability = fc.integer({ min: 0, max: 4096 }).map((k) => k / 4096)

export function outputsOf({ X, w, b }: Problem): number[] {
  return X.map((x) => 1 / (1 + Math.exp(-x.reduce((z, input, j) => z + input * (w[j] as number), b))))
}

function sized(leastRows: number, mostRows: number, leastColumns: number, mostColumns: number): fc.Arbitrary<[number, number]> {
  return fc.tuple(fc.integer({ min: leastRows, max: mostRows }), fc.integer({ min: leastColumns, max: mostColumns }))
}
