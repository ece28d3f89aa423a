import type { Visibility } from '#grading/model/check'
import { closest } from '#grading/model/closest'
import type { Flaw } from '../file/issue-text.ts'
import type { Course, CourseLimits, CourseVisibility, ExerciseSettings } from '../model/course.ts'

/** What a course needs to know of an exercise of its sheet. */
export interface SheetExercise {
  readonly id: string
  /** Number on the sheet. */
  readonly sheet: string
  readonly title: string
  /** As its author wrote it, in whole hundredths of a point. */
  readonly max: number
  readonly checks: readonly { readonly id: string; readonly visibility: Visibility }[]
}

/** An exercise as the course counts it. */
export interface ExercisePolicy extends Pick<SheetExercise, 'id' | 'sheet' | 'title'> {
  /** Worth in the course, in whole hundredths of a point. */
  readonly max: number
  readonly bonus: boolean
  /** Where the course changes what submissions may take. */
  readonly limits?: CourseLimits
  /** By id of a check. */
  readonly visibility: ReadonlyMap<string, CourseVisibility>
}

export interface Policies {
  /** Of the exercises that count, in the order of the sheet. */
  readonly exercises: readonly ExercisePolicy[]
  /** Names in `course.yaml` that fit no exercise or check, and what cannot be together. */
  readonly flaws: readonly Flaw[]
}

/** What a course says of each exercise of a sheet. */
export function policiesOf(course: Course, sheet: readonly SheetExercise[]): Policies {
  const flaws: Flaw[] = []
  const find = (name: string, path: Flaw['path']): SheetExercise | undefined => {
    const found = sheet.filter((exercise) => means(name, exercise))
    if (found.length === 1) return found[0]
    flaws.push({
      path,
      ofKey: true,
      says: found.length === 0 ? `is no exercise of the sheet${hint(name, sheet)}` : `means several: ${ids(found)}`,
    })
    return undefined
  }
  const counted = course.count?.map((name, i) => find(name, ['count', i]))
  const settings = new Map<string, ExerciseSettings>()
  for (const one of course.exercises) {
    const path = ['exercises', one.exercise]
    const exercise = find(one.exercise, path)
    if (exercise === undefined) continue
    if (settings.has(exercise.id)) flaws.push({ path, ofKey: true, says: `is ${exercise.id}, which has settings already` })
    if (counted !== undefined && !counted.includes(exercise))
      flaws.push({ path, ofKey: true, says: `is set, but ${exercise.id} is not among those that count; add it to count, or remove this` })
    settings.set(exercise.id, one)
    for (const { check } of one.checks ?? []) {
      if (exercise.checks.some(({ id }) => id === check)) continue
      const checks = exercise.checks.map(({ id }) => id).join(', ')
      flaws.push({ path: [...path, 'checks', check], ofKey: true, says: `is no check of ${exercise.id}; it has ${checks}` })
    }
  }
  const exercises = sheet.filter((exercise) => counted === undefined || counted.includes(exercise))
  const policies = exercises.map((exercise) => policyOf(exercise, settings.get(exercise.id) ?? {}, course))
  const required = policies.filter(({ bonus }) => !bonus).length
  if (course.dropLowest > 0 && course.dropLowest >= required) {
    flaws.push({ path: ['drop-lowest'], says: `leaves none of the ${required} exercises that count` })
  }
  return { exercises: policies, flaws }
}

function policyOf(exercise: SheetExercise, settings: Partial<ExerciseSettings>, course: Course): ExercisePolicy {
  const { id, sheet, title, max, checks } = exercise
  const byCheck = new Map(settings.checks?.map(({ check, visibility }) => [check, visibility]))
  return {
    ...{ id, sheet, title },
    max: Math.round((settings.points ?? max) * (settings.weight ?? 1)),
    bonus: settings.bonus ?? false,
    ...(course.limits === undefined && settings.limits === undefined ? {} : { limits: { ...course.limits, ...settings.limits } }),
    visibility: new Map(
      checks.map((check) => [check.id, byCheck.get(check.id) ?? settings.visibility ?? course.visibility ?? check.visibility]),
    ),
  }
}

/** By its id, the name of its folder alone, or its number on the sheet. */
function means(name: string, { id, sheet }: SheetExercise): boolean {
  return id === name || id.endsWith(`/${name}`) || sheet === name
}

function hint(name: string, sheet: readonly SheetExercise[]): string {
  const near = closest(
    name,
    sheet.flatMap((exercise) => [exercise.id, exercise.id.slice(exercise.id.lastIndexOf('/') + 1), exercise.sheet]),
  )
  return near === undefined ? `; there are ${ids(sheet)}` : `; did you mean ${near}?`
}

function ids(exercises: readonly SheetExercise[]): string {
  return exercises.map(({ id }) => id).join(', ')
}
