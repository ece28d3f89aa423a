import { points } from '../text/points.ts'
import { safeJson } from '../text/safe-json.ts'
import { causeText, whyText } from './change-text.ts'
import type { Change, CheckSide, NamedRun, RunDiff, Side, StudentChange } from './changes.ts'

/** The comparison for other programs: points with at most two decimals. For the instructor: hidden checks are in it. */
export function diffJson({ before, after, differences, changes }: RunDiff): string {
  const { students, exercises, ofTotals } = changes
  return `${safeJson({
    schema: 1,
    ...{ before: runDocument(before), after: runDocument(after), differences },
    students: students.map(studentDocument),
    exercises: exercises.map(({ exercise, sheet, exerciseTitle, before, after, change, up, down, worth }) => ({
      ...{ id: exercise, sheet, title: exerciseTitle, before: points(before), after: points(after), change: points(change), up, down },
      ...(worth === undefined ? {} : { max: { before: points(worth.before), after: points(worth.after) } }),
    })),
    totals: { before: points(ofTotals.before), after: points(ofTotals.after), change: points(ofTotals.change) },
  })}\n`
}

function runDocument({ name, ...run }: NamedRun) {
  return { run: name, ...run }
}

function studentDocument({ id, name, before, after, change, changes, causes }: StudentChange) {
  return {
    id,
    ...(name === undefined ? {} : { name }),
    ...{ before: sideDocument(before), after: sideDocument(after), change: points(change) },
    causes: causes.map((cause) => ({ ...cause, text: causeText(cause) })),
    changes: changes.map(changeDocument),
  }
}

function sideDocument(side: Side) {
  if (side.state !== 'graded') return { state: side.state }
  const { score, max, pending } = side.grade
  return { state: side.state, score: points(score), max: points(max), pending: points(pending) }
}

function changeDocument(one: Change) {
  const said = { change: points(one.change), why: whyText(one) }
  if (one.kind === 'other') return { kind: one.kind, ...said }
  if (one.kind === 'adjustment') {
    const { kind, adjustment, of, before, after } = one
    const sides = { before: points(before.points), after: points(after.points) }
    return { kind, adjustment, ...(of === undefined ? {} : { exercise: of.exercise }), ...sides, ...said }
  }
  const { kind, exercise, check, title, visibility, before, after } = one
  return { kind, exercise, check, title, visibility, ...checkSides(before, after), ...said }
}

function checkSides(before: CheckSide | undefined, after: CheckSide | undefined) {
  const side = ({ verdict, score, max, findings }: CheckSide) => ({ verdict, score: points(score), max: points(max), findings })
  return { ...(before === undefined ? {} : { before: side(before) }), ...(after === undefined ? {} : { after: side(after) }) }
}
