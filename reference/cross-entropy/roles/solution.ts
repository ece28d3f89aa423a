/**
 * Cross-entropy of each pair of output and target: −[y ln a + (1 − y) ln(1 − a)].
 *
 * @param a - (n,) float in 0..1, the outputs.
 * @param y - (n,) float in 0..1, the targets.
 * @returns (n,) ≥ 0, in nats, one value per pair; +Infinity where a certain output is wrong.
 * @remarks A term with weight 0 counts 0 (the limit of x ln x), so (0, 0) and (1, 1) give 0 rather than NaN. ln(1 − a) is taken
 * as log1p(−a): no digits are lost for small a.
 * @see Nielsen, Neural Networks and Deep Learning, chapter 3; golden values: fixtures/golden/cross-entropy/roles/PROVENANCE.md
 */
import type { Vector } from 'assay/math'

export function crossEntropy(a: Vector, y: Vector): number[] {
  return a.map((output, i) => {
    const target = y[i] as number
    return weighted(target, -Math.log(output)) + weighted(1 - target, -Math.log1p(-output))
  })
}

/**
 * The same cost as a function of the weighted input z, with a = σ(z).
 *
 * @param z - (n,) float, any finite value.
 * @param y - (n,) float in 0..1.
 * @returns (n,) ≥ 0, finite.
 * @remarks max(z, 0) − zy + ln(1 + e^(−|z|)). From z = 36.74 on σ(z) is exactly 1 in double precision, so ln(1 − σ(z)) is −Infinity; here
 * no exponential exceeds 1 and nothing is subtracted from 1.
 */
export function crossEntropyWithLogits(z: Vector, y: Vector): number[] {
  return z.map((logit, i) => {
    const target = y[i] as number
    const linear = logit > 0 ? logit * (1 - target) : -logit * target
    return linear + Math.log1p(Math.exp(-Math.abs(logit)))
  })
}

/**
 * What the cost is at the targets 0 and 1: with its arguments where they belong, and with a and y exchanged.
 *
 * @param a - output strictly between 0 and 1.
 * @returns `first` is −[y ln a + (1 − y) ln(1 − a)], `swapped` is −[a ln y + (1 − a) ln(1 − y)], the latter as a limit.
 */
export function boundaryCosts(a: number): { firstY0: number; firstY1: number; swappedY0: number; swappedY1: number } {
  return {
    firstY0: -Math.log1p(-a),
    firstY1: -Math.log(a),
    swappedY0: swapped(a, 0),
    swappedY1: swapped(a, 1),
  }
}

function swapped(a: number, y: number): number {
  return weighted(a, -Math.log(y)) + weighted(1 - a, -Math.log1p(-y))
}

function weighted(weight: number, surprise: number): number {
  return weight === 0 ? 0 : weight * surprise
}
