import type { Finding } from './finding.ts'
import type { Session } from './session.ts'

/** Follows the ICPC judgement types. */
export type Verdict =
  | 'accepted'
  | 'partial'
  | 'wrong-answer'
  | 'runtime-error'
  | 'load-error'
  | 'time-limit'
  | 'memory-limit'
  | 'output-limit'
  | 'not-attempted'
  | 'skipped'
  | 'pending-manual'
  | 'judging-error'

export type Visibility = 'visible' | 'hidden'

export interface Outcome {
  readonly verdict: Verdict
  /** Share of the check's points, 0 to 1. */
  readonly fraction: number
  readonly findings: readonly Finding[]
}

export interface CheckContext {
  readonly reference: Session
  /** Equal seeds give equal inputs; never 0. */
  readonly seed: number
  /** Conventions the submission declares, e.g. `cost` → `mean`. Those translated at the session (see convention.ts) are here too. */
  readonly declared: ReadonlyMap<string, string>
  /** Inputs and reference answers that are the same for the whole class, made once. */
  memo<T>(key: string, make: () => T): T
}

/** One thing looked at, worth some points. A definition, run by grade.ts. */
export interface Check {
  readonly id: string
  readonly title: string
  /** Points, in steps of 0.01. */
  readonly points: number
  readonly visibility: Visibility
  /** Ids of checks of the same exercise that must not have failed before this one is run. */
  readonly after?: readonly string[]
  /** The exported functions it calls. */
  readonly entries: readonly string[]
  run(subject: Session, context: CheckContext): Promise<Outcome>
}
