/**
 * One step of gradient descent: v' = v − η ∇C(v). It goes against the slope, and the farther the steeper C is.
 *
 * @param v - (d,) where we stand; any finite values.
 * @param grad - (d,) ∇C(v); in one dimension the slope C'(v).
 * @param eta - learning rate, > 0.
 * @returns (d,) where the step ends; `v` itself where the gradient is zero.
 * @see Nielsen, Neural Networks and Deep Learning, ch. 1, eq. (15); golden values: fixtures/golden/gradient-descent/step/PROVENANCE.md
 */
import type { Vector } from 'assay/math'

export function gradientStep(v: Vector, grad: Vector, eta: number): number[] {
  return v.map((coordinate, i) => coordinate - eta * (grad[i] as number))
}

/**
 * The step of given length that lowers C most to first order: v' = v − ε ∇C/‖∇C‖ (Cauchy–Schwarz).
 *
 * @param v - (d,) where we stand; any finite values.
 * @param grad - (d,) ∇C(v).
 * @param epsilon - Euclidean length of the step, > 0.
 * @returns (d,) where the step ends; `v` itself where the gradient is zero, since no direction is downhill there.
 * @remarks The norm is taken with `Math.hypot`, which neither overflows nor underflows for entries from 1e-300 to 1e300.
 * @see Nielsen, ch. 1, exercise on the choice Δv = −η ∇C under ‖Δv‖ = ε; golden values: fixtures/golden/gradient-descent/step/PROVENANCE.md
 */
export function fixedLengthStep(v: Vector, grad: Vector, epsilon: number): number[] {
  const norm = Math.hypot(...grad)
  if (norm === 0) return [...v]
  return v.map((coordinate, i) => coordinate - epsilon * ((grad[i] as number) / norm))
}
