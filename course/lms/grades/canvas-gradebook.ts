import { closest } from '#grading/model/closest'
import { CourseError } from '../../course-error.ts'
import { type EditableTable, editTable } from '../../csv/edit-table.ts'
import { fillColumn, type StudentRow } from './fill-column.ts'
import { type ColumnOptions, hundredthsOf, type Outgoing, type StudentGrade } from './outgoing.ts'

/** `Sheet 7 (90210)`. */
const ASSIGNMENT = /^(.*)\s\((\d+)\)$/s
/** Columns that Canvas computes. */
const COMPUTED = /^(?:unposted )?(?:current|final) (?:score|points|grade)$|^override /i
const STUDENT_COLUMNS = ['ID', 'SIS User ID', 'SIS Login ID', 'Integration ID']

/**
 * The gradebook that Canvas exported with the column of one assignment filled; its id stands in the title, so that no new assignment is made. What
 * is excused or not assigned stays.
 *
 * @param name - the file as messages name it.
 * @throws CourseError for a file of another kind, a column that is missing, read-only or computed, and what {@link fillColumn} throws.
 * @see https://github.com/instructure/canvas-lms/blob/master/lib/gradebook_importer.rb
 */
export function canvasGradebook(bytes: Uint8Array, name: string, grades: readonly StudentGrade[], options: ColumnOptions = {}): Outgoing {
  const table = editTable(bytes, name)
  const header = (table.records[0]?.cells ?? []).map((cell) => cell.trim())
  const section = header.findIndex((cell) => /section/i.test(cell))
  if (header.length <= 3 || !/student/i.test(header[0] ?? '') || !/id/i.test(header[1] ?? '') || section < 0) {
    throw new CourseError(
      `${name}:1: is no gradebook that Canvas exported; expected the columns Student, ID, SIS Login ID, Section and one for each assignment`,
    )
  }
  const possible = table.records.find(({ cells }) => /points possible/i.test(cells[0] ?? ''))?.cells ?? []
  const column = columnOf(header, section, possible, name, options.column)
  const max = hundredthsOf(possible[column] ?? '')
  const rows = studentRows(table, header, column)
  const decimal = table.delimiter === ';' ? ',' : '.'
  const target = { table, column, title: header[column] as string, decimal, rows } as const
  return fillColumn(max === undefined ? target : { ...target, max }, grades, options)
}

function columnOf(
  header: readonly string[],
  section: number,
  possible: readonly string[],
  name: string,
  wanted: string | undefined,
): number {
  const flaw = (i: number): string | undefined => {
    if (COMPUTED.test(header[i] ?? '')) return 'is computed by Canvas'
    return /read[ -]only/i.test(possible[i] ?? '') ? 'is read-only in Canvas' : undefined
  }
  const assignments = header.flatMap((title, i) => (i > section && ASSIGNMENT.test(title) ? [i] : []))
  if (wanted !== undefined) {
    const found = header.findIndex(
      (title, i) => i > section && (title === wanted || ASSIGNMENT.exec(title)?.slice(1).includes(wanted) === true),
    )
    const says = found < 0 ? undefined : flaw(found)
    if (says !== undefined) throw new CourseError(`${name}: the column ${header[found]} ${says}; choose another with --column`)
    if (found >= 0) return found
    const near = closest(
      wanted,
      assignments.map((i) => header[i] as string),
    )
    throw new CourseError(`${name}: has no column ${wanted}${near === undefined ? listed(header, assignments) : `; did you mean ${near}?`}`)
  }
  const open = assignments.filter((i) => flaw(i) === undefined)
  const [only, ...others] = open
  if (only !== undefined && others.length === 0) return only
  throw new CourseError(
    `${name}: ${only === undefined ? 'has no column of an assignment' : `name the column with --column${listed(header, open)}`}`,
  )
}

function listed(header: readonly string[], columns: readonly number[]): string {
  return columns.length === 0 ? '' : `; there are: ${columns.map((i) => header[i]).join(', ')}`
}

function studentRows(table: EditableTable, header: readonly string[], column: number): readonly StudentRow[] {
  const seen = new Map<string, number>()
  return table.records.flatMap(({ cells, line }, index): StudentRow[] => {
    const student = (cells[0] ?? '').trim()
    if (index === 0 || student === '' || /points possible$|^student, test$/i.test(student)) return []
    const ids = Object.fromEntries(
      STUDENT_COLUMNS.flatMap((title) => {
        const value = (cells[header.indexOf(title)] ?? '').trim()
        return header.includes(title) && value !== '' ? [[title, value] as const] : []
      }),
    )
    const id = ids.ID ?? ''
    const before = seen.get(id)
    if (id !== '' && before !== undefined) throw new CourseError(`${table.name}:${line}: the ID ${id} is also that of line ${before}`)
    seen.set(id, line)
    const cell = (cells[column] ?? '').trim()
    const locked = /^ex$/i.test(cell) ? 'excused in Canvas' : /^n\/a$/i.test(cell) ? 'not assigned in Canvas' : undefined
    return [{ index, name: student, ids, ...(locked === undefined ? {} : { locked }) }]
  })
}
