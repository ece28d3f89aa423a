import type { Override } from '#grading/model/adjustment'
import type { StudentResult } from '#grading/model/result'
import type { Attempt } from '../model/attempt.ts'
import type { Course } from '../model/course.ts'
import type { RosterEntry } from '../model/roster.ts'
import type { ExercisePolicy } from '../sheet/policies.ts'

/** A mark that counts for a result, in the points of the course. */
export interface CountedMark {
  /** Id of the submission. */
  readonly submission: string
  readonly exercise: string
  /** Whole hundredths of a point. */
  readonly points: number
  readonly by: string
  readonly comment?: string
  /** ISO 8601, UTC. */
  readonly at: string
}

/** Everything that grades depend on. The order of each list does not matter. */
export interface GradebookInput {
  readonly course: Course
  /** Exercises that count, in the order of the sheet. */
  readonly exercises: readonly ExercisePolicy[]
  /** One for each submission: scaled to the course, with marks. */
  readonly results: readonly StudentResult[]
  /** Marks in those results. */
  readonly marks: readonly CountedMark[]
  readonly overrides: readonly Override[]
  /** Absent: every student who submitted is one of the course. */
  readonly roster?: readonly RosterEntry[]
  /** One for each submission and student; see `attemptsOf`. */
  readonly attempts: readonly Attempt[]
  /** Time of the run, for the rules that have none of their own: ISO 8601, UTC. */
  readonly at: string
}
