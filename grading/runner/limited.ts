import type { Exercise } from '../model/exercise.ts'
import type { LimitsByExercise } from '../model/session.ts'
import type { Selection } from './select-exercises.ts'

/** The exercises with the limits of a course in place of their own. */
export function limited({ selected, sheet }: Selection, limits: LimitsByExercise = {}): Selection {
  const made = new Map(sheet.map((exercise): [Exercise, Exercise] => [exercise, withLimits(exercise, limits[exercise.id])]))
  const of = (exercise: Exercise): Exercise => made.get(exercise) ?? withLimits(exercise, limits[exercise.id])
  return { selected: selected.map((entry) => ({ ...entry, exercise: of(entry.exercise) })), sheet: sheet.map(of) }
}

function withLimits(exercise: Exercise, changed: LimitsByExercise[string] | undefined): Exercise {
  return changed === undefined ? exercise : { ...exercise, limits: { ...exercise.limits, ...changed } }
}
