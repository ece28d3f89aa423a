import { sum } from 'd3-array'
import { paint } from '../console/paint.ts'
import { wrap } from '../console/wrap.ts'
import { counted } from '../text/counted.ts'
import { dateText } from '../text/date.ts'
import { decimalsOf, pointsText } from '../text/points.ts'
import { cut, visible } from '../text/visible.ts'
import { causeText, changeText, grouped, maximumText, movedText, NOTHING_DIFFERS, sideText, sumText, worthText } from './change-text.ts'
import type { NamedRun, RunChanges, RunDiff, StudentChange } from './changes.ts'
import { shortText } from './changes-view.ts'
import { type ChangeRow, type Explained, explain } from './explain-changes.ts'

interface DiffConsoleOptions {
  readonly colour: boolean
  /** Columns of the terminal. */
  readonly width: number
}

const NARROWEST = 72
const WIDEST = 120
const MOST_NAME = 24
/** So many rows explain the change of a student. */
const MOST_ROWS = 4

/**
 * What differs between two runs, for a terminal: who moves, the largest change first, by how much, by which check and why; sums per exercise; who is
 * in one run only. Every student is in a row, in a list of names, or counted as unchanged. Ends with a line break.
 */
export function diffConsole({ before, after, differences, changes }: RunDiff, { colour, width }: DiffConsoleOptions): string {
  const columns = Math.min(WIDEST, Math.max(NARROWEST, width))
  const { bold } = paint(colour)
  const { otherwise, unchanged, unpaired } = grouped(changes)
  const explained = explain(changes)
  const isMaximum = (one: StudentChange): boolean => explained.rowsOf(one).length === 0 && !isPending(one)
  const whatsOf = (one: StudentChange): string => [...new Set(explained.rowsOf(one).map(({ what }) => what))].join(', ') || 'pending points'
  const list = (what: string, names: readonly string[]): readonly string[] =>
    names.length === 0 ? [] : ['', ...wrap(visible(`${what} (${names.length}): ${names.join('; ')}`), columns)]
  const differ = differences.length === 0 ? NOTHING_DIFFERS : `These differ: ${differences.join(', ')}.`
  const lines = [
    ...[runText('before', before), runText('after ', after), differ, maximumText(changes)]
      .filter(Boolean)
      .flatMap((line) => wrap(visible(line), columns)),
    '',
    ...sharedLines(explained, columns, bold),
    bold(movedText(changes)),
    ...studentLines(changes, explained, columns),
    '',
    bold('Sums of the students in both runs'),
    ...exerciseLines(changes),
    ...list(
      'Same points, another maximum',
      otherwise.filter(isMaximum).map(({ id }) => id),
    ),
    ...list(
      'Same points, another finding or pending points',
      otherwise.filter((one) => !isMaximum(one)).map((one) => `${one.id}: ${whatsOf(one)}`),
    ),
    ...list(
      'Not graded in both runs',
      unpaired.map((one) => `${one.id}: ${sideText(one.before)} → ${sideText(one.after)}`),
    ),
    '',
    `${counted(unchanged.length, 'student')} unchanged.`,
  ]
  return `${lines.join('\n')}\n`
}

function isPending({ before, after }: StudentChange): boolean {
  return before.state === 'graded' && after.state === 'graded' && before.grade.pending !== after.grade.pending
}

function runText(which: string, { name, students, gradedAt, seed, assay }: NamedRun): string {
  const when = gradedAt === undefined ? '' : `, ${dateText(gradedAt)}`
  return `${which} ${name}: ${counted(students, 'student')}${when}, seed ${seed}, Assay ${assay}`
}

/** What several students have in common, once. */
function sharedLines({ shared }: Explained, columns: number, bold: (text: string) => string): readonly string[] {
  if (shared.length === 0) return []
  const lines = shared.map(({ what, why, students, change }) => {
    const points = changeText(change)
    return `${what} ${why}: ${counted(students, 'student')}${points === '' ? '' : `, ${points} together`}`
  })
  return [bold('Causes that students share'), ...lines.flatMap((line) => wrap(visible(line), columns, '  ')), '']
}

/** One line with the grades, the reasons below it. */
function studentLines(changes: RunChanges, explained: Explained, columns: number): readonly string[] {
  const { moved } = grouped(changes)
  const grades = moved.map(({ before, after }) => [before, after].map((side) => (side.state === 'graded' ? side.grade.score : 0)))
  const decimals = decimalsOf(grades.flat())
  const names = moved.map((one) => cut(visible(one.name === undefined ? one.id : `${one.id} ${one.name}`), MOST_NAME))
  const wide = Math.max(...names.map((name) => [...name].length))
  return moved.flatMap((student, i) => {
    const name = names[i] as string
    const [old, now] = (grades[i] as readonly number[]).map((points) => pointsText(points, decimals))
    const head = `  ${name}${' '.repeat(wide - [...name].length)}  ${old} → ${now}  ${changeText(student.change)}`
    return [head, ...reasonLines(student, explained).flatMap((line) => wrap(visible(line), columns, '      '))]
  })
}

function reasonLines(student: StudentChange, { rowsOf, isShared }: Explained): readonly string[] {
  const rows = rowsOf(student)
  const own = rows.filter((row) => !isShared(row))
  const common = rows.filter(isShared)
  const rest = own.slice(MOST_ROWS)
  const { causes } = student
  return [
    ...own.slice(0, MOST_ROWS).map((row) => `${shortText(row)}: ${row.why}`),
    ...(rest.length === 0 ? [] : [`and ${rest.length} more${restText(rest)}`]),
    ...(common.length === 0 ? [] : [`shared: ${common.map(shortText).join('; ')}`]),
    ...(causes.length === 0 ? [] : [causes.map(causeText).join('; ')]),
  ]
}

function restText(rest: readonly ChangeRow[]): string {
  const points = changeText(sum(rest, ({ change }) => change))
  return points === '' ? '' : ` (${points})`
}

function exerciseLines({ exercises, ofTotals }: RunChanges): readonly string[] {
  const rows = exercises.map(({ sheet, exerciseTitle, up, down, worth, ...sums }) => ({
    name: visible(`${sheet} ${exerciseTitle}`),
    ...sums,
    says: [up + down === 0 ? null : `${up} up, ${down} down`, worthText(worth)].filter((part) => part !== null).join('; '),
  }))
  const total = ofTotals.before === 0 && ofTotals.after === 0 ? [] : [{ name: 'late, dropped, bonus', ...ofTotals, says: '' }]
  const all = [...rows, ...total]
  const decimals = decimalsOf(all.flatMap(({ before, after }) => [before, after]))
  const wide = (texts: readonly string[]): number => Math.max(0, ...texts.map((text) => [...text].length))
  const names = wide(all.map(({ name }) => name))
  const numbers = wide(all.flatMap(({ before, after }) => [before, after].map((points) => sumText(points, decimals))))
  return all.map(({ name, before, after, change, says }) => {
    const [old, now] = [before, after].map((points) => sumText(points, decimals).padStart(numbers))
    return `  ${name}${' '.repeat(names - [...name].length)}  ${old} → ${now}  ${changeText(change).padStart(numbers + 1)}  ${says}`.trimEnd()
  })
}
