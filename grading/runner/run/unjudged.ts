import { hundredths, pendingOf, shareOf, totalOf } from '../../engine/score.ts'
import type { Outcome } from '../../model/check.ts'
import type { CheckResult, StudentResult } from '../../model/result.ts'
import type { Outline } from '../outline.ts'

/** What a result says of its exercise. */
type Titled = Omit<Outline, 'folder' | 'form'>

/** The result of a student whom a fault of ours kept us from judging: every point waits for a person. */
export function unjudged(id: string, exercises: readonly Titled[], error: unknown): StudentResult {
  const reason = error instanceof Error ? error.message : String(error)
  const results = exercises.map((exercise) => {
    const checks = exercise.checks.map((check) => unjudgedCheck(check, reason))
    const { id, sheet, title } = exercise
    return { id, sheet, title, status: 'judging-error' as const, ...totalOf(checks), checks }
  })
  const checks = results.flatMap((result) => result.checks)
  return {
    id,
    kind: 'none',
    hash: '',
    ...totalOf(results),
    pending: pendingOf(checks),
    exercises: results,
    remarks: [],
    output: { stdout: '', stderr: '' },
  }
}

/** The row of a student whose turn had not come when the run was stopped. */
export function notGradedYet(id: string, exercises: readonly Titled[]): StudentResult {
  return { ...unjudged(id, exercises, new Error('not graded yet: the run was stopped before its turn')), notGraded: true }
}

/** What seems not attempted waits for a person where something came with the submission that nobody has read. */
export function withUnread(result: StudentResult, exercises: readonly Titled[], unread: string | undefined): StudentResult {
  if (unread === undefined) return result
  const waiting = new Map(unjudged(result.id, exercises, new Error(unread)).exercises.map((exercise) => [exercise.id, exercise]))
  const results = result.exercises.map((one) => (one.status === 'not-attempted' ? (waiting.get(one.id) ?? one) : one))
  const checks = results.flatMap((one) => one.checks)
  const remarks = [...result.remarks, { severity: 'note', code: 'remark', says: `${unread}.` } as const]
  return { ...result, ...totalOf(results), pending: pendingOf(checks), exercises: results, remarks }
}

type CheckOutline = Outline['checks'][number]

/** A check that a fault of ours kept from being judged. */
export function unjudgedCheck(check: CheckOutline, reason: string): CheckResult {
  return withOutcome(check, { verdict: 'judging-error', fraction: 0, findings: [{ code: 'judging-error', reason, severity: 'error' }] })
}

/** The result of a check that did not come to an end by itself. */
export function withOutcome(check: CheckOutline, { verdict, fraction, findings }: Outcome): CheckResult {
  const { id, title, visibility } = check
  const max = hundredths(check.points)
  return { id, title, visibility, verdict, fraction, score: shareOf(max, fraction), max, findings, ms: 0 }
}
