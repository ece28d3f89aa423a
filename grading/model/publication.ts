/** A grade as a student was told of it, in whole hundredths of a point. */
export interface PublishedGrade {
  /** Id in the gradebook. */
  readonly student: string
  readonly score: number
  readonly max: number
  /** Awaiting manual grading, or not graded. */
  readonly pending: number
  /** Points by id of the exercise, in the order of the sheet. */
  readonly exercises: readonly (readonly [exercise: string, score: number])[]
}

/** From now on these grades are what students know. */
export interface Publication {
  readonly type: 'published'
  /** ISO 8601, UTC. */
  readonly at: string
  readonly by?: string
  /** Of all that students see: sha256 in hexadecimal digits. */
  readonly digest: string
  readonly grades: readonly PublishedGrade[]
}

/** Grades that were published and are others now. */
export interface Correction {
  readonly type: 'corrected'
  /** ISO 8601, UTC. */
  readonly at: string
  readonly by?: string
  /** Never empty; the students read it. */
  readonly reason: string
  /** As they are now; those of students who were not known before are not among them. */
  readonly grades: readonly PublishedGrade[]
  /** Students who have no grade any more. */
  readonly gone: readonly string[]
}

/** What became of published grades; the order counts. */
export type PublishedRecord = Publication | Correction

/** A correction as its student reads it. */
export interface GradeChange {
  /** ISO 8601, UTC. */
  readonly when: string
  readonly who?: string
  readonly why: string
  /** Of the total, in whole hundredths of a point. */
  readonly before: number
  readonly after: number
}

/** What reports say of a publication. */
export interface ShownPublication {
  /** ISO 8601, UTC. */
  readonly at: string
  readonly by?: string
}
