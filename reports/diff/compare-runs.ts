import { sum } from 'd3-array'
import type { Adjustment, AdjustmentKind } from '#grading/model/adjustment'
import { byCode } from '#grading/model/by-code'
import type { ExerciseResult, StudentResult } from '#grading/model/result'
import type { AdjustmentChange, AdjustmentSide, Cause, Change, RunChanges, Side, StudentChange } from './changes.ts'
import { checkChanges } from './check-changes.ts'
import { exerciseChanges } from './exercise-changes.ts'

/**
 * What differs between the grades of two runs. Pure, and of no order: every student of either run is in it; of a student who is graded in both, the
 * changes sum to that of the total; the comparison the other way round has the opposite of every change.
 */
export function compareRuns(before: readonly StudentResult[], after: readonly StudentResult[]): RunChanges {
  const [old, now] = [before, after].map((students) => new Map(students.map((student) => [student.id, student])))
  const ids = new Set([...before, ...after].map(({ id }) => id))
  const pairs = [...ids].map((id): Pair => ({ id, before: old?.get(id), after: now?.get(id) }))
  const students = pairs.map(studentChange).sort((a, b) => Math.abs(b.change) - Math.abs(a.change) || byCode(a.id, b.id))
  const both = pairs.flatMap(({ before, after }) => (isGraded(before) && isGraded(after) ? [{ before, after }] : []))
  const [earlier, later] = [both.map((one) => one.before), both.map((one) => one.after)].map((all) => sum(all, ofTotal))
  return {
    students,
    exercises: exerciseChanges(both),
    ofTotals: { before: earlier ?? 0, after: later ?? 0, change: (later ?? 0) - (earlier ?? 0) },
  }
}

interface Pair {
  readonly id: string
  readonly before: StudentResult | undefined
  readonly after: StudentResult | undefined
}

function studentChange({ id, before, after }: Pair): StudentChange {
  const name = after?.person?.name ?? before?.person?.name
  const who = { id, ...(name === undefined ? {} : { name }), before: sideOf(before), after: sideOf(after) }
  if (!isGraded(before) || !isGraded(after)) return { ...who, change: 0, changes: [], causes: [] }
  const change = after.score - before.score
  const changes = changesOf(before, after)
  const rest = change - sum(changes, (one) => one.change)
  const all: readonly Change[] = rest === 0 ? changes : [...changes, { kind: 'other', change: rest }]
  return { ...who, change, changes: all, causes: [...causesOf(before, after, all.length > 0), ...corrections(before, after)] }
}

function isGraded(student: StudentResult | undefined): student is StudentResult {
  return student !== undefined && student.notGraded !== true
}

function sideOf(student: StudentResult | undefined): Side {
  if (student === undefined) return { state: 'absent' }
  if (student.notGraded === true) return { state: 'not-graded' }
  const { score, max, pending } = student
  return { state: 'graded', grade: { score, max, pending } }
}

function changesOf(before: StudentResult, after: StudentResult): readonly Change[] {
  const ids = new Set([...before.exercises, ...after.exercises].map(({ id }) => id))
  const exercises = [...ids].sort(byCode).flatMap((exercise): readonly Change[] => {
    const [old, now] = [before, after].map(({ exercises }) => exercises.find(({ id }) => id === exercise))
    const { sheet, title: exerciseTitle } = (now ?? old) as ExerciseResult
    // What was given for a written answer is in the points of its checks.
    const [given, gives] = [old, now].map((one) => (one?.adjustments ?? []).filter(({ kind }) => kind !== 'manual'))
    return [...checkChanges(old, now), ...adjustmentChanges(given, gives, { exercise, sheet, exerciseTitle })]
  })
  return [...exercises, ...adjustmentChanges(before.adjustments, after.adjustments)]
}

function adjustmentChanges(
  before: readonly Adjustment[] = [],
  after: readonly Adjustment[] = [],
  of?: AdjustmentChange['of'],
): readonly AdjustmentChange[] {
  const kinds = new Set([...before, ...after].map(({ kind }) => kind))
  return [...kinds].sort(byCode).flatMap((adjustment): readonly AdjustmentChange[] => {
    const sides = { before: adjustmentSide(before, adjustment), after: adjustmentSide(after, adjustment) }
    if (JSON.stringify(sides.before) === JSON.stringify(sides.after)) return []
    return [{ kind: 'adjustment', adjustment, ...(of && { of }), ...sides, change: sides.after.points - sides.before.points }]
  })
}

function adjustmentSide(all: readonly Adjustment[], kind: AdjustmentKind): AdjustmentSide {
  const own = all.filter((one) => one.kind === kind)
  return { points: sum(own, ({ points }) => points), why: own.map(({ who, why }) => `${who}: ${why}`).sort(byCode) }
}

function causesOf(before: StudentResult, after: StudentResult, differs: boolean): readonly Cause[] {
  const [old, now] = [before, after].map(({ attempts }) => attempts?.find(({ counts }) => counts)?.submission)
  const other: readonly Cause[] =
    old === undefined || now === undefined || old === now ? [] : [{ code: 'other-attempt', before: old, after: now }]
  if (before.hash === after.hash) return differs ? [...other, { code: 'same-submission' }] : other
  if (before.hash !== '' && after.hash !== '') return [...other, { code: 'changed-submission' }]
  // Without a hash nothing was submitted, or it could not be graded.
  const [nothing, code] = before.hash === '' ? ([before, 'first-submission'] as const) : ([after, 'no-submission'] as const)
  return nothing.exercises.every(({ status }) => status === 'not-attempted') ? [...other, { code }] : other
}

function corrections(before: StudentResult, after: StudentResult): readonly Cause[] {
  const [old, now] = [before, after].map(({ changes = [] }) => changes.map(({ who, why }) => (who === undefined ? why : `${who}: ${why}`)))
  const vanished = (old ?? []).filter((reason) => now?.includes(reason) !== true)
  const appeared = (now ?? []).filter((reason) => old?.includes(reason) !== true)
  return vanished.length + appeared.length === 0 ? [] : [{ code: 'corrected', vanished, appeared }]
}

function ofTotal({ adjustments = [] }: StudentResult): number {
  return sum(adjustments, ({ points }) => points)
}
