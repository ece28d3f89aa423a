import type { CheckResult, ExerciseResult, StudentResult } from '#grading/model/result'
import type { GradebookInput } from '../gradebook/gradebook-input.ts'
import type { Attempt } from '../model/attempt.ts'
import { type Course, NO_COURSE } from '../model/course.ts'
import { policiesOf } from '../sheet/policies.ts'
import { scaled, sheetOf } from '../sheet/scale.ts'
import { resultOf } from './random-class.ts'

/** One check of so many hundredths. */
export function checkOf(score: number, max: number, change: Partial<CheckResult> = {}): CheckResult {
  const verdict = score === max ? 'accepted' : score > 0 ? 'partial' : 'wrong-answer'
  return { id: 'c', title: 'Values', visibility: 'visible', verdict, fraction: score / max, score, max, findings: [], ms: 1, ...change }
}

export function exerciseOf(id: string, ...checks: readonly CheckResult[]): ExerciseResult {
  const sum = (key: 'score' | 'max'): number => checks.reduce((all, one) => all + one[key], 0)
  return { id, sheet: id.slice(2), title: id, status: 'partial', score: sum('score'), max: sum('max'), checks }
}

/** A submission with exercises `u/1`, `u/2` … of 10 points each. */
export function submissionOf(id: string, ...scores: readonly number[]): StudentResult {
  return resultOf(
    id,
    scores.map((score, i) => exerciseOf(`u/${i + 1}`, checkOf(score * 100, 1000))),
  )
}

export function attemptOf(student: string, submission: string, number = 1, submittedAt?: string): Attempt {
  const time = submittedAt === undefined ? {} : { submittedAt }
  return { student, submission, number, ...time, source: { kind: 'folder', path: submission } }
}

/** The input of a fold, each submission one student's unless attempts say otherwise. */
export function classOf(
  results: readonly StudentResult[],
  course: Partial<Course> = {},
  more: Partial<GradebookInput> = {},
): GradebookInput {
  const whole = { ...NO_COURSE, title: 'Deep learning', ...course }
  const { exercises } = policiesOf(whole, sheetOf(results))
  return {
    course: whole,
    exercises,
    results: results.map((result) => scaled(result, exercises)),
    marks: [],
    overrides: [],
    attempts: results.map(({ id }) => attemptOf(id, id)),
    at: '2026-12-20T10:00:00.000Z',
    ...more,
  }
}
