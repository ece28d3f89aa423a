import { createHash } from 'node:crypto'
import { stringify } from 'csv-stringify/sync'
import type { AdjustmentKind } from '#grading/model/adjustment'
import type { ReportFormat } from '#grading/model/report'
import type { RunResult, StudentResult } from '#grading/model/result'
import { adjustmentText } from '../text/adjustment.ts'
import { pointsText } from '../text/points.ts'
import { partialRun } from '../text/run-banner.ts'
import { visible, withoutUnseen } from '../text/visible.ts'

/** A cell starting with one of these is a formula to some spreadsheet program. */
const FORMULA = /^\s*[=+\-@|%＝＋－＠]/u

/**
 * One row per student: student, total, max, pending, a column per exercise, status. Points. An exercise that was not
 * attempted is an empty cell, a wrong one is `0.00`. Of a run that was stopped the last column says so in every row. RFC 4180 with a byte order mark; every cell is quoted.
 */
export const gradebookCsv: ReportFormat = {
  name: 'gradebook-csv',
  render: ({ run }) => [
    {
      path: 'gradebook.csv',
      content: stringify([...rows(run)], { bom: true, quoted: true, quoted_empty: true, record_delimiter: '\r\n' }),
    },
  ],
}

/** Text that no spreadsheet program takes for a formula. */
export function guarded(text: string): string {
  const plain = withoutUnseen(text)
  return FORMULA.test(plain) ? `'${plain}` : plain
}

function* rows(run: RunResult): Generator<string[]> {
  const ids = [...new Set(run.students.flatMap((student) => student.exercises.map((exercise) => exercise.id)))]
  const partial = partialRun(run)
  const state = partial === undefined ? [] : [`partial ${partial.graded} of ${partial.of}`]
  const names = shownNames(run.students)
  // Of a course: who it is before the points, and what became of them after.
  const course = run.course === undefined ? undefined : courseCells
  const [who, why] = course === undefined ? [[], []] : [PERSON_COLUMNS, COURSE_COLUMNS]
  yield ['student', ...who, 'total', 'max', 'pending', ...ids.map(guarded), 'status', ...why, ...(partial === undefined ? [] : ['run'])]
  for (const [index, student] of run.students.entries()) {
    const name = names[index] as string
    const { person, rest } = course?.(student) ?? { person: [], rest: [] }
    if (student.notGraded === true) {
      yield [name, ...person, '', pointsText(student.max, 2), '', ...ids.map(() => ''), 'not-graded-yet', ...rest, ...state]
      continue
    }
    const cells = new Map(
      student.exercises.map((exercise) => [exercise.id, exercise.status === 'not-attempted' ? '' : pointsText(exercise.score, 2)]),
    )
    yield [
      name,
      ...person,
      pointsText(student.score, 2),
      pointsText(student.max, 2),
      pointsText(student.pending, 2),
      ...ids.map((id) => cells.get(id) ?? ''),
      overallStatus(student),
      ...rest,
      ...state,
    ]
  }
}

const PERSON_COLUMNS = ['name', 'email', 'group']
const COURSE_COLUMNS = ['late', 'dropped', 'bonus', 'submission', 'submitted', 'counts because', 'changed by']

/** What a course adds to a row. */
function courseCells(student: StudentResult): { readonly person: readonly string[]; readonly rest: readonly string[] } {
  const { name = '', email = '', group = '' } = student.person ?? {}
  const total = student.adjustments ?? []
  const sum = (kind: AdjustmentKind): number => total.filter((one) => one.kind === kind).reduce((all, { points }) => all + points, 0)
  const counted = student.attempts?.find(({ counts }) => counts)
  const changes = [...student.exercises.flatMap(({ adjustments = [] }) => adjustments), ...total].filter(({ kind }) => kind !== 'late')
  const rest = [
    ...(['late', 'dropped', 'bonus'] as const).map((kind) => (sum(kind) === 0 ? '' : pointsText(sum(kind), 2))),
    ...[counted?.submission ?? '', counted?.submittedAt ?? '', counted?.why ?? '', changes.map(adjustmentText).join('; ')].map(cell),
  ]
  return { person: [name, email, group].map(cell), rest }
}

/** Text from outside as a cell. */
function cell(text: string): string {
  return guarded(visible(text))
}

/** Names as cells: what hides in one is shown, and no two look alike. */
function shownNames(students: readonly StudentResult[]): readonly string[] {
  const cells = students.map(({ id }) => guarded(visible(id)))
  const uses = new Map<string, number>()
  for (const cell of cells) uses.set(cell.normalize('NFKC'), (uses.get(cell.normalize('NFKC')) ?? 0) + 1)
  return cells.map((cell, i) =>
    uses.get(cell.normalize('NFKC')) === 1 ? cell : `${cell} (${digestOf((students[i] as StudentResult).id)})`,
  )
}

/** Of the code units, so that lone surrogates differ, too. */
function digestOf(id: string): string {
  return createHash('sha256').update(Buffer.from(id, 'utf16le')).digest('hex').slice(0, 16)
}

/** The first that applies: someone must look, someone must grade, nothing was handed in, or simply graded. */
function overallStatus(student: StudentResult): string {
  if (student.unassigned !== undefined) return 'unassigned'
  if (student.exercises.some((exercise) => exercise.status === 'judging-error')) return 'judging-error'
  if (student.pending > 0) return 'pending-manual'
  if (student.undecided !== undefined) return 'late-undecided'
  return student.exercises.every((exercise) => exercise.status === 'not-attempted') ? 'not-attempted' : 'graded'
}
