import type { CheckResult, ExerciseResult, StudentResult } from '#grading/model/result'
import type { ExercisePolicy, SheetExercise } from './policies.ts'

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
 * A result as it was computed, with the points that its exercises have in the course: shares stay as they are, rounded once. Exercises that do not
 * count are left out.
 */
export function scaled(result: StudentResult, policies: readonly ExercisePolicy[]): StudentResult {
  const exercises = policies.flatMap((policy) => {
    const exercise = result.exercises.find(({ id }) => id === policy.id)
    return exercise === undefined ? [] : [scaledExercise(exercise, policy.max)]
  })
  const pending = exercises.flatMap(({ checks }) => checks).filter(waits)
  return { ...result, score: sumOf(exercises, 'score'), max: sumOf(exercises, 'max'), pending: sumOf(pending, 'max'), exercises }
}

/** Maxima of the checks sum to `max`: rounding is carried on. */
function scaledExercise(exercise: ExerciseResult, max: number): ExerciseResult {
  if (exercise.max === max || exercise.max === 0) return exercise
  let before = 0
  let given = 0
  const checks = exercise.checks.map((check): CheckResult => {
    before += check.max
    const upTo = Math.round((max * before) / exercise.max)
    const worth = upTo - given
    given = upTo
    return { ...check, score: shareOf(worth, check), max: worth }
  })
  return { ...exercise, score: sumOf(checks, 'score'), max, checks }
}

/** The same share of other points; less than all of it never rounds up to all. */
function shareOf(worth: number, { score, max, fraction }: CheckResult): number {
  const share = max === 0 ? fraction : score / max
  const points = Math.round(worth * share)
  return share < 1 && points === worth && worth > 0 ? worth - 1 : points
}

/** Whether no verdict has been given on it yet. */
export function waits({ verdict }: Pick<CheckResult, 'verdict'>): boolean {
  return verdict === 'pending-manual' || verdict === 'judging-error'
}

export function sumOf<K extends string>(parts: readonly { readonly [key in K]: number }[], key: K): number {
  return parts.reduce((sum, part) => sum + part[key], 0)
}
