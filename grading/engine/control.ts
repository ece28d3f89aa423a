import type { Check, CheckContext, Outcome } from '../model/check.ts'
import type { Session } from '../model/session.ts'

/**
 * Whether a check judges the reference as it should, and is sound. Then a submission at which the check fails has brought that about itself,
 * and cannot turn a wrong answer into points that wait for a person.
 */
export async function isSound(check: Check, reference: Session, context: CheckContext): Promise<boolean> {
  try {
    return (await check.run(reference, context)).verdict === 'accepted'
  } catch {
    return false
  }
}

/** @param what - what became of the check, as the end of a sentence. */
export function brokenByAnswer(what: string): Outcome {
  const says = `This check cannot grade what was returned (it ${what}), although it grades correct answers: return the form that the statement asks for.`
  return { verdict: 'wrong-answer', fraction: 0, findings: [{ code: 'remark', says, severity: 'error' }] }
}
