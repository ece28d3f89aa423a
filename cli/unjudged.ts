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
