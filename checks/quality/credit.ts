/**
 * Credit for an error: 1 up to `full`, 0 from `none` on, linear between.
 *
 * @returns 0 to 1; 0 for NaN.
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
 */
export function creditBetween(points: readonly (readonly [at: number, credit: number])[], value: number): number {
  const below = points.findLast(([at]) => at <= value)
  const above = points.find(([at]) => value < at)
  if (below === undefined || above === undefined) return (below ?? above)?.[1] ?? 0
  return below[1] + ((above[1] - below[1]) * (value - below[0])) / (above[0] - below[0])
}
