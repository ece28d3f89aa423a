import type { Plain } from 'assay'
import type { Matrix, Vector } from 'assay/math'
import { sigmoidSlope } from '../activation.ts'
import { multiply, multiplyTransposed, product } from '../layer.ts'
import { outerPerLayer } from '../network.ts'
import { collapse, type LinearBackprop, linearForward } from './solution.ts'

/** The arguments of `linearBackprop`, in order; `collapse` has the first two. */
export interface Task {
  readonly weights: readonly Matrix[]
  readonly biases: readonly Vector[]
  readonly x: Vector
  readonly y: Vector
}

/** Where a back-propagation departs from the right one. What is left out is right. */
export interface Slip {
  readonly withoutBiases?: boolean
  /** ∂C/∂a of one output, of so many. */
  readonly outputSlope?: (a: number, y: number, outputs: number) => number
  /** A factor on δ of one neuron; `hidden` is false in the output layer. */
  readonly factor?: (a: number, hidden: boolean) => number
  /** `untransposed` takes w itself wherever that fits. */
  readonly order?: 'reversed' | 'stops-early' | 'untransposed'
}

export function taskOf(args: readonly Plain[]): Task {
  const [weights, biases, x, y] = args
  return { weights, biases, x, y } as unknown as Task
}

/** The activations that come into each layer: the input first, the outputs left out. */
export function incomingOf({ weights, biases, x }: Task): number[][] {
  return [[...x], ...linearForward(weights, biases, x).slice(0, -1)]
}

/** The whole computation with a slip, or `undefined` where shapes do not allow it. */
export function slipped(task: Task, slip: Slip): LinearBackprop | undefined {
  const { weights, x, y } = task
  const biases = slip.withoutBiases === true ? task.biases.map((b) => b.map(() => 0)) : task.biases
  const a = linearForward(weights, biases, x)
  const slope = slip.outputSlope ?? ((output, target) => output - target)
  const factor = slip.factor ?? (() => 1)
  const last = weights.length - 1
  const outputs = a[last] as number[]
  const atOutput = outputs.map((output, j) => slope(output, y[j] as number, outputs.length) * factor(output, false))
  const delta: number[][] = new Array(weights.length)
  delta[last] = atOutput
  for (let l = last - 1; l >= 0; l--) {
    const back = backTo(l, weights, delta[l + 1] as Vector, atOutput, slip.order)
    if (back === undefined) return undefined
    delta[l] = back.map((value, j) => value * factor(a[l]?.[j] as number, true))
  }
  return { delta, dW: outerPerLayer(delta, [x, ...a.slice(0, -1)]), db: delta }
}

function backTo(l: number, weights: readonly Matrix[], next: Vector, atOutput: Vector, order: Slip['order']): number[] | undefined {
  const following = weights[l + 1] as Matrix
  if (order === undefined) return multiplyTransposed(following, next)
  if (order === 'untransposed')
    return following.length === following[0]?.length ? multiply(following, next) : multiplyTransposed(following, next)
  if (order === 'reversed') {
    let vector: number[] | undefined = [...atOutput]
    for (const w of weights.slice(l + 1)) vector = vector?.length === w.length ? multiplyTransposed(w, vector) : undefined
    return vector?.length === following[0]?.length ? vector : undefined
  }
  return weights.slice(l + 1, -1).reduceRight<number[]>((v, w) => sharedRowsTransposed(w, v), [...atOutput])
}

/** `Wᵀ v` over the rows that both have: what a loop does that stops at the shorter one. */
function sharedRowsTransposed(w: Matrix, v: Vector): number[] {
  return (w[0] as Vector).map((_, k) => w.reduce((sum, row, j) => sum + (row[k] as number) * (v[j] ?? 0), 0))
}

/** W with the factors multiplied in the order w² … w^L, where shapes allow it. */
export function reversedProduct({ weights }: Task): Matrix | undefined {
  let W: Matrix | undefined = weights[0]
  for (const w of weights.slice(1)) W = W === undefined || W[0]?.length !== w.length ? undefined : product(W, w)
  return W
}

/** All biases added up as they are, where the layers are equally wide. */
export function sumOfBiases({ biases }: Task): number[] | undefined {
  const width = biases[0]?.length
  if (biases.some((b) => b.length !== width)) return undefined
  return (biases[0] as Vector).map((_, j) => biases.reduce((sum, b) => sum + (b[j] as number), 0))
}

/** [W b; 0 1]: the affine map as one matrix that acts on (x, 1). */
export function homogeneous({ weights, biases }: Task): number[][] {
  const { W, b } = collapse(weights, biases)
  return [...W.map((row, j) => [...row, b[j] as number]), [...(W[0] as Vector).map(() => 0), 1]]
}

/** Right formulas except where named. The ids are those of the known mistakes. */
export const SLIPS = {
  'output-sign': { outputSlope: (a, y) => y - a },
  'mean-over-outputs': { outputSlope: (a, y, outputs) => (a - y) / outputs },
  'squared-norm': { outputSlope: (a, y) => 2 * (a - y) },
  'biases-dropped': { withoutBiases: true },
  'stops-early': { order: 'stops-early' },
  'reversed-order': { order: 'reversed' },
  'not-transposed': { order: 'untransposed' },
  'keeps-slope': { factor: (a) => a * (1 - a) },
  'keeps-slope-in-hidden-layers': { factor: (a, hidden) => (hidden ? a * (1 - a) : 1) },
  'keeps-sigma-prime': { factor: (a, hidden) => (hidden ? sigmoidSlope(a) : 1) },
  'times-activation': { factor: (a, hidden) => (hidden ? a : 1) },
} as const satisfies Readonly<Record<string, Slip>>
