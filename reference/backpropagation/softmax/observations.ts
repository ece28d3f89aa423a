import { near, T32 } from 'assay/checks'
import type { Matrix, Vector } from 'assay/math'

/** The first output that changed although it must not, in words. */
export function differenceOf(actual: Vector, expected: Vector, when: string): string | undefined {
  const worst = expected.findIndex((value, j) => !near(actual[j] as number, value, T32))
  return worst < 0 ? undefined : `output ${worst} is ${actual[worst]} ${when}, and ${expected[worst]} before`
}

/** The first row that does not sum to 1, in words. */
export function oddRow(outputs: Matrix): string | undefined {
  const sums = outputs.map(sum)
  const bad = sums.findIndex((total) => !near(total, 1, T32))
  return bad < 0 ? undefined : `row ${bad} sums to ${sums[bad]}`
}

/** What is wrong with the errors of a one-hot target as a whole: they sum to 0, negative at the right class, positive elsewhere. */
export function oddDelta(delta: Vector, rightClass: number): string | undefined {
  const total = sum(delta)
  if (!near(total, 0, T32)) return `the entries sum to ${total}`
  if (delta.every((error) => error === 0)) return 'every entry is 0'
  // Rounding may leave a tiny error of either sign where an output is nearly 0 or 1.
  const odd = delta.findIndex((error, j) => (j === rightClass ? error : -error) > T32.atol)
  return odd < 0 ? undefined : `entry ${odd} is ${delta[odd]}, and the right class is ${rightClass}`
}

function sum(values: Vector): number {
  return values.reduce((total, value) => total + value, 0)
}
