import type { Check, Outcome } from '../model/check.ts'
import type { CheckResult } from '../model/result.ts'
import { shareOf } from './score.ts'

/**
 * Whether the twin of a check is asked: where its visible inputs earned something, and its functions still answer. A function that was
 * given up in a visible check, or a submission whose time was up there, has lost those points and no others.
 *
 * @param visible - results of the visible checks of all exercises.
 */
export function isTwinAsked({ twin, entries }: Check, known: CheckResult, visible: readonly CheckResult[]): boolean {
  if (twin === undefined || known.score === 0) return false
  return !visible.some(({ findings }) =>
    findings.some((finding) => {
      if (finding.code !== 'fault') return false
      const { entry, fault } = finding
      if (fault.kind === 'not-called') return true
      return fault.kind === 'time-limit' && (fault.stage === 'submission' || entries.includes(entry))
    }),
  )
}

/** The result of a visible check after its twin: the points of known inputs count together with those of inputs that nobody was shown. */
export function boundedBy(known: CheckResult, { verdict, fraction, findings, agreement }: Outcome): CheckResult {
  // Variables hold the sheet's own numbers: there is no function to ask about others.
  if (findings.some((finding) => finding.code === 'fault' && finding.fault.kind === 'variables-only')) return known
  if (verdict === 'judging-error') return { ...known, verdict, fraction, score: 0, findings }
  if (fraction >= known.fraction) return known
  return {
    ...known,
    verdict: fraction > 0 ? 'partial' : 'wrong-answer',
    fraction,
    score: shareOf(known.max, fraction),
    // What the twin found would tell its inputs.
    findings: [{ code: 'known-inputs-only', severity: 'error', ...agreement }, ...known.findings],
  }
}
