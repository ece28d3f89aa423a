/**
 * Mean cross-entropy of one sigmoid neuron: C = −(1/n) Σ [y ln a + (1 − y) ln(1 − a)], a = σ(w·x + b).
 *
 * @param X - (n, d) float, one sample a row; n ≥ 1.
 * @param y - (n,) float in 0..1.
 * @param w - (d,) float weights.
 * @param b - bias.
 * @returns scalar ≥ 0, in nats.
 * @remarks Each term is ln(1 + e^z) − yz, arranged so that no exponential exceeds 1.
 * @see Nielsen, Neural Networks and Deep Learning, chapter 3; golden values: fixtures/golden/cross-entropy/optimum/PROVENANCE.md
 */
import type { Matrix, Vector } from 'assay/math'

export function logisticCost(X: Matrix, y: Vector, w: Vector, b: number): number {
  return mean(
    X.map((x, i) => {
      const z = dot(w, x) + b
      return Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))) - (y[i] as number) * z
    }),
  )
}

/**
 * Gradient of {@link logisticCost}: (1/n) Σ (σ(z) − y) x̃ with x̃ = (x, 1).
 *
 * @returns (d + 1,); the weights first, the bias last.
 */
export function logisticGradient(X: Matrix, y: Vector, w: Vector, b: number): number[] {
  const errors = X.map((x, i) => sigmoid(dot(w, x) + b) - (y[i] as number))
  const inputs = X.map(augmented)
  return [...w, b].map((_, j) => mean(inputs.map((input, i) => (errors[i] as number) * (input[j] as number))))
}

/**
 * Second derivatives of {@link logisticCost}: (1/n) Σ σ′(z) x̃ x̃ᵀ. The targets do not occur in it.
 *
 * @returns (d + 1, d + 1) symmetric, positive semidefinite; rows and columns as in {@link logisticGradient}.
 * @remarks vᵀHv = (1/n) Σ σ′(z)(v·x̃)² ≥ 0 for every v, zero only where v is orthogonal to every x̃: the rank is that of the augmented inputs.
 */
export function logisticHessian(X: Matrix, _y: Vector, w: Vector, b: number): number[][] {
  const curvatures = X.map((x) => sigmoidSlope(dot(w, x) + b))
  const inputs = X.map(augmented)
  const parameters = [...w, b]
  return parameters.map((_row, j) =>
    parameters.map((_column, k) =>
      mean(inputs.map((input, i) => (curvatures[i] as number) * ((input[j] as number) * (input[k] as number)))),
    ),
  )
}

/**
 * Entropy of a coin that shows heads with probability y: −y ln y − (1 − y) ln(1 − y).
 *
 * @param y - (n,) float in 0..1.
 * @returns (n,) in nats, between 0 and ln 2; exactly 0 at y = 0 and y = 1.
 */
export function binaryEntropy(y: Vector): number[] {
  return y.map((p) => (p === 0 || p === 1 ? 0 : -p * Math.log(p) - (1 - p) * Math.log1p(-p)))
}

function sigmoid(z: number): number {
  return 1 / (1 + Math.exp(-z))
}

/** σ′(z) = 1 / (e^(z/2) + e^(−z/2))²: no 1 − σ, which would lose its digits for large z. */
function sigmoidSlope(z: number): number {
  return 1 / (Math.exp(z / 2) + Math.exp(-z / 2)) ** 2
}

function augmented(x: Vector): number[] {
  return [...x, 1]
}

function dot(u: Vector, v: Vector): number {
  return u.reduce((total, value, i) => total + value * (v[i] as number), 0)
}

function mean(values: Vector): number {
  return values.reduce((total, value) => total + value, 0) / values.length
}
