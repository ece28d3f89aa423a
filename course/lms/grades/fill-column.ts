import { CourseError } from '../../course-error.ts'
import type { EditableTable } from '../../csv/edit-table.ts'
import { knownStudents } from '../../identities/known-students.ts'
import type { RosterEntry } from '../../model/roster.ts'
import { type Change, type ColumnOptions, hundredthsOf, NOT_IN_RUN, numberText, type Outgoing, type StudentGrade } from './outgoing.ts'

/** A row of a student in the file of a platform. */
export interface StudentRow {
  /** Index of the record. */
  readonly index: number
  readonly name: string
  readonly email?: string
  /** By the name of their column. */
  readonly ids: Readonly<Record<string, string>>
  /** Why the platform takes no grade there. */
  readonly locked?: string
}

/** A column of grades that is filled. */
export interface GradeColumn {
  readonly table: EditableTable
  readonly column: number
  /** As messages name it. */
  readonly title: string
  /** Most points that it takes, in whole hundredths; absent where the file does not say. */
  readonly max?: number
  readonly decimal: '.' | ','
  readonly rows: readonly StudentRow[]
  /** Writes the changed rows alone. */
  readonly changedOnly?: boolean
}

/**
 * Fills a column of the file that a platform exported. A cell is written only where the student of its row is known, the points are known and
 * differ from what stands there at two decimals.
 *
 * @throws CourseError where the maxima differ, points are above the maximum, or two students of the run have one row.
 */
export function fillColumn(target: GradeColumn, grades: readonly StudentGrade[], options: ColumnOptions): Outgoing {
  const { table, column, rows, decimal } = target
  const found = rowsOf(target, grades)
  const values = new Map<number, string>()
  const changes = rows.map((row): Change => {
    const before = table.records[row.index]?.cells[column] ?? ''
    const grade = found.byRow.get(row.index)
    const keep = (why: string): Change => ({ student: row.name, before, after: before, why })
    if (grade === undefined) return keep(NOT_IN_RUN)
    if (grade.points === undefined) return keep(grade.waits ?? 'waits for manual grading')
    if (row.locked !== undefined) return keep(row.locked)
    const points = pointsFor(grade, grade.points, target, options)
    if (hundredthsOf(before) === points) return keep('unchanged')
    const after = numberText(points, decimal)
    values.set(row.index, after)
    return { student: row.name, before, after }
  })
  return { content: table.write(column, values, target.changedOnly), changes, remarks: found.remarks }
}

function pointsFor(grade: StudentGrade, points: number, { max, title, table }: GradeColumn, { scale, above }: ColumnOptions): number {
  if (max === undefined) return points
  if (max !== grade.max && scale !== true) {
    const says = `${table.name}: the column ${title} has ${max / 100} points, the run has ${grade.max / 100}`
    throw new CourseError(`${says}; pass --scale to convert, or choose another column with --column`)
  }
  const scaled = scale === true && grade.max > 0 ? Math.round((points * max) / grade.max) : points
  if (scaled > max && above !== true) {
    throw new CourseError(`${table.name}: ${grade.student} has ${scaled / 100} points, and the column ${title} takes ${max / 100}`)
  }
  return scaled
}

interface FoundRows {
  readonly byRow: ReadonlyMap<number, StudentGrade>
  readonly remarks: readonly string[]
}

function rowsOf({ table, rows }: GradeColumn, grades: readonly StudentGrade[]): FoundRows {
  const entries = rows.map(
    ({ index, name, email, ids }): RosterEntry => ({ id: `\0${index}`, name, otherIds: ids, ...(email === undefined ? {} : { email }) }),
  )
  const known = knownStudents(entries)
  const byRow = new Map<number, StudentGrade>()
  const remarks: string[] = []
  for (const grade of grades) {
    const matches = grade.claims.map((claim) => known.find(claim))
    const match = matches.find((one) => one !== undefined && 'student' in one)
    if (match === undefined || !('student' in match)) {
      const several = matches.some((one) => one !== undefined)
      remarks.push(
        `${grade.student} ${several ? 'could be several students of' : 'is not in'} ${table.name}; nothing is written for this student.`,
      )
      continue
    }
    const index = Number(match.student.slice(1))
    const other = byRow.get(index)
    if (other !== undefined) {
      const line = table.records[index]?.line
      throw new CourseError(
        `${table.name}:${line}: ${other.student} and ${grade.student} are both this student; decide with assay intake --assign`,
      )
    }
    byRow.set(index, grade)
  }
  return { byRow, remarks }
}
