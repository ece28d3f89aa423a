import type { Source } from './judge.ts'
import { type Selection, selectExercises } from './select-exercises.ts'

/** The exercises there are, and where their right answers come from. */
export interface Course {
  choose(only: readonly string[]): Promise<Selection>
  readonly source?: Source
}

/**
 * The exercises of this installation, with their references.
 * @param catalogue - folder of other exercises to take instead.
 */
export function installedCourse(catalogue?: string): Course {
  return { choose: (only) => selectExercises(only, catalogue) }
}
