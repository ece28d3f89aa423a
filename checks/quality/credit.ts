/**
 * Credit for an error: 1 up to `full`, 0 from `none` on, linear between.
 *
 * @returns 0 to 1; 0 for NaN.
 * @example
 * ```ts
 * linearCredit(0.15, 0.1, 0.2).toFixed(2) // '0.50'
 * ```
 */
export function linearCredit(error: number, full: number, none: number): number {
  if (!(error < none)) return 0
  return error <= full ? 1 : (none - error) / (none - full)
}

/**
 * Credit at a value: linear between the points, that of the nearest one outside of them, and exactly theirs at the points.
 *
 * @param points - ascending.
 * @returns 0 for NaN.
 * @example
 * ```ts
 * creditBetween([[0.9, 0], [0.98, 1]], 0.99) // 1
 * ```
 */
export function creditBetween(points: readonly (readonly [at: number, credit: number])[], value: number): number {
  const below = points.findLast(([at]) => at <= value)
  const above = points.find(([at]) => value < at)
  if (below === undefined || above === undefined) return (below ?? above)?.[1] ?? 0
  return below[1] + ((above[1] - below[1]) * (value - below[0])) / (above[0] - below[0])
}
