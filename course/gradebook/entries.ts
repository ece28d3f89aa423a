import type { Adjustment, Override } from '#grading/model/adjustment'
import type { ExerciseResult } from '#grading/model/result'
import type { GradebookEntry } from '../model/gradebook.ts'
import type { ExercisePolicy } from '../sheet/policies.ts'
import { sumOf, waits } from '../sheet/scale.ts'
import type { CountedMark } from './gradebook-input.ts'

/**
 * One exercise of one submission: what the checks gave, what persons gave for it, and what a person set it to.
 *
 * @param result - absent where nothing was submitted.
 * @param marks - of this submission and exercise.
 * @param override - the one that counts for this student and exercise.
 */
export function entryOf(
  { id, sheet, title, max, bonus }: ExercisePolicy,
  result: ExerciseResult | undefined,
  marks: readonly CountedMark[],
  override: Override | undefined,
): GradebookEntry {
  const manual = marks.map(
    ({ points, by, at, comment }): Adjustment => ({
      ...{ kind: 'manual', exercise: id, points, who: by, when: at },
      why: comment?.trim() || 'Points for the written answer.',
    }),
  )
  const computed = (result?.score ?? 0) - sumOf(manual, 'points')
  const before = computed + sumOf(manual, 'points')
  const set = override === undefined ? [] : [overriding(id, before, max, override)]
  const adjustments = [...manual, ...set]
  return {
    ...{ exercise: id, sheet, title, computed, adjustments, max, bonus },
    points: computed + sumOf(adjustments, 'points'),
    pending: override === undefined ? sumOf((result?.checks ?? []).filter(waits), 'max') : 0,
    attempted: result !== undefined && result.status !== 'not-attempted',
  }
}

function overriding(exercise: string, before: number, max: number, { points, of, by, at, reason }: Override): Adjustment {
  const to = of === undefined || of === 0 ? (points ?? 0) : Math.round(((points ?? 0) * max) / of)
  return { kind: 'override', exercise, points: to - before, who: by, when: at, why: reason }
}
