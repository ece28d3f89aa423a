import type { Adjustment, AttemptUse, Person } from './adjustment.ts'
import type { Artifact } from './artifact.ts'
import type { Criterion, Verdict, Visibility } from './check.ts'
import type { Diagnosis } from './diagnosis.ts'
import type { Finding } from './finding.ts'
import type { ShownPicture } from './picture.ts'
import type { GradeChange, ShownPublication } from './publication.ts'
import type { CapturedOutput, Place } from './session.ts'
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
  /** Never of a hidden check. */
  readonly artifacts?: readonly Artifact[]
  /** The input that cost the points, from 1: which one `assay rerun --case` shows. Only of a graded run. */
  readonly case?: number
  /** Only of a graded run, and on no page of a student. */
  readonly diagnosis?: Diagnosis
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
  /** Which file of the submission answered. */
  readonly file?: string
  /** The written answer, as handed in. */
  readonly answer?: string
  /** What a person looks for in it. */
  readonly rubric?: readonly Criterion[]
  /** Its plots, as handed in. */
  readonly pictures?: readonly ShownPicture[]
  /** By persons; `score` has them already, those of `manual` are in the scores of its checks, too. Only in a gradebook. */
  readonly adjustments?: readonly Adjustment[]
  /** Does not count in the maximum of the total. */
  readonly bonus?: true
}

/** A line of a student's own code. */
export interface CodeLine extends Pick<Place, 'file' | 'line'> {
  readonly text: string
}

export interface StudentResult {
  readonly id: string
  readonly kind: SubmissionKind
  readonly hash: string
  readonly score: number
  readonly max: number
  /** Hundredths that wait for a person. */
  readonly pending: number
  /** The run was stopped before its turn: the rest says nothing about the submission. */
  readonly notGraded?: true
  /** As the submission says; in a gradebook as the roster says. */
  readonly person?: Person
  /** In a gradebook: all submissions of the student, of which this result is the one that counts; none if nothing was submitted. */
  readonly attempts?: readonly AttemptUse[]
  /** In a gradebook: why nobody knows whose submission it is, without a full stop. */
  readonly unassigned?: string
  /** In a gradebook: why the total is not final although all points are given, as a sentence for the student. */
  readonly undecided?: string
  /** Of the total: `score` is the sum of the exercises and of these. */
  readonly adjustments?: readonly Adjustment[]
  /** After the grades were published. */
  readonly changes?: readonly GradeChange[]
  readonly exercises: readonly ExerciseResult[]
  readonly remarks: readonly Finding[]
  readonly output: CapturedOutput
  /** The lines that findings of visible checks point to. */
  readonly code?: readonly CodeLine[]
  /** Pictures that belong to no exercise of the run. */
  readonly pictures?: readonly ShownPicture[]
}

/** What reports say of the course. */
export interface ShownCourse {
  readonly title: string
  /** With its time zone, as people read it. */
  readonly due?: string
}

/** A graded run: what results.json, the journal's fold and every report are made of. */
export interface RunResult {
  /** Version of this structure. */
  readonly schema: 1
  /** Version of Assay. */
  readonly assay: string
  readonly seed: number
  /** Name of the sandbox that the submissions ran in. */
  readonly sandbox?: string
  /** What computes with tensors: TensorFlow.js of hand-ins, and model files; `none` where nothing does. Absent for a run without networks. */
  readonly engine?: string
  /** Absent where no course.yaml is in force. */
  readonly course?: ShownCourse
  /** Absent where students were told nothing yet. */
  readonly published?: ShownPublication
  readonly students: readonly StudentResult[]
}
