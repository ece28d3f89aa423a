import type { Matrix, Vector } from 'assay/math'
import { add, multiply, multiplyTransposed, outer, product } from '../layer.ts'

export interface LinearBackprop {
  /** ∂C/∂z of layers 2, …, L. */
  readonly delta: number[][]
  readonly dW: number[][][]
  readonly db: number[][]
}

/**
 * Activations of layers 2, …, L of a network of linear neurons: a^l = w^l a^{l−1} + b^l.
 *
 * @param weights - one (n_out, n_in) matrix per layer, first hidden layer first.
 * @param biases - one (n_out,) vector per layer.
 * @param x - (n_1,) input.
 */
export function linearForward(weights: readonly Matrix[], biases: readonly Vector[], x: Vector): number[][] {
  const a: number[][] = []
  weights.forEach((w, l) => {
    a.push(add(multiply(w, a[l - 1] ?? x), biases[l] as Vector))
  })
  return a
}

/** ½Σ(a − y)² over the outputs. */
export function quadraticCost(a: Vector, y: Vector): number {
  return a.reduce((sum, output, j) => sum + (output - (y[j] as number)) ** 2 / 2, 0)
}

/**
 * Back-propagation with the identity in place of σ, for the cost ½‖a^L − y‖²: δ^L = a^L − y, δ^l = (w^{l+1})ᵀ δ^{l+1}.
 *
 * @param weights - one (n_out, n_in) matrix per layer, first hidden layer first; one layer is allowed.
 * @param biases - one (n_out,) vector per layer.
 * @param x - (n_1,) input.
 * @param y - (n_L,) target.
 * @returns lists with one entry per layer, first hidden layer first; dW has the shapes of `weights`.
 * @see Nielsen, Neural Networks and Deep Learning, chapter 2; golden values: fixtures/golden/backpropagation/linear-network/PROVENANCE.md
 */
export function linearBackprop(weights: readonly Matrix[], biases: readonly Vector[], x: Vector, y: Vector): LinearBackprop {
  const a = linearForward(weights, biases, x)
  const last = weights.length - 1
  const delta: number[][] = new Array(weights.length)
  delta[last] = (a[last] as number[]).map((output, j) => output - (y[j] as number))
  for (let l = last - 1; l >= 0; l--) delta[l] = multiplyTransposed(weights[l + 1] as Matrix, delta[l + 1] as Vector)
  return { delta, dW: delta.map((d, l) => outer(d, a[l - 1] ?? x)), db: delta.map((d) => [...d]) }
}

/**
 * The one affine map x → W x + b that the whole network is: W = w^L … w^2, b = Σ_l w^L … w^{l+1} b^l.
 *
 * @param weights - one (n_out, n_in) matrix per layer, first hidden layer first, at least one.
 * @param biases - one (n_out,) vector per layer.
 * @returns W (n_L, n_1) and b (n_L,).
 * @throws RangeError for a network without layers.
 */
export function collapse(weights: readonly Matrix[], biases: readonly Vector[]): { W: Matrix; b: Vector } {
  const [first, ...later] = weights
  if (first === undefined) throw new RangeError('a network needs at least one layer')
  let W: Matrix = first
  let b = biases[0] as Vector
  later.forEach((w, l) => {
    W = product(w, W)
    b = add(multiply(w, b), biases[l + 1] as Vector)
  })
  return { W, b }
}
