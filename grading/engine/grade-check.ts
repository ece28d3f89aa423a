import type { Check, CheckContext, Outcome } from '../model/check.ts'
import { CheckDefect } from '../model/check-defect.ts'
import type { CheckResult } from '../model/result.ts'
import type { Session } from '../model/session.ts'
import { brokenByAnswer, isSound } from './control.ts'
import { hundredths, shareOf } from './score.ts'
import type { Witness } from './witness.ts'

/**
 * The result of one check, or that it was skipped because of an earlier one.
 *
 * @param witness - knows what the check was at; without it nothing of that is in the result.
 */
export async function gradeCheck(
  check: Check,
  subject: Session,
  context: CheckContext,
  earlier: ReadonlyMap<string, CheckResult>,
  onThrow: (thrown: unknown) => void,
  witness?: Witness,
): Promise<CheckResult> {
  witness?.begin(check.id)
  const started = performance.now()
  const blocker = check.after?.map((id) => earlier.get(id)).find((result) => result?.fraction === 0)
  const outcome = blocker === undefined ? await runCheck(check, subject, context, onThrow) : skipped(blocker)
  const lost = outcome.verdict === 'wrong-answer' || outcome.verdict === 'partial' ? witness?.lastCase() : undefined
  const max = hundredths(check.points)
  const result: CheckResult = {
    id: check.id,
    title: check.title,
    visibility: check.visibility,
    verdict: outcome.verdict,
    fraction: outcome.fraction,
    score: shareOf(max, outcome.fraction),
    max,
    findings: outcome.findings,
    ms: Math.round(performance.now() - started),
    ...(outcome.artifacts === undefined || check.visibility === 'hidden' ? {} : { artifacts: outcome.artifacts }),
    ...(lost === undefined ? {} : { case: lost }),
  }
  return withDiagnosis(result, witness)
}

/** With where code of ours threw, if it did. */
export function withDiagnosis(result: CheckResult, witness: Witness | undefined): CheckResult {
  const diagnosis = witness?.diagnosis()
  return diagnosis === undefined ? result : { ...result, diagnosis }
}

/**
 * What a check says of a session. One that throws is taken for defective only if it does not accept the reference either, or says so itself.
 *
 * @param onThrow - told what was thrown.
 */
export async function runCheck(
  check: Check,
  subject: Session,
  context: CheckContext,
  onThrow: (thrown: unknown) => void,
): Promise<Outcome> {
  try {
    return await check.run(subject, context)
  } catch (thrown) {
    onThrow(thrown)
    const declared = [...context.declared].sort().join(';')
    if (
      !(thrown instanceof CheckDefect) &&
      (await context.memo(`sound:${check.id}:${declared}`, () => isSound(check, context.reference, context)))
    ) {
      return brokenByAnswer('stopped with an error')
    }
    const reason = thrown instanceof Error ? thrown.message : String(thrown)
    return { verdict: 'judging-error', fraction: 0, findings: [{ code: 'judging-error', reason, severity: 'error' }] }
  }
}

/** A check that waits for another has the same standing: not attempted, or waiting for a person; else it is skipped. */
function skipped(blocker: CheckResult): Outcome {
  const verdict = blocker.verdict === 'not-attempted' || blocker.verdict === 'judging-error' ? blocker.verdict : 'skipped'
  return { verdict, fraction: 0, findings: [{ code: 'skipped', because: blocker.title, severity: 'note' }] }
}
