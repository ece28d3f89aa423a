import { byCode } from '#grading/model/by-code'
import type { ExerciseResult, StudentResult } from '#grading/model/result'
import type { ExerciseChange } from './changes.ts'

/** Digits by their value: 10 comes after 2. */
const BY_NUMBER = new Intl.Collator('en', { numeric: true })

interface Sums {
  readonly of: ExerciseResult
  before: number
  after: number
  up: number
  down: number
}

/** The sums of each exercise, over students who are graded in both runs. */
export function exerciseChanges(
  both: readonly { readonly before: StudentResult; readonly after: StudentResult }[],
): readonly ExerciseChange[] {
  const exercises = new Map<string, Omit<ExerciseChange, 'exercise' | 'sheet' | 'exerciseTitle' | 'change'> & Sums>()
  for (const { before, after } of both) {
    // A title may have changed: that of the later run counts.
    const all = new Map([...before.exercises, ...after.exercises].map((exercise) => [exercise.id, exercise]))
    for (const [id, of] of all) {
      const sides = [before, after].map((one) => one.exercises.find((exercise) => exercise.id === id))
      const [old, now] = sides.map((one) => one?.score ?? 0) as [number, number]
      const sums = exercises.get(id) ?? { of, before: 0, after: 0, up: 0, down: 0 }
      sums.before += old
      sums.after += now
      Object.assign(sums, worthOf(sides[0], sides[1]))
      if (now > old) sums.up += 1
      if (now < old) sums.down += 1
      exercises.set(id, sums)
    }
  }
  return [...exercises]
    .map(
      ([
        id,
        {
          of: { sheet, title },
          ...sums
        },
      ]) => ({
        ...{ exercise: id, sheet, exerciseTitle: title },
        ...sums,
        change: sums.after - sums.before,
      }),
    )
    .sort((a, b) => BY_NUMBER.compare(a.sheet, b.sheet) || byCode(a.exercise, b.exercise))
}

function worthOf(before: ExerciseResult | undefined, after: ExerciseResult | undefined): Pick<ExerciseChange, 'worth'> {
  if (before === undefined || after === undefined || before.max === after.max) return {}
  return { worth: { before: before.max, after: after.max } }
}
