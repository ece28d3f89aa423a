import type { Nested, Vector } from 'assay/math'

/**
 * Softmax along the last axis: a_j = exp(z_j) / Σ_k exp(z_k).
 *
 * @param z - (…, c) float; any finite logits, c ≥ 1.
 * @returns (…, c); positive, each row sums to 1.
 * @remarks Each row is shifted by its own maximum, so no exponential exceeds 1 and no row loses all of its terms.
 * @see Goodfellow, Bengio, Courville 2016, section 4.1; golden values: fixtures/golden/backpropagation/softmax/PROVENANCE.md
 */
export function softmax(z: Nested): Nested {
  return alongLastAxis(z, (row) => {
    const highest = Math.max(...row)
    const exponentials = row.map((logit) => Math.exp(logit - highest))
    const total = sum(exponentials)
    return exponentials.map((exponential) => exponential / total)
  })
}

/**
 * Natural logarithm of the softmax along the last axis, without forming the softmax.
 *
 * @param z - (…, c) float; any finite logits, c ≥ 1.
 * @returns (…, c); ≤ 0 and finite, also where the softmax itself underflows to 0.
 * @remarks z_j − m − ln Σ_k exp(z_k − m) with m the maximum of the row; the sum is at least 1.
 */
export function logSoftmax(z: Nested): Nested {
  return alongLastAxis(z, (row) => {
    const highest = Math.max(...row)
    const logTotal = Math.log(sum(row.map((logit) => Math.exp(logit - highest))))
    return row.map((logit) => logit - highest - logTotal)
  })
}

/**
 * Log-likelihood cost C = −Σ_j y_j ln a_j of one sample, with a = softmax(z).
 *
 * @param z - (c,) float logits.
 * @param y - (c,) float target, one-hot or any distribution.
 * @returns scalar, in nats.
 */
export function logLikelihoodCost(z: Vector, y: Vector): number {
  const logOutputs = logSoftmax(z) as Vector
  return -sum(y.map((target, j) => target * (logOutputs[j] as number)))
}

/**
 * δ = ∂C/∂z of {@link logLikelihoodCost}: a_j Σ_k y_k − y_j, which is a − y because the targets sum to 1.
 *
 * @param z - (c,) float logits.
 * @param y - (c,) float target with Σ y = 1.
 * @returns (c,)
 * @see Nielsen, Neural Networks and Deep Learning, chapter 3, "Softmax"
 */
export function outputDelta(z: Vector, y: Vector): number[] {
  const outputs = softmax(z) as Vector
  return outputs.map((output, j) => output - (y[j] as number))
}

function alongLastAxis(nested: Nested, row: (logits: Vector) => number[]): Nested {
  if (typeof nested === 'number') return row([nested])[0] as number
  return nested.every((item) => typeof item === 'number') ? row(nested as Vector) : nested.map((item) => alongLastAxis(item, row))
}

function sum(values: Vector): number {
  return values.reduce((total, value) => total + value, 0)
}
