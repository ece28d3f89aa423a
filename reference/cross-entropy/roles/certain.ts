import { type Outcome, toValue, type Value } from 'assay'
import { accepted, ask, type Batches, compare, error, type Judging, note, numericView, T32, wrong } from 'assay/checks'

export interface CertainPlan {
  readonly batches: Batches
}

/** Outputs after the two certainties. */
export const MORE = 8

const NOT_DEFINED =
  'At a = y = 0 or a = y = 1 your cost is infinite or not a number; the limit is 0, since x ln x → 0. Nothing is deducted for it.'
const STOPS = 'At a = y = 0 or a = y = 1 your function stops with an error; the limit is 0, since x ln x → 0. Nothing is deducted for it.'

const WHICH_COST = 'Which output should cost more at the target 1: 0.1 or 0?'

/** A cost that ends here or above was cut off somewhere: −ln 0.001 is 6.9. */
const LARGE = 6

const CERTAIN_AND_WRONG = {
  code: 'known-mistake',
  label: 'C',
  mistake: 'certain-and-wrong',
  says: 'a small cost of an output that is certain and wrong: at a = 0, y = 1 and at a = 1, y = 0 the cost has no bound',
} as const

/**
 * The cost of outputs that are certain and right. 0 is expected; that floating-point arithmetic makes 0 · ∞ of it is no mistake of the
 * formula, so infinity, NaN and, for languages that raise, an exception earn a note. Any other number is wrong. Outputs that are certain and wrong cost
 * infinitely much, or a lot where the argument of the logarithm is kept away from 0.
 */
export async function judgeCertain({ plan, subject }: Judging<CertainPlan>): Promise<Outcome> {
  const { answers, fault } = await ask(subject, plan.batches)
  if (fault !== undefined && !raised(fault)) return fault
  const [right, opposite] = answers
  const view = opposite?.ok === true ? numericView(opposite.value) : undefined
  if (view !== undefined && Array.from(view.data).some((cost) => cost < LARGE)) return wrong([error(CERTAIN_AND_WRONG, WHICH_COST)])
  if (fault !== undefined) return remark(STOPS)
  return right?.ok === true ? judge(right.value) : wrong([])
}

function judge(value: Value): Outcome {
  const view = numericView(value)
  const numbers = view === undefined ? [] : Array.from(view.data)
  const filled =
    view === undefined ? value : { ...view, data: Float64Array.from(numbers, (element) => (Number.isFinite(element) ? element : 0)) }
  const comparison = compare('C', filled, toValue(new Array<number>(MORE + 2).fill(0)), T32)
  if (!comparison.equal) return wrong([error(comparison.finding)])
  return numbers.every(Number.isFinite) ? accepted() : remark(NOT_DEFINED)
}

function raised(fault: Outcome): boolean {
  return fault.findings.some((finding) => finding.code === 'fault' && finding.fault.kind === 'exception')
}

function remark(says: string): Outcome {
  return accepted([note({ code: 'remark', says })])
}
