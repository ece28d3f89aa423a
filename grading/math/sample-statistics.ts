/**
 * Arithmetic mean; NaN of nothing.
 *
 * @example
 * ```ts
 * meanOf([1, 2, 6]) // 3
 * ```
 */
export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, x) => sum + x, 0) / values.length
}

/**
 * Kolmogorov's statistic: the largest distance between the empirical distribution function and a continuous one.
 * NaN if a value is NaN.
 * @example
 * ```ts
 * distributionDistance([0.25, 0.75], (x) => x) // 0.25
 * ```
 */
export function distributionDistance(values: readonly number[], cdf: (x: number) => number): number {
  const n = values.length
  let largest = 0
  for (const [i, x] of Float64Array.from(values).sort().entries()) {
    const p = cdf(x)
    largest = Math.max(largest, (i + 1) / n - p, p - i / n)
  }
  return largest
}

/**
 * Pearson's correlation of two lists of equal length; NaN where one of them is constant.
 *
 * @example
 * ```ts
 * correlationOf([1, 2, 3], [2, 4, 6]).toFixed(6) // '1.000000'
 * ```
 */
export function correlationOf(a: readonly number[], b: readonly number[]): number {
  const [meanA, meanB] = [meanOf(a), meanOf(b)]
  let [both, ownA, ownB] = [0, 0, 0]
  for (const [i, x] of a.entries()) {
    const [u, v] = [x - meanA, (b[i] as number) - meanB]
    both += u * v
    ownA += u * u
    ownB += v * v
  }
  return both / Math.sqrt(ownA * ownB)
}

/** The fourth moment about the mean divided by the square of the second: 3 for normal numbers, 9/5 for uniform ones; NaN of a constant. */
export function kurtosisOf(values: readonly number[]): number {
  const mean = meanOf(values)
  let [second, fourth] = [0, 0]
  for (const x of values) {
    const square = (x - mean) ** 2
    second += square
    fourth += square * square
  }
  return (values.length * fourth) / second ** 2
}
