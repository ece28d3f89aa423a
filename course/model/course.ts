import type { Visibility } from '#grading/model/check'

/** When students see what a check found. The last two are hidden until then. */
export type CourseVisibility = Visibility | 'after-due-date' | 'after-published'

/** Where the seed of the random inputs comes from. */
export type CourseSeed = { readonly value: number } | { readonly env: string }

/** What submissions may take; what is absent is as the sheet says. */
export interface CourseLimits {
  readonly startUpMs?: number
  readonly callMs?: number
  readonly submissionMs?: number
  readonly memoryMiB?: number
}

/** What a course changes at one exercise of its sheet. The exercise itself stays as its author wrote it. */
export interface ExerciseSettings {
  /** As written: its id, the name of its folder, or its number on the sheet. */
  readonly exercise: string
  /** What it is worth, in whole hundredths of a point; its checks are scaled. Absent: as the sheet says. */
  readonly points?: number
  /** Factor on what it is worth; above 0. */
  readonly weight?: number
  /** Counts in the points and not in the maximum. */
  readonly bonus?: boolean
  readonly visibility?: CourseVisibility
  readonly limits?: CourseLimits
  readonly checks?: readonly { readonly check: string; readonly visibility: CourseVisibility }[]
}

/** Deductions for submissions after the due date. Times are milliseconds. */
export interface LatePolicy {
  /** As late as this costs nothing. */
  readonly grace: number
  /** Percent that each period begun costs. */
  readonly percent: number
  readonly per: 'day' | 'hour'
  /** Of what: the points earned, or the maximum. */
  readonly of: 'earned' | 'maximum'
  /** Later than this many days, a submission earns nothing. */
  readonly maxDays?: number
  /** ISO 8601, UTC: a late submission after this moment earns nothing. */
  readonly cutOff?: string
  /** As late as this counts what the platform marks late without a time. Absent: its grade waits for a decision. */
  readonly flagged?: number
}

export type AttemptRule = 'latest' | 'best' | 'first'

export interface AttemptPolicy {
  /** Which of several submissions of a student counts. */
  readonly count: AttemptRule
  /** Submissions beyond this number are not considered. */
  readonly max?: number
}

/** Where submissions are downloaded from and grades go back to. */
export type LmsKind = 'moodle' | 'canvas' | 'gradescope' | 'github-classroom' | 'nbgrader'

/** A course as `course.yaml` describes it, with every default filled in. JSON holds all of it: no maps, no dates. */
export interface Course {
  readonly title: string
  /** `built-in`, a folder relative to course.yaml, or the name of a package. */
  readonly sheet: string
  /** Absent: drawn for each run and kept in its journal. */
  readonly seed?: CourseSeed
  /** Exercises that count, as written; absent for all of the sheet. */
  readonly count?: readonly string[]
  readonly exercises: readonly ExerciseSettings[]
  /** Of all exercises that have none of their own; absent: as the sheet says. */
  readonly limits?: CourseLimits
  /** Of all checks that have no visibility of their own; absent: as the sheet says. */
  readonly visibility?: CourseVisibility
  /** IANA name of the time zone in which dates are shown, such as `Europe/Berlin`. */
  readonly timezone: string
  /** ISO 8601, UTC. Absent: nothing is late. */
  readonly due?: string
  /** Absent: late submissions count like others. */
  readonly late?: LatePolicy
  readonly attempts: AttemptPolicy
  /** Milliseconds that a student has more than others, by roster id or e-mail; added to the roster's. */
  readonly extraTime: readonly { readonly student: string; readonly ms: number }[]
  /** So many of a student's exercises with the smallest share of points do not count. */
  readonly dropLowest: number
  /** Most that bonus exercises can add to the total, in whole hundredths of a point. */
  readonly bonusLimit?: number
  readonly sandbox?: string
  /** The class list, relative to course.yaml. */
  readonly roster?: string
  /** Table of who submitted what and when, relative to course.yaml; see `attemptsFromCsv`. */
  readonly submissions?: string
  readonly lms?: {
    readonly kind: LmsKind
    /** Name or number of the assignment there. */
    readonly assignment?: string
  }
}

/** A course that changes nothing: what counts where there is no `course.yaml`. */
export const NO_COURSE: Course = {
  title: '',
  sheet: 'built-in',
  exercises: [],
  timezone: 'UTC',
  attempts: { count: 'latest' },
  extraTime: [],
  dropLowest: 0,
}
