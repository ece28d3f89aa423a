import { byCode } from '#grading/model/by-code'
import type { LmsKind } from './course.ts'

/** Where the files of an attempt lie and how it was found to be this student's. */
export interface AttemptSource {
  readonly kind: 'folder' | 'zip' | 'tar' | 'file' | 'git'
  /** As the download has it: relative, `/` between parts. */
  readonly path: string
  readonly lms?: LmsKind
  /** The platform's own number of the submission or file, or the commit. */
  readonly reference?: string
  /** What connected it with the student; `person` for a decision that was recorded. */
  readonly matchedBy?: 'id' | 'email' | 'name' | 'person'
}

/** One submission of one student. A submission of a group is an attempt of each member. */
export interface Attempt {
  /** Id of the roster entry; that of the submission where no roster knows the student. */
  readonly student: string
  /** Id of the submission as it is graded: `StudentResult.id`. */
  readonly submission: string
  /** Counts from 1, in the order of {@link inOrder}. */
  readonly number: number
  /** By the clock of the learning platform, never that of the files: ISO 8601, UTC. Absent where nothing recorded it. */
  readonly submittedAt?: string
  /** The platform says that it is late, such as `LATE` in the names of Canvas. It matters only where there is no time. */
  readonly markedLate?: true
  /** Why nobody knows whose it is, without a full stop: a person has to say so. */
  readonly unassigned?: string
  readonly source: AttemptSource
}

/**
 * Attempts of one student in the order of submission: by time, those without one before all others, then by submission id. Numbers them
 * from 1.
 */
export function inOrder(attempts: readonly Omit<Attempt, 'number'>[]): readonly Attempt[] {
  const sorted = [...attempts].sort((a, b) => timeOf(a) - timeOf(b) || byCode(a.submission, b.submission))
  return sorted.map((attempt, index) => ({ ...attempt, number: index + 1 }))
}

function timeOf({ submittedAt }: Omit<Attempt, 'number'>): number {
  // Not infinite: the difference of two such would be no number.
  return submittedAt === undefined ? Number.MIN_SAFE_INTEGER : Date.parse(submittedAt)
}
