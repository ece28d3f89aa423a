import type { Attempt } from '../model/attempt.ts'
import type { GradebookEntry } from '../model/gradebook.ts'
import type { Lateness } from './lateness.ts'
import type { Totals } from './totals.ts'

/** An attempt with what it would be worth if it counted. */
export interface GradedAttempt {
  readonly attempt: Attempt
  readonly lateness: Lateness
  readonly entries: readonly GradebookEntry[]
  readonly totals: Totals
}
