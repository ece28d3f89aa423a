import { type Plain, toValue } from '#grading/model/value'
import { part } from '../case.ts'
import { compare } from '../compare/compare.ts'
import { T32 } from '../compare/tolerance.ts'
import type { Compared } from '../explain/explain.ts'

/** What is right when computed from the submission's own earlier results. */
export type Follows = (args: readonly Plain[], studentAnswer: Plain) => Plain | undefined

/** What follows, in one case, from the earlier results that a known mistake leads to. */
export interface Following {
  /** The fields of the answer that are read, as the mistake makes them. */
  readonly own: readonly (readonly [field: string, value: Plain])[]
  readonly follows: Plain
}

/** Ten times the absolute tolerance of a verdict: a result this large cannot be met by zeros. */
const LARGE_ENOUGH = 1e-5

/**
 * What follows from the submission's own results, case by case.
 *
 * @param expected - the formula; a kit comes without it and looks up.
 * @param table - by case, where there is no formula.
 */
export function followed(
  expected: Follows | undefined,
  table: readonly (readonly Following[])[],
  students: readonly Plain[],
): (one: Compared) => Plain | undefined {
  if (expected !== undefined) return ({ args, position }) => telling(expected(args, students[position] as Plain))
  return ({ position }) => table[position]?.find(({ own }) => agrees(own, students[position] as Plain))?.follows
}

/**
 * The wrong answers of which the submission's own results tell what follows, if these are more than half of all: what is infinite, or zero
 * throughout, follows by any formula and shows nothing, such as the cost of a softmax with one output.
 */
export function toldOf(compared: readonly Compared[], follows: (one: Compared) => Plain | undefined): readonly Compared[] {
  const wrong = compared.filter(({ equal }) => !equal)
  const told = wrong.filter((one) => follows(one) !== undefined)
  return 2 * told.length > wrong.length ? told : []
}

function agrees(own: Following['own'], answer: Plain): boolean {
  return own.every(([field, value]) => {
    const given = part(answer, field)
    return given !== undefined && compare(field, toValue(given), toValue(value), T32).equal
  })
}

/** What follows from a submission's own results, unless it is nothing to compare with: zeros follow from zeros and NaN from NaN by any formula. */
export function telling(follows: Plain | undefined): Plain | undefined {
  const numbers = [follows ?? []].flat(8) as unknown[]
  const finite = numbers.every((entry) => Number.isFinite(entry))
  return finite && numbers.some((entry) => Math.abs(entry as number) > LARGE_ENOUGH) ? follows : undefined
}
