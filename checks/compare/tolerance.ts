/** An answer a is near the reference r when |a - r| <= atol + rtol·|r|. Only the reference scales the bound. */
export interface Tolerance {
  readonly rtol: number
  readonly atol: number
}

/**
 * Honest float64 work errs by at most 5e-14 relative on these exercises: 10^4 below this. Only ever decides a note.
 *
 * @example
 * ```ts
 * near(1 + 1e-5, 1, T64) // false
 * ```
 */
export const T64: Tolerance = { rtol: 1e-9, atol: 1e-12 }

/**
 * Honest float32 work errs by at most 3e-7: 300 times below this; the nearest wrong formula is 5 % away. Decides verdicts.
 *
 * @example
 * ```ts
 * near(1 + 1e-5, 1, T32) // true
 * ```
 */
export const T32: Tolerance = { rtol: 1e-4, atol: 1e-6 }

/** Integers that may arrive as floats, after exact arithmetic. */
export const EXACT: Tolerance = { rtol: 0, atol: 1e-9 }

/**
 * For values copied from a printout with so many decimals.
 * @param decimals - digits behind the point, 0 to 15.
 * @example
 * ```ts
 * near(0.67, 2 / 3, printed(2)) // true
 * ```
 */
export function printed(decimals: number): Tolerance {
  // Half a unit of the last digit from rounding, and a tenth of a unit for printers that truncate a binary fraction.
  return { rtol: 1e-9, atol: 0.6 * 10 ** -decimals }
}

/**
 * Fails for NaN on either side; infinities are near only themselves.
 *
 * @example
 * ```ts
 * near(1.00001, 1, T32) // true
 * near(NaN, NaN, T32) // false
 * ```
 */
export function near(actual: number, reference: number, tolerance: Tolerance): boolean {
  if (actual === reference) return true
  return Math.abs(actual - reference) <= allowedError(reference, tolerance) && Number.isFinite(reference)
}

export function allowedError(reference: number, tolerance: Tolerance): number {
  return tolerance.atol + tolerance.rtol * Math.abs(reference)
}
