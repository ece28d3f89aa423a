import type { Verdict } from '#grading/model/check'
import type { Finding } from '#grading/model/finding'
import type { ReportView } from '#grading/model/report'
import type { CheckResult, ExerciseResult, ExerciseStatus, RunResult, StudentResult } from '#grading/model/result'

export function checkResult(part: Partial<CheckResult> = {}): CheckResult {
  const verdict: Verdict = part.verdict ?? 'accepted'
  const fraction = part.fraction ?? (verdict === 'accepted' ? 1 : 0)
  const max = part.max ?? 200
  return {
    id: 'values',
    title: 'Values',
    visibility: 'visible',
    verdict,
    fraction,
    score: Math.round(fraction * max),
    max,
    findings: [],
    ms: 12,
    ...part,
  }
}

/** Score, maximum and status follow from the checks. */
export function exerciseResult(id: string, sheet: string, title: string, checks: readonly CheckResult[]): ExerciseResult {
  const score = sum(checks.map((check) => check.score))
  const max = sum(checks.map((check) => check.max))
  return { id, sheet, title, status: statusOf(checks, score, max), score, max, checks }
}

export function studentResult(id: string, exercises: readonly ExerciseResult[], part: Partial<StudentResult> = {}): StudentResult {
  return {
    id,
    kind: 'typescript',
    hash: '0'.repeat(64),
    score: sum(exercises.map((exercise) => exercise.score)),
    max: sum(exercises.map((exercise) => exercise.max)),
    pending: sum(exercises.filter((exercise) => exercise.status === 'judging-error').map((exercise) => exercise.max - exercise.score)),
    exercises,
    remarks: [],
    output: { stdout: '', stderr: '' },
    ...part,
  }
}

export function runResult(students: readonly StudentResult[]): RunResult {
  return { schema: 1, assay: '0.1.0', seed: 7041, students }
}

export function viewOf(students: readonly StudentResult[], statements: Readonly<Record<string, string>> = {}): ReportView {
  return { run: runResult(students), statements: new Map(Object.entries(statements)) }
}

export const MISMATCH: Finding = {
  code: 'value-mismatch',
  severity: 'error',
  label: 'dW2',
  index: [1, 0],
  actual: 0.123456,
  expected: 0.456789,
  allowed: 4.6e-5,
  differing: 3,
  total: 6,
  case: 'a 3-2-1 network',
  hint: 'Which layer does the factor belong to?',
  excerpt: {
    expected: [
      [0.1, 0.2],
      [0.456789, -1.5],
      [3, 0],
    ],
    actual: [
      [0.1, 0.2],
      [0.123456, -1.25],
      [3, 1],
    ],
    worst: [1, 0],
    from: [0, 0],
    of: [3, 2],
  },
}

function statusOf(checks: readonly CheckResult[], score: number, max: number): ExerciseStatus {
  if (checks.some((check) => check.verdict === 'judging-error')) return 'judging-error'
  if (checks.every((check) => check.verdict === 'not-attempted')) return 'not-attempted'
  if (score === max) return 'full'
  return score === 0 ? 'zero' : 'partial'
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
