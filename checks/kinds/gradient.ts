import { centralDifferences } from '#grading/math/finite-difference'
import type { Check } from '#grading/model/check'
import type { Nested } from '#grading/model/tensor'
import type { Plain } from '#grading/model/value'
import { T32 } from '../compare/tolerance.ts'
import { type CloseToReferenceSpec, closeToReference } from './close-to-reference.ts'

export interface GradientSpec extends Omit<CloseToReferenceSpec, 'expected' | 'tolerance' | 'notesPrecision'> {
  /** Our cost, in float64. The submission's is never differentiated. */
  readonly cost: (args: readonly Plain[]) => number
  /** Where to differentiate: rectangular nested numbers. */
  readonly point: (args: readonly Plain[]) => Plain
  /** The arguments with that point replaced. */
  readonly at: (args: readonly Plain[], point: Plain) => readonly Plain[]
}

/**
 * Compares an answer with central differences of our cost: right whatever formula it was derived by.
 * The differences err by at most 4e-8 (see finite-difference.ts), so T32 holds for honest answers in either precision.
 * @example
 * ```ts
 * gradient({
 *   id: 'delta',
 *   title: 'δ is the derivative of the cost',
 *   points: 0.75,
 *   entry: 'outputDelta',
 *   label: 'δ',
 *   cases: samples,
 *   cost: ([z, y]) => crossEntropy(z as Vector, y as Vector),
 *   point: ([z]) => z as Plain,
 *   at: ([, y], z) => [z, y as Plain],
 * })
 * ```
 */
export function gradient(spec: GradientSpec): Check {
  const { cost, point, at, ...rest } = spec
  return closeToReference({
    ...rest,
    tolerance: T32,
    notesPrecision: false,
    expected: (args) => centralDifferences((moved) => cost(at(args, moved)), point(args) as Nested) as Plain,
  })
}
