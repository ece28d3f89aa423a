import type { Plain } from 'assay'
import { part } from 'assay/checks'
import type { Matrix, Vector } from 'assay/math'
import { affine, back, type ForwardBackward, multiplyTransposed, outer, sigmoid } from './solution.ts'

/** The arguments of `forwardBackward`, in order. */
export interface Task {
  readonly x: Vector
  readonly y: Vector
  readonly W2: Matrix
  readonly b2: Vector
  readonly W3: Matrix
  readonly b3: Vector
}

/** Where a computation departs from the right one. What is left out is right. */
export interface Slip {
  /** Both matrices read with the first index for the layer before. */
  readonly transposedReading?: boolean
  readonly withoutBiases?: boolean
  /** In place of σ. */
  readonly squash?: (z: number) => number
  readonly cost?: (a: number, y: number, outputs: number) => number
  readonly delta3?: (a: number, y: number, outputs: number) => number
  /** δ2 from W3, δ3 and a2. */
  readonly delta2?: (W3: Matrix, delta3: Vector, a2: Vector) => number[]
}

export function taskOf(args: readonly Plain[]): Task {
  const [x, y, W2, b2, W3, b3] = args
  return { x, y, W2, b2, W3, b3 } as unknown as Task
}

/** The whole computation with a slip, or `undefined` where shapes do not allow it. */
export function slipped(task: Task, slip: Slip): ForwardBackward | undefined {
  if (slip.transposedReading === true && !(isSquare(task.W2) && isSquare(task.W3))) return undefined
  const { x, y } = task
  const W2 = slip.transposedReading === true ? transpose(task.W2) : task.W2
  const W3 = slip.transposedReading === true ? transpose(task.W3) : task.W3
  const [b2, b3] = slip.withoutBiases === true ? [task.b2.map(() => 0), task.b3.map(() => 0)] : [task.b2, task.b3]
  const squash = slip.squash ?? sigmoid
  const z2 = affine(W2, x, b2)
  const a2 = z2.map(squash)
  const z3 = affine(W3, a2, b3)
  const a3 = z3.map(squash)
  const costOf = slip.cost ?? crossEntropy
  const cost = a3.reduce((sum, a, j) => sum + costOf(a, y[j] as number, y.length), 0)
  const delta3Of = slip.delta3 ?? ((a, target) => a - target)
  const delta3 = a3.map((a, j) => delta3Of(a, y[j] as number, y.length))
  const delta2 = (slip.delta2 ?? back)(W3, delta3, a2)
  const dW3 = outer(delta3, a2)
  const dW2 = outer(delta2, x)
  return { z2, a2, z3, a3, cost, delta3, delta2, delta1: back(W2, delta2, x), dW3, db3: delta3, dW2, db2: delta2 }
}

/** One output's part of the cost; a zero target makes its term 0 also where the logarithm is not finite. */
export function crossEntropy(a: number, y: number): number {
  return -(y === 0 ? 0 : y * Math.log(a)) - (y === 1 ? 0 : (1 - y) * Math.log(1 - a))
}

export function isSquare(matrix: Matrix): boolean {
  return matrix.length === matrix[0]?.length
}

export function transpose(matrix: Matrix): number[][] {
  return (matrix[0] ?? []).map((_, k) => matrix.map((row) => row[k] as number))
}

/** A vector among the submission's own results, without axes of length 1, if it has this many numbers. */
export function ownVector(answer: Plain, name: string, size: number): number[] | undefined {
  const numbers = [part(answer, name) ?? []].flat(3) as unknown[]
  return numbers.length === size && numbers.every((entry) => typeof entry === 'number') ? (numbers as number[]) : undefined
}

/** The step size of the sheet's one step of gradient descent. */
const ETA = 0.5

/** Right formulas except where named. The ids are those of the known mistakes. */
export const SLIPS = {
  'transposed-reading': { transposedReading: true },
  'not-transposed': {
    delta2: (W3, delta3, a2) => (isSquare(W3) ? back(transpose(W3), delta3, a2) : back(W3, delta3, a2)),
  },
  'no-sigma-prime': { delta2: (W3, delta3) => multiplyTransposed(W3, delta3) },
  'sigma-prime-of-activation': {
    delta2: (W3, delta3, a2) => multiplyTransposed(W3, delta3).map((value, k) => value * slope(sigmoid(a2[k] as number))),
  },
  'quadratic-cost': { cost: (a, y) => (a - y) ** 2 / 2, delta3: (a, y) => (a - y) * slope(a) },
  'extra-sigma-prime': { delta3: (a, y) => (a - y) * slope(a) },
  'updated-weights': {
    delta2: (W3, delta3, a2) => {
      const updated = W3.map((row, j) => row.map((w, k) => w - ETA * (delta3[j] as number) * (a2[k] as number)))
      return back(updated, delta3, a2)
    },
  },
  'biases-dropped': { withoutBiases: true },
  'tanh-neurons': { squash: Math.tanh },
  'tanh-and-its-slope': {
    squash: Math.tanh,
    delta2: (W3, delta3, a2) => multiplyTransposed(W3, delta3).map((value, k) => value * (1 - (a2[k] as number) ** 2)),
  },
  'output-sign': { delta3: (a, y) => y - a },
  'mean-over-outputs': { cost: (a, y, outputs) => crossEntropy(a, y) / outputs, delta3: (a, y, outputs) => (a - y) / outputs },
  'first-term-only': { cost: (a, y) => (y === 0 ? 0 : -y * Math.log(a)) },
} as const satisfies Readonly<Record<string, Slip>>

function slope(a: number): number {
  return a * (1 - a)
}
