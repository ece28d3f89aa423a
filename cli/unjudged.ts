import type { CheckResult, StudentResult } from '../grading/model/result.ts'
import { hundredths, pendingOf, totalOf } from '../grading/score.ts'
import type { Outline } from './outline.ts'

/** The result of a student whom a fault of ours kept us from judging: every point waits for a person. */
export function unjudged(id: string, exercises: readonly Outline[], error: unknown): StudentResult {
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
export function notGradedYet(id: string, exercises: readonly Outline[]): StudentResult {
  return { ...unjudged(id, exercises, new Error('not graded yet: the run was stopped before its turn')), notGraded: true }
}

/** What seems not attempted waits for a person where something came with the submission that nobody has read. */
export function withUnread(result: StudentResult, exercises: readonly Outline[], unread: string | undefined): StudentResult {
  if (unread === undefined) return result
  const waiting = new Map(unjudged(result.id, exercises, new Error(unread)).exercises.map((exercise) => [exercise.id, exercise]))
  const results = result.exercises.map((one) => (one.status === 'not-attempted' ? (waiting.get(one.id) ?? one) : one))
  const checks = results.flatMap((one) => one.checks)
  const remarks = [...result.remarks, { severity: 'note', code: 'remark', says: `${unread}.` } as const]
  return { ...result, ...totalOf(results), pending: pendingOf(checks), exercises: results, remarks }
}

/** A check that a fault of ours kept from being judged. */
export function unjudgedCheck(check: Outline['checks'][number], reason: string): CheckResult {
  return {
    id: check.id,
    title: check.title,
    visibility: check.visibility,
    verdict: 'judging-error',
    fraction: 0,
    score: 0,
    max: hundredths(check.points),
    findings: [{ code: 'judging-error', reason, severity: 'error' }],
    ms: 0,
  }
}
