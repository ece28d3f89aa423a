/**
 * Credit for an error: 1 up to `full`, 0 from `none` on, linear between.
 *
 * @returns 0 to 1; 0 for NaN.
 */
export function linearCredit(error: number, full: number, none: number): number {
  if (!(error < none)) return 0
  return error <= full ? 1 : (none - error) / (none - full)
}
