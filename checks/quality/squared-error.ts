/**
 * Mean of (f(a) − b)² over all elements, summed in float64.
 *
 * @param change - f, the identity by default.
 * @throws RangeError if the lengths differ or are 0.
 * @example
 * ```ts
 * meanSquaredError([1, 2], [1, 4]) // 2
 * ```
 */
export function meanSquaredError(a: ArrayLike<number>, b: ArrayLike<number>, change: (value: number) => number = same): number {
  if (a.length !== b.length || a.length === 0) throw new RangeError(`${a.length} numbers cannot be compared with ${b.length}`)
  let total = 0
  for (let i = 0; i < a.length; i++) {
    const difference = change(a[i] as number) - (b[i] as number)
    total += difference * difference
  }
  return total / a.length
}

function same(value: number): number {
  return value
}
