import type { Check } from '#grading/model/check'
import { EXACT } from '../compare/tolerance.ts'
import { type CloseToReferenceSpec, closeToReference } from './close-to-reference.ts'

/**
 * Integers, `null` or text, compared exactly; `9.0` is 9. Forms such as tuples are unpacked by `normalise`.
 * @example
 * ```ts
 * exact({
 *   id: 'counts',
 *   title: 'Counts of three classes',
 *   points: 1,
 *   entry: 'counts',
 *   cases: caseSet('counts', () => [{ args: [[0, 2, 2]] }]),
 * })
 * ```
 */
export function exact(spec: Omit<CloseToReferenceSpec, 'tolerance'>): Check {
  return closeToReference({ ...spec, tolerance: EXACT })
}
