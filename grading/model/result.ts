import type { Verdict, Visibility } from './check.ts'
import type { Finding } from './finding.ts'
import type { CapturedOutput } from './session.ts'
import type { SubmissionKind } from './submission.ts'

/** Scores and maxima here are whole hundredths of a point. */
export interface CheckResult {
  readonly id: string
  readonly title: string
  readonly visibility: Visibility
  readonly verdict: Verdict
  readonly fraction: number
  readonly score: number
  readonly max: number
  readonly findings: readonly Finding[]
  readonly ms: number
}

export type ExerciseStatus = 'full' | 'partial' | 'zero' | 'not-attempted' | 'pending-manual' | 'judging-error'

export interface ExerciseResult {
  readonly id: string
  readonly sheet: string
  readonly title: string
  readonly status: ExerciseStatus
  readonly score: number
  readonly max: number
  readonly checks: readonly CheckResult[]
}

export interface StudentResult {
  readonly id: string
  readonly kind: SubmissionKind
  readonly hash: string
  readonly score: number
  readonly max: number
  /** Hundredths that wait for a person. */
  readonly pending: number
  readonly exercises: readonly ExerciseResult[]
  readonly remarks: readonly Finding[]
  readonly output: CapturedOutput
}

/** A graded run: what results.json, the journal's fold and every report are made of. */
export interface RunResult {
  /** Version of this structure. */
  readonly schema: 1
  /** Version of Assay. */
  readonly assay: string
  readonly seed: number
  readonly students: readonly StudentResult[]
}
