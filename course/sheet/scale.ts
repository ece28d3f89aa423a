import type { CheckResult, ExerciseResult, StudentResult } from '#grading/model/result'
import type { ExercisePolicy, SheetExercise } from './policies.ts'
import { shareOut } from './share-out.ts'

/** The exercises that results tell of, in their order. */
export function sheetOf(results: readonly StudentResult[]): readonly SheetExercise[] {
  const sheet = new Map<string, SheetExercise>()
  for (const { exercises } of results) {
    for (const { id, sheet: number, title, max, checks } of exercises) {
      if (!sheet.has(id)) sheet.set(id, { id, sheet: number, title, max, checks })
    }
  }
  return [...sheet.values()]
}

/**
 * A result as it was computed, with the points that its exercises have in the course: shares stay as they are, rounded once per exercise. Exercises that do
 * not count are left out.
 */
export function scaled(result: StudentResult, policies: readonly ExercisePolicy[]): StudentResult {
  const exercises = policies.flatMap((policy) => {
    const exercise = result.exercises.find(({ id }) => id === policy.id)
    return exercise === undefined ? [] : [scaledExercise(exercise, policy.max)]
  })
  const pending = exercises.flatMap(({ checks }) => checks).filter(waits)
  return { ...result, score: sumOf(exercises, 'score'), max: sumOf(exercises, 'max'), pending: sumOf(pending, 'max'), exercises }
}

function scaledExercise(exercise: ExerciseResult, max: number): ExerciseResult {
  if (exercise.max === max || exercise.max === 0) return exercise
  const shares = shareOut(
    exercise.checks.map((check) => ({ score: check.score, max: check.max, waits: waits(check) })),
    max,
  )
  const checks = exercise.checks.map((check, i): CheckResult => ({ ...check, ...shares[i] }))
  return { ...exercise, score: sumOf(checks, 'score'), max, checks }
}

/** Whether no verdict has been given on it yet. */
export function waits({ verdict }: Pick<CheckResult, 'verdict'>): boolean {
  return verdict === 'pending-manual' || verdict === 'judging-error'
}

export function sumOf<K extends string>(parts: readonly { readonly [key in K]: number }[], key: K): number {
  return parts.reduce((sum, part) => sum + part[key], 0)
}
