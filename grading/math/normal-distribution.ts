/** Beyond this the tail is below 1e-15. */
const FAR = 8

/**
 * Φ(x): the probability that a standard normal number is at most x.
 *
 * @remarks Φ(x) = 1/2 + φ(x)·(x + x³/3 + x⁵/(3·5) + …), all terms of one sign. The absolute error is below 1e-14.
 * @see Marsaglia, Evaluating the Normal Distribution, Journal of Statistical Software 11(4), 2004
 * @example
 * ```ts
 * normalCdf(0) // 0.5
 * normalCdf(1.96).toFixed(3) // '0.975'
 * ```
 */
export function normalCdf(x: number): number {
  if (Number.isNaN(x)) return Number.NaN
  if (x > FAR) return 1
  if (x < -FAR) return 0
  let term = x
  let sum = x
  for (let divisor = 3, before = Number.NaN; sum !== before; divisor += 2) {
    before = sum
    term *= (x * x) / divisor
    sum += term
  }
  return 0.5 + (sum * Math.exp(-0.5 * x * x)) / Math.sqrt(2 * Math.PI)
}
