import { builtPath } from './built/built.ts'

/** A catalogue of two tiny exercises, `numbers/double` and `numbers/half`, of 2 points each (1.5 visible, 0.5 hidden). */
export const SMALL_SHEET = builtPath('tools/testing/sheet')

/** A right answer to all of it. */
export const RIGHT_TS = `export function double(x: number): number { return x + x }
export function half(x: number): number { return 0.5 * x }
`
/** Right for `double`, wrong for `half`. */
export const HALF_WRONG_TS = `export function double(x: number): number { return x + x }
export function half(x: number): number { return x }
`
