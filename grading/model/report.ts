import type { Adjustment, AttemptUse, Person } from './adjustment.ts'
import type { RunResult, StudentResult } from './result.ts'

export interface RenderedFile {
  /** Relative to the output folder, `/` between parts. */
  readonly path: string
  readonly content: string
  /** The content piece by piece, where it may be longer than the longest text. */
  readonly pieces?: () => Iterable<string>
  /** Data that the content is made of, all of it but the code of Assay: where they were equal, the file is not made again. */
  readonly inputs?: unknown
}

/** What a course knows of one submission besides its results. What is absent is not shown. */
export interface SubmissionFacts extends Person {
  /** By the clock of the learning platform: ISO 8601, UTC. */
  readonly submittedAt?: string
  /** All attempts of its student, in the order of submission. */
  readonly attempts?: readonly AttemptUse[]
  /** Changes of points after the checks. */
  readonly adjustments?: readonly Adjustment[]
}

/** What a course knows of a run. What is absent is not shown. */
export interface CourseFacts {
  readonly title?: string
  /** Name of the sheet. */
  readonly sheet?: string
  /** IANA name of the time zone in which times are shown; without it UTC. */
  readonly timezone?: string
  /** By id of the submission. */
  readonly submissions?: ReadonlyMap<string, SubmissionFacts>
}

/** The run before in the same folder, so that reports can tell what changed since. */
export interface EarlierRun {
  /** With its marks, by the rules of its course. */
  readonly students: readonly StudentResult[]
  /** When it began: ISO 8601, UTC. */
  readonly gradedAt?: string
  /** What differs besides submissions and decisions, in words. */
  readonly differences: readonly string[]
}

export interface ReportView {
  readonly run: RunResult
  /** Statement of each exercise, Markdown with `$…$` mathematics, by exercise id. */
  readonly statements: ReadonlyMap<string, string>
  /** When the run began: ISO 8601, UTC. */
  readonly gradedAt?: string
  /** When the run began that graded a submission, by its id, where its result was kept of an earlier one. */
  readonly gradedBefore?: ReadonlyMap<string, string>
  readonly course?: CourseFacts
  readonly earlier?: EarlierRun
}

/** Pure: the cli writes the files. */
export interface ReportFormat {
  readonly name: string
  render(view: ReportView): readonly RenderedFile[]
}
