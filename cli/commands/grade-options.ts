import type { SandboxChoice } from '#grading/runner/machine/sandbox-kinds'

/** What `assay grade` is asked. */
export interface GradeOptions {
  readonly out: string
  readonly jobs: number
  readonly only: readonly string[]
  /** Drawn where it is not given. */
  readonly seed?: number
  /** Kits whose seeds are refused. */
  readonly kit?: readonly string[]
  readonly sandbox: SandboxChoice
  readonly resume?: boolean
  /** Nothing of a finished run in the folder is kept. */
  readonly fresh?: boolean
  readonly replace?: boolean
  /** Why grades change that were published. */
  readonly reason?: string
  readonly acceptEmpty?: boolean
  readonly verbose?: boolean
  readonly trace?: 'frames'
  /** Of a course of nbgrader. */
  readonly assignment?: string
  /** Of clones, the last commit at or before this time counts. */
  readonly until?: string
  /** A course.yaml; without it the one beside the class, `false` for none. */
  readonly course?: string | false
  /** Workers grade: the address of their Redis. */
  readonly queue?: string
  readonly queueKey?: string
  /** Where packed submissions and results lie meanwhile: a folder that is shared, or `redis`. */
  readonly blobs?: string
  /** Share of the submissions that two workers grade, in percent. */
  readonly recheck?: number
}
