/**
 * Why points changed: a rule on late submissions, a person who set the points of an exercise, a person who marked a written answer, the
 * lowest exercises that do not count, or points beyond the maximum.
 */
export type AdjustmentKind = 'late' | 'override' | 'manual' | 'dropped' | 'bonus'

/** A change of points after the checks, with who made it and why. */
export interface Adjustment {
  readonly kind: AdjustmentKind
  /** Id of the exercise whose points it changes; absent for a change of the total. */
  readonly exercise?: string
  /** What it adds, in whole hundredths of a point; negative where it takes points. */
  readonly points: number
  /** A person's name, or `course.yaml` for a rule of the course. Never empty. */
  readonly who: string
  /** ISO 8601, UTC. */
  readonly when: string
  /** Shown to the student. Never empty. */
  readonly why: string
}

/** What a person decided about the points of a student, whatever the checks gave. It stays until another for the same replaces it. */
export interface Override {
  /** Id of the student in the gradebook, or of any submission of that student. */
  readonly student: string
  /** Sets the points of this exercise; absent: adds to the total. */
  readonly exercise?: string
  /** Whole hundredths of a point; `null` takes an earlier one back. */
  readonly points: number | null
  /** Maximum of the exercise when it was given: the points follow when the course changes it. */
  readonly of?: number
  readonly by: string
  readonly reason: string
  /** ISO 8601, UTC. */
  readonly at: string
}

/** One submission of a student among several, and what became of it. */
export interface AttemptUse {
  /** Id of the submission. */
  readonly submission: string
  /** Counts from 1 in the order of submission. */
  readonly number: number
  /** By the clock of the learning platform: ISO 8601, UTC. Absent where nothing recorded it. */
  readonly submittedAt?: string
  /** The platform says that it is late, and not when it came. */
  readonly markedLate?: true
  /** Milliseconds after the student's own due date; 0 for one in time. */
  readonly lateBy: number
  readonly counts: boolean
  /** Why it counts, or why it does not: a sentence for the student. */
  readonly why: string
  /** What it is worth after all adjustments, in whole hundredths of a point. */
  readonly points: number
}

/** Who a submission belongs to: from the roster, else as the submission says. */
export interface Person {
  readonly name?: string
  readonly email?: string
  readonly group?: string
}

/**
 * What is wrong with an adjustment, in words; `undefined` if it may be counted. Nobody's points change without a name and a reason.
 *
 * @example adjustmentFlaw({ kind: 'override', points: 50, who: '', when: '2026-12-01T10:00:00.000Z', why: 'Remark' }) // 'names nobody'
 */
export function adjustmentFlaw({ kind, points, who, when, why }: Adjustment): string | undefined {
  if (!Number.isInteger(points)) return 'its points are not whole hundredths'
  if (who.trim() === '') return 'names nobody'
  if (why.trim() === '') return 'gives no reason'
  if (Number.isNaN(Date.parse(when))) return 'has no time'
  if (kind === 'late' && points > 0) return 'a late submission cannot gain points'
  return undefined
}
