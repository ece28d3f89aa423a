import type { Check, CheckContext, Outcome, Verdict, Visibility } from '#grading/model/check'
import type { Finding, FindingData } from '#grading/model/finding'
import type { Fault, Session } from '#grading/model/session'

/** What every kind of check is told. */
export interface CheckSpec {
  readonly id: string
  readonly title: string
  /** Points, in steps of 0.01. */
  readonly points: number
  /** @defaultValue 'visible' */
  readonly visibility?: Visibility
  /** Checks of the same exercise that must not have failed before. */
  readonly after?: readonly string[]
  /**
   * Whether a kit contains it. Students then have its plan: inputs, expected values, what known mistakes give.
   * @defaultValue true, but false in an exercise that reads hidden data of its sheet
   */
  readonly inKit?: boolean
  /** A question that leads on; shown when the check is lost. Never the answer. */
  readonly hint?: string
}

/**
 * A check of another kind: what it asks and decides is all in `run`.
 *
 * @example
 * ```ts
 * defineCheck({ id: 'positive', title: 'The cost is positive', points: 1 }, ['cost'], async (subject) => {
 *   const answer = await subject.call('cost', [toValue([1, 2])])
 *   return answer.ok && Number(answer.value) > 0 ? accepted() : wrong([])
 * })
 * ```
 */
export function defineCheck(
  spec: CheckSpec,
  entries: readonly string[],
  run: (subject: Session, context: CheckContext) => Promise<Outcome>,
): Check {
  return {
    id: spec.id,
    title: spec.title,
    points: spec.points,
    visibility: spec.visibility ?? 'visible',
    ...(spec.after === undefined ? {} : { after: spec.after }),
    ...(spec.inKit === undefined ? {} : { inKit: spec.inKit }),
    entries,
    run: async (subject, context) => withHint(await run(subject, context), spec.hint),
  }
}

/** The hint of the check goes to the first error that brings none of its own. */
export function withHint(outcome: Outcome, hint: string | undefined): Outcome {
  if (hint === undefined || (outcome.verdict !== 'wrong-answer' && outcome.verdict !== 'partial')) return outcome
  const first = outcome.findings.findIndex((finding) => finding.severity === 'error')
  const findings = outcome.findings.map((finding, i) => (i === first && finding.hint === undefined ? { ...finding, hint } : finding))
  return { ...outcome, findings }
}

/**
 * The outcome of a right answer.
 *
 * @example
 * ```ts
 * accepted().fraction // 1
 * ```
 */
export function accepted(notes: readonly Finding[] = []): Outcome {
  return { verdict: 'accepted', fraction: 1, findings: notes }
}

/**
 * @param credit - share of the points that a known mistake still earns.
 * @example
 * ```ts
 * wrong([error({ code: 'remark', says: 'too large' })], 0.5).verdict // 'partial'
 * ```
 */
export function wrong(findings: readonly Finding[], credit = 0): Outcome {
  return { verdict: credit > 0 ? 'partial' : 'wrong-answer', fraction: credit, findings }
}

/**
 * A finding that costs points.
 *
 * @example
 * ```ts
 * error({ code: 'remark', says: 'too large' }).severity // 'error'
 * ```
 */
export function error(data: FindingData, hint?: string): Finding {
  return hint === undefined ? { ...data, severity: 'error' } : { ...data, severity: 'error', hint }
}

/**
 * A measured number outside of bounds that are no matter of chance.
 *
 * @example
 * ```ts
 * outside('mean of the noise', 0.3, -0.1, 0.1).severity // 'error'
 * ```
 */
export function outside(statistic: string, value: number, low: number, high: number, hint?: string): Finding {
  return error({ code: 'statistic-out-of-band', statistic, value, low, high, alpha: 0, draws: 0 }, hint)
}

/**
 * A finding that costs nothing.
 *
 * @example
 * ```ts
 * note({ code: 'remark', says: 'measured twice' }).severity // 'note'
 * ```
 */
export function note(data: FindingData): Finding {
  return { ...data, severity: 'note' }
}

/** Of a check whose part was not submitted. */
export const NOT_ATTEMPTED: Outcome = { verdict: 'not-attempted', fraction: 0, findings: [] }

/** The outcome of a check whose call brought no value. */
export function faulted(entry: string, fault: Fault): Outcome {
  return { verdict: verdictOf(fault), fraction: 0, findings: [error({ code: 'fault', entry, fault })] }
}

function verdictOf(fault: Fault): Verdict {
  switch (fault.kind) {
    case 'missing-entry':
    case 'not-implemented':
    case 'variables-only':
      return 'not-attempted'
    case 'exception':
    case 'exited':
    case 'protocol':
      return 'runtime-error'
    case 'load-error':
    case 'syntax-error':
      return 'load-error'
    case 'bad-value':
      return 'wrong-answer'
    case 'time-limit':
    case 'never-settles':
      return 'time-limit'
    case 'memory-limit':
      return 'memory-limit'
    case 'output-limit':
      return 'output-limit'
    case 'not-called':
      return 'skipped'
    case 'infrastructure':
      return 'judging-error'
  }
}
