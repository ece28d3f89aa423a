/** A graded run as `results.json` tells of it: points, not hundredths. */
export interface RunResults {
  readonly assay: string
  /** Why the run is not complete. */
  readonly banner?: string
  /** When students were told: ISO 8601, UTC. */
  readonly published?: { readonly at: string } | undefined
  readonly students: readonly RunStudent[]
}

export interface RunStudent {
  readonly id: string
  readonly score: number
  readonly max: number
  /** Points that wait; not in the score. */
  readonly pending: number
  readonly notGraded?: true
  /** Of a course: why nobody knows whose submission it is. */
  readonly unassigned?: string | undefined
  /** Of a course: why the total is not final. */
  readonly undecided?: string | undefined
  /** Of a course: as the class list says. */
  readonly name?: string | undefined
  readonly email?: string | undefined
  /** Of a course: its submissions, and which one counts. */
  readonly attempts?:
    | readonly { readonly submission: string; readonly counts: boolean; readonly submittedAt?: string | undefined }[]
    | undefined
  readonly exercises: readonly RunExercise[]
}

export interface RunExercise {
  readonly id: string
  readonly status: string
  readonly score: number
  readonly max: number
  readonly checks: readonly RunCheck[]
}

export interface RunCheck {
  readonly id: string
  readonly title: string
  readonly visibility: string
  readonly verdict: string
  readonly score: number
  readonly max: number
  readonly ms: number
  readonly findings: readonly { readonly text: string; readonly hint?: string | undefined }[]
}

/** Of a submission that no student is known for. */
export const OF_NOBODY = 'nobody knows whose it is'

/** Why a student has no points that could be handed on: without a full stop; nothing where all are known. */
export function waitsFor({ pending, notGraded, unassigned, undecided, attempts, exercises }: RunStudent): string | undefined {
  if (unassigned !== undefined) return OF_NOBODY
  if (notGraded === true) return 'not graded yet'
  if (attempts !== undefined && attempts.length === 0) return 'nothing submitted'
  if (exercises.some(({ status }) => status === 'judging-error')) return 'could not be graded'
  if (pending > 0) return 'waits for manual grading'
  return undecided === undefined ? undefined : 'marked late without a time'
}

/** The submission that counts. */
export function submissionOf({ id, attempts = [] }: RunStudent): string {
  return attempts.find(({ counts }) => counts)?.submission ?? id
}

/** Points as whole hundredths. */
export function hundredths(points: number): number {
  return Math.round(points * 100)
}
