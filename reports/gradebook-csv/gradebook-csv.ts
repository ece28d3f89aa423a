import { stringify } from 'csv-stringify/sync'
import type { ReportFormat } from '../../grading/model/report.ts'
import type { RunResult, StudentResult } from '../../grading/model/result.ts'
import { pointsText } from '../text/points.ts'
import { withoutUnseen } from '../text/visible.ts'

/** A cell starting with one of these is a formula to some spreadsheet program. */
const FORMULA = /^\s*[=+\-@|%＝＋－＠]/u

/**
 * One row per student: student, total, max, pending, a column per exercise, status. Points. An exercise that was not
 * attempted is an empty cell, a wrong one is `0.00`. RFC 4180 with a byte order mark; every cell is quoted.
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
  yield ['student', 'total', 'max', 'pending', ...ids.map(guarded), 'status']
  for (const student of run.students) {
    const cells = new Map(
      student.exercises.map((exercise) => [exercise.id, exercise.status === 'not-attempted' ? '' : pointsText(exercise.score, 2)]),
    )
    yield [
      guarded(student.id),
      pointsText(student.score, 2),
      pointsText(student.max, 2),
      pointsText(student.pending, 2),
      ...ids.map((id) => cells.get(id) ?? ''),
      overallStatus(student),
    ]
  }
}

/** The first that applies: someone must look, someone must grade, nothing was handed in, or simply graded. */
function overallStatus(student: StudentResult): string {
  if (student.exercises.some((exercise) => exercise.status === 'judging-error')) return 'judging-error'
  if (student.pending > 0) return 'pending-manual'
  return student.exercises.every((exercise) => exercise.status === 'not-attempted') ? 'not-attempted' : 'graded'
}
