import type { CourseFacts } from '#grading/model/report'
import type { ExerciseResult, RunResult, StudentResult } from '#grading/model/result'
import { decimalsOf, percent, pointsText } from '../text/points.ts'
import { statusLook } from '../text/status.ts'
import type { Named } from './class-attention.ts'
import type { View } from './markup.ts'

const BY_NAME = new Intl.Collator('en', { numeric: true })

/** The class, a row for each student by name: the total and a cell for each exercise. */
export function rowsView({ students }: RunResult, ids: readonly string[], named: Named, course: CourseFacts | undefined): View {
  const decimals = decimalsOf(students.flatMap((student) => [student.score, ...student.exercises.map((exercise) => exercise.score)]))
  const nameOf = ({ id }: StudentResult): string => course?.submissions?.get(id)?.name ?? id
  return students
    .map((student) => ({ student, name: nameOf(student) }))
    .sort((a, b) => BY_NAME.compare(a.name, b.name) || (a.student.id < b.student.id ? -1 : 1))
    .map(({ student, name }) => ({ name, ...named(student.id), ...rowView(student, ids, decimals) }))
}

function rowView(student: StudentResult, ids: readonly string[], decimals: number) {
  if (student.notGraded === true) {
    const cells = ids.map(() => ({ tone: 'waits', shown: '', says: 'not graded yet', value: -1 }))
    return { kind: 'not graded yet', score: '', percent: '', hundredths: -1, pending: null, cells }
  }
  const results = new Map(student.exercises.map((exercise) => [exercise.id, exercise]))
  return {
    kind: student.kind,
    score: pointsText(student.score, decimals),
    hundredths: student.score,
    percent: percent(student.score, student.max),
    pending: student.pending > 0 ? pointsText(student.pending) : null,
    cells: ids.map((id) => cellView(results.get(id))),
  }
}

/** The share of points where there is some credit, else the sign of the status. */
function cellView(exercise: ExerciseResult | undefined) {
  if (exercise === undefined) return { tone: 'open', shown: '', says: 'not part of this run', value: -1 }
  const { score, max, status } = exercise
  const { sign, tone, word } = statusLook(status)
  const share = percent(score, max)
  const says = status === 'not-attempted' ? word : `${word}, ${pointsText(score)} of ${pointsText(max)}`
  return { tone, shown: status === 'partial' ? String(share) : sign, says, value: status === 'not-attempted' ? -1 : share }
}
