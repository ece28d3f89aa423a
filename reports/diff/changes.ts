import type { AdjustmentKind } from '#grading/model/adjustment'
import type { Verdict, Visibility } from '#grading/model/check'

/** Points are whole hundredths throughout. */
export interface Grade {
  readonly score: number
  readonly max: number
  readonly pending: number
}

/** A student in one of two runs: with a grade, in the run without one as yet, or not in the run. */
export type Side = { readonly state: 'graded'; readonly grade: Grade } | { readonly state: 'not-graded' } | { readonly state: 'absent' }

/** Why a check gives something else. */
export type Reason =
  | { readonly code: 'new-check' }
  | { readonly code: 'removed-check' }
  /** The points that it is worth. */
  | { readonly code: 'worth'; readonly before: number; readonly after: number }
  | { readonly code: 'marked'; readonly before?: MarkSide; readonly after?: MarkSide }
  /** Kinds of findings, such as `known-mistake extra-sigma`, that are there in one run alone. */
  | { readonly code: 'findings'; readonly vanished: readonly string[]; readonly appeared: readonly string[] }

export interface MarkSide {
  readonly points: number
  readonly by: string
  readonly comment?: string
}

/** What a check gave in one run. */
export interface CheckSide {
  readonly verdict: Verdict
  readonly score: number
  readonly max: number
  /** Kinds of findings, sorted. */
  readonly findings: readonly string[]
  readonly mark?: MarkSide
}

interface OfExercise {
  readonly exercise: string
  /** Number on the sheet. */
  readonly sheet: string
  readonly exerciseTitle: string
}

export interface CheckChange extends OfExercise {
  readonly kind: 'check'
  readonly check: string
  readonly title: string
  readonly visibility: Visibility
  readonly before?: CheckSide
  readonly after?: CheckSide
  readonly change: number
  readonly reasons: readonly Reason[]
}

/** Points that a rule or a person adds after the checks, and every reason given for them. */
export interface AdjustmentSide {
  readonly points: number
  readonly why: readonly string[]
}

export interface AdjustmentChange {
  readonly kind: 'adjustment'
  readonly adjustment: AdjustmentKind
  /** Absent for one of the total. */
  readonly of?: OfExercise
  readonly before: AdjustmentSide
  readonly after: AdjustmentSide
  readonly change: number
}

/** Points of the total that neither a check nor an adjustment accounts for: in runs of other versions of Assay. */
export interface OtherChange {
  readonly kind: 'other'
  readonly change: number
}

export type Change = CheckChange | AdjustmentChange | OtherChange

/** What became of the submission of a student. */
export type Cause =
  | { readonly code: 'same-submission' }
  | { readonly code: 'changed-submission' }
  | { readonly code: 'first-submission' }
  | { readonly code: 'no-submission' }
  /** Another of several attempts counts; by id of the submission. */
  | { readonly code: 'other-attempt'; readonly before: string; readonly after: string }
  /** Reasons that were given for changing a published grade, in one run alone. */
  | { readonly code: 'corrected'; readonly vanished: readonly string[]; readonly appeared: readonly string[] }

export interface StudentChange {
  readonly id: string
  readonly name?: string
  readonly before: Side
  readonly after: Side
  /** Of the total; 0 unless the student is graded in both runs. */
  readonly change: number
  /** Empty unless the student is graded in both runs; their changes sum to that of the total. */
  readonly changes: readonly Change[]
  readonly causes: readonly Cause[]
}

/** Sums over the students who are graded in both runs. */
export interface ExerciseChange extends OfExercise {
  readonly before: number
  readonly after: number
  readonly change: number
  /** What it is worth, where that is another in each run. */
  readonly worth?: { readonly before: number; readonly after: number }
  /** How many students have more points, and how many fewer. */
  readonly up: number
  readonly down: number
}

export interface RunChanges {
  /** All students of either run, the largest change first, then by id. */
  readonly students: readonly StudentChange[]
  /** All exercises of either run in the order of the sheet. */
  readonly exercises: readonly ExerciseChange[]
  /** Of adjustments of the total, over the students who are graded in both runs. */
  readonly ofTotals: { readonly before: number; readonly after: number; readonly change: number }
}

/** One of two runs that are compared, as reports name it. */
export interface NamedRun {
  /** As it was typed. */
  readonly name: string
  readonly assay: string
  readonly seed: number
  readonly students: number
  /** ISO 8601, UTC. */
  readonly gradedAt?: string
  /** Title of the course. */
  readonly course?: string
}

/** All that a comparison is reported from. */
export interface RunDiff {
  readonly before: NamedRun
  readonly after: NamedRun
  /** What differs besides the submissions, in words. */
  readonly differences: readonly string[]
  readonly changes: RunChanges
}
