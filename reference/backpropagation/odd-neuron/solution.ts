import type { Matrix, Vector } from 'assay/math'
import { activationOf, sigmoid } from '../activation.ts'
import { add, multiply, multiplyTransposed, outer } from '../layer.ts'

export interface Forward {
  /** Activations of layers 2, …, L; the input is not among them. */
  readonly a: number[][]
  /** Weighted inputs of layers 2, …, L. */
  readonly z: number[][]
}

export interface Backprop extends Forward {
  /** ∂C/∂z of layers 2, …, L. */
  readonly delta: number[][]
  readonly dW: number[][][]
  readonly db: number[][]
}

/**
 * One training example forward through a network in which every neuron has its own activation function.
 *
 * @param weights - one (n_out, n_in) matrix per layer, first hidden layer first.
 * @param biases - one (n_out,) vector per layer.
 * @param x - (n_1,) input.
 * @param activations - one list of names per layer, one name per neuron: sigmoid, tanh, softplus, sin, square, identity.
 * @throws RangeError for an activation name outside this list.
 */
export function forward(
  weights: readonly Matrix[],
  biases: readonly Vector[],
  x: Vector,
  activations: readonly (readonly string[])[],
): Forward {
  const a: number[][] = []
  const z: number[][] = []
  weights.forEach((w, l) => {
    const weighted = add(multiply(w, a[l - 1] ?? x), biases[l] as Vector)
    z.push(weighted)
    a.push(weighted.map((value, j) => activationOf(activations[l]?.[j] as string).value(value)))
  })
  return { a, z }
}

/**
 * Cost of one example, summed over the outputs: `quadratic` ½Σ(a − y)² or `cross_entropy` −Σ[y ln a + (1 − y) ln(1 − a)], in nats.
 *
 * @param a - (n_L,) output activations; for the cross-entropy strictly between 0 and 1.
 * @param y - (n_L,) targets; for the cross-entropy in [0, 1].
 * @throws RangeError for another name of a cost.
 */
export function costOf(a: Vector, y: Vector, cost: string): number {
  return a.reduce((sum, output, j) => sum + term(output, y[j] as number, cost), 0)
}

function term(a: number, y: number, cost: string): number {
  if (cost === 'quadratic') return (a - y) ** 2 / 2
  if (cost === 'cross_entropy') return -(y * Math.log(a) + (1 - y) * Math.log(1 - a))
  throw new RangeError(`unknown cost ${cost}; known: quadratic, cross_entropy`)
}

/**
 * Back-propagation where every neuron (l, j) has its own f: δ_j^L = ∂C/∂a_j f′(z_j^L), δ_j^l = (Σ_k w_kj^{l+1} δ_k^{l+1}) f′(z_j^l),
 * ∂C/∂b = δ, ∂C/∂w_jk^l = a_k^{l−1} δ_j^l.
 *
 * @param weights - one (n_out, n_in) matrix per layer, first hidden layer first.
 * @param biases - one (n_out,) vector per layer.
 * @param x - (n_1,) input.
 * @param y - (n_L,) target.
 * @param activations - names, see {@link forward}.
 * @param cost - `quadratic` or `cross_entropy`, see {@link costOf}.
 * @returns lists with one entry per layer, first hidden layer first; dW has the shapes of `weights`.
 * @throws RangeError for an unknown activation or cost.
 * @remarks The cross-entropy of a sigmoid output is differentiated to a − y directly, so that a saturated output gives no 0/0.
 * @see Nielsen, Neural Networks and Deep Learning, chapter 2, equations BP1 to BP4; golden values: fixtures/golden/backpropagation/odd-neuron/PROVENANCE.md
 */
export function backprop(
  weights: readonly Matrix[],
  biases: readonly Vector[],
  x: Vector,
  y: Vector,
  activations: readonly (readonly string[])[],
  cost: string,
): Backprop {
  const { a, z } = forward(weights, biases, x, activations)
  const last = weights.length - 1
  const delta: number[][] = new Array(weights.length)
  delta[last] = (z[last] as number[]).map((value, j) => outputDelta(value, y[j] as number, activations[last]?.[j] as string, cost))
  for (let l = last - 1; l >= 0; l--) {
    const back = multiplyTransposed(weights[l + 1] as Matrix, delta[l + 1] as Vector)
    delta[l] = back.map((value, j) => value * activationOf(activations[l]?.[j] as string).slope(z[l]?.[j] as number))
  }
  const dW = delta.map((d, l) => outer(d, l === 0 ? x : (a[l - 1] as number[])))
  return { a, z, delta, dW, db: delta.map((d) => [...d]) }
}

function outputDelta(z: number, y: number, name: string, cost: string): number {
  if (cost === 'cross_entropy' && name === 'sigmoid') return sigmoid(z) - y
  const { value, slope } = activationOf(name)
  const a = value(z)
  if (cost === 'quadratic') return (a - y) * slope(z)
  if (cost === 'cross_entropy') return ((a - y) / (a * (1 - a))) * slope(z)
  throw new RangeError(`unknown cost ${cost}; known: quadratic, cross_entropy`)
}
