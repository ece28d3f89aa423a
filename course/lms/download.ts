import type { LmsKind } from '../model/course.ts'

/** One row of a download as it lies there, before anybody has opened a file of the student. */
export interface DownloadRow {
  /** Id of the submission; no two are equal. */
  readonly id: string
  /** Names of the files that it was joined from, where those of all students lie side by side. */
  readonly parts?: readonly string[]
  /** Whether it is the clone of a repository. */
  readonly clone?: boolean
  /** What stands in the `timestamp.txt` that nbgrader writes. */
  readonly timestamp?: string
}

/** What is known of a download from its names and from what the platform wrote beside the students. */
export interface Download {
  /** Name of the folder or file. */
  readonly name: string
  readonly rows: readonly DownloadRow[]
  /** The text of `submission_metadata.yml`. */
  readonly metadata?: string
}

/** Who a submission is from, as a platform says it. */
export interface Claim {
  /** As it stands there, in whatever order of its parts. */
  readonly name?: string
  /** The name without spaces and punctuation, family name first. */
  readonly squeezedName?: string
  /** The platform's own id or login of the student. */
  readonly id?: string
  readonly email?: string
  /** Number of the participant in one assignment; not an id of the student. */
  readonly participant?: string
  /** The platform hides who it is. */
  readonly anonymous?: true
}

/** Whose a row is said to be, and when it was submitted. */
export interface ClaimedRow {
  readonly submission: string
  /** One; several for a group. */
  readonly claims: readonly Claim[]
  /** By the clock of the platform: ISO 8601, UTC. */
  readonly submittedAt?: string
  readonly markedLate?: true
  /** The platform's own number of the submission. */
  readonly reference?: string
  /** Submissions before this one that the platform tells of, whose files are not in the download. */
  readonly earlier?: readonly { readonly reference?: string; readonly submittedAt?: string }[]
}

/** A kind of download. */
export interface Recogniser {
  readonly kind: LmsKind | 'folder'
  /** As people call it. */
  readonly title: string
  recognises(download: Download): boolean
  /** In the order of the rows. */
  claims(download: Download): readonly ClaimedRow[]
}
