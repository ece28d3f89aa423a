import type { Matrix, Vector } from 'assay/math'

export interface ForwardBackward {
  readonly z2: number[]
  readonly a2: number[]
  readonly z3: number[]
  readonly a3: number[]
  /** Summed over the outputs, in nats. */
  readonly cost: number
  readonly delta3: number[]
  readonly delta2: number[]
  /** (W2ᵀ δ2) ⊙ x ⊙ (1 − x). */
  readonly delta1: number[]
  readonly dW3: number[][]
  readonly db3: number[]
  readonly dW2: number[][]
  readonly db2: number[]
}

/**
 * One example forward and backward through a network with one hidden layer, sigmoid everywhere, cross-entropy cost summed over the outputs.
 *
 * @param x - (n_1,) input.
 * @param y - (n_3,) target in [0, 1].
 * @param W2 - (n_2, n_1); row j holds the weights into hidden neuron j.
 * @param b2 - (n_2,).
 * @param W3 - (n_3, n_2).
 * @param b3 - (n_3,).
 * @returns vectors and matrices in the shapes of the layers; dW2 and dW3 have the shapes of W2 and W3.
 * @remarks The cost is taken from the weighted inputs, max(z, 0) − z y + ln(1 + e^−|z|), which stays finite when an output saturates.
 *   The input layer has no weighted input. delta1 is what δ would be there if x were σ(z¹); ∂C/∂x is W2ᵀ δ2.
 * @see Nielsen, Neural Networks and Deep Learning, chapter 3, equation 68; golden values:
 *   fixtures/golden/cross-entropy/two-layer-network/PROVENANCE.md
 */
export function forwardBackward(x: Vector, y: Vector, W2: Matrix, b2: Vector, W3: Matrix, b3: Vector): ForwardBackward {
  const z2 = affine(W2, x, b2)
  const a2 = z2.map(sigmoid)
  const z3 = affine(W3, a2, b3)
  const a3 = z3.map(sigmoid)
  const cost = z3.reduce((sum, z, j) => sum + Math.max(z, 0) - z * (y[j] as number) + Math.log1p(Math.exp(-Math.abs(z))), 0)
  const delta3 = a3.map((a, j) => a - (y[j] as number))
  const delta2 = back(W3, delta3, a2)
  const delta1 = back(W2, delta2, x)
  const dW3 = outer(delta3, a2)
  const dW2 = outer(delta2, x)
  return { z2, a2, z3, a3, cost, delta3, delta2, delta1, dW3, db3: [...delta3], dW2, db2: [...delta2] }
}

/** 1/(1 + e^−z). */
export function sigmoid(z: number): number {
  return 1 / (1 + Math.exp(-z))
}

/** `W v + b`: (m, n), (n,) and (m,) give (m,). */
export function affine(W: Matrix, v: Vector, b: Vector): number[] {
  return W.map((row, j) => row.reduce((sum, w, k) => sum + w * (v[k] as number), b[j] as number))
}

/** `Wᵀ v`: (m, n) and (m,) give (n,). */
export function multiplyTransposed(W: Matrix, v: Vector): number[] {
  const columns = W[0]?.length ?? 0
  return Array.from({ length: columns }, (_, k) => W.reduce((sum, row, j) => sum + (row[k] as number) * (v[j] as number), 0))
}

/** `(Wᵀ δ) ⊙ a ⊙ (1 − a)`: one step back to a layer of sigmoid neurons with activations a. */
export function back(W: Matrix, delta: Vector, a: Vector): number[] {
  return multiplyTransposed(W, delta).map((value, k) => value * (a[k] as number) * (1 - (a[k] as number)))
}

/** `u vᵀ`: (m,) and (n,) give (m, n). */
export function outer(left: Vector, right: Vector): number[][] {
  return left.map((u) => right.map((v) => u * v))
}
