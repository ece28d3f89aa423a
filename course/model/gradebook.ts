import type { Adjustment, AttemptUse, Person } from '#grading/model/adjustment'

/** One exercise of one student. Whole hundredths of a point throughout. */
export interface GradebookEntry {
  readonly exercise: string
  /** Number on the sheet. */
  readonly sheet: string
  readonly title: string
  /** What the checks gave, scaled to the course; without what a person gave. */
  readonly computed: number
  /** By persons, for this exercise. */
  readonly adjustments: readonly Adjustment[]
  /** `computed` and all of its adjustments. */
  readonly points: number
  readonly max: number
  /** Waits for a person: such a cell is left empty for others, never 0. */
  readonly pending: number
  /** Does not count in the maximum of the total. */
  readonly bonus: boolean
  readonly attempted: boolean
}

/** A student of the roster, or a submission that belongs to none. */
export interface GradebookRow extends Person {
  /** Id of the roster entry; that of the submission where no roster knows the student. */
  readonly student: string
  /** Whether the roster has this student; absent where there is no roster. */
  readonly inRoster?: boolean
  /** Why nobody knows whose submission it is, without a full stop. */
  readonly unassigned?: string
  /** All submissions, in the order of submission; none: nothing was submitted. */
  readonly attempts: readonly AttemptUse[]
  /** Id of the submission that counts. */
  readonly submission?: string
  /** Of the submission that counts, in the order of the sheet. */
  readonly exercises: readonly GradebookEntry[]
  /** Of the total: `late`, `dropped`, `bonus`. */
  readonly adjustments: readonly Adjustment[]
  /** Why its total is not final although all points are given: a sentence. */
  readonly undecided?: string
  /** Sum of the exercises and the adjustments of the total. */
  readonly points: number
  /** Without bonus exercises. The same for every student of the run. */
  readonly max: number
  readonly pending: number
}

/** The grades of a run, sorted by student. */
export interface Gradebook {
  readonly rows: readonly GradebookRow[]
  /** What a person should know, in whole sentences: submissions of nobody, overrides that count for none. */
  readonly remarks: readonly string[]
}

/** The points of a row from its parts; the total of every row of a gradebook is this. */
export function totalOfRow({ exercises, adjustments }: Pick<GradebookRow, 'exercises' | 'adjustments'>): number {
  return [...exercises, ...adjustments].reduce((sum, { points }) => sum + points, 0)
}
