import { CourseError } from '../../course-error.ts'
import { type EditableTable, editTable } from '../../csv/edit-table.ts'
import { fillColumn, type StudentRow } from './fill-column.ts'
import { type ColumnOptions, hundredthsOf, type Outgoing, type StudentGrade } from './outgoing.ts'

/** `Participant 4711`; in other languages the number is glued to the word. The cell is never written anew. */
const IDENTIFIER = /^\D*(\d+)$/s

/** Titles in English and German; other languages are read by what their columns hold. */
const TITLES = {
  grade: /^(grade|bewertung)$/i,
  max: /^(maximum grade|bestwertung|maximale bewertung)$/i,
  scale: /^(scale|skala)$/i,
  locked: /^(grade can be changed|bewertung kann geändert werden)$/i,
  email: /^(email address|e-mail-adresse|e-mail)$/i,
  name: /^(full name|vollständiger name)$/i,
  number: /^(id number|id-nummer|username|anmeldename)$/i,
} as const
const NO = /^(no|nein)$/i

/**
 * A teacher's own grading worksheet of Moodle with the grades filled: the first line and the rows that change, which is all that an import needs.
 * Numbers are written as the worksheet writes its maximum.
 *
 * @param name - the file as messages name it.
 * @throws CourseError for a file of another kind, the worksheet of another assignment, a scale, and what {@link fillColumn} throws.
 * @see https://github.com/moodle/moodle/blob/main/mod/assign/feedback/offline/importgradeslib.php
 */
export function moodleWorksheet(bytes: Uint8Array, name: string, grades: readonly StudentGrade[], options: ColumnOptions = {}): Outgoing {
  const table = editTable(bytes, name)
  const header = (table.records[0]?.cells ?? []).map((cell) => cell.trim())
  const body = table.records
    .map(({ cells }, index) => ({ cells, index }))
    .filter(({ cells, index }) => index > 0 && cells.some((cell) => cell.trim() !== ''))
  if (body.length === 0 || !body.every(({ cells }) => IDENTIFIER.test((cells[0] ?? '').trim()))) {
    throw new CourseError(
      `${name}:1: is no grading worksheet of Moodle; expected a first column with a number for each participant, such as "Participant 4711"`,
    )
  }
  if (header.some((title) => TITLES.scale.test(title))) {
    throw new CourseError(`${name}:1: this assignment is graded with a scale; Assay has points, so set its grade to points in Moodle`)
  }
  const columns = gradeColumns(table, header, options.column)
  if (columns === undefined) {
    throw new CourseError(`${name}:1: no column is the grade and none the maximum; name the column of the grade with --column`)
  }
  const written = body.map(({ cells }) => (cells[columns.max] ?? '').trim()).find((cell) => cell !== '') ?? ''
  const rows = body.map(({ cells, index }) => studentRow(cells, index, header))
  expectSameAssignment(name, rows, grades)
  const decimal = written.includes(',') ? ',' : '.'
  const max = hundredthsOf(written)
  const target = { table, column: columns.grade, title: header[columns.grade] as string, decimal, rows, changedOnly: true } as const
  return fillColumn(max === undefined ? target : { ...target, max }, grades, { ...options, above: false })
}

/** By their titles; else the last column that holds one number in every row is the maximum, and the one before it the grade. */
function gradeColumns(table: EditableTable, header: readonly string[], wanted: string | undefined) {
  const at = (title: RegExp): number => header.findIndex((one) => title.test(one))
  const grade = wanted === undefined ? at(TITLES.grade) : header.indexOf(wanted)
  if (wanted !== undefined && grade < 0) return undefined
  if (grade > 0) return { grade, max: at(TITLES.max) > 0 ? at(TITLES.max) : grade + 1 }
  const cells = (column: number): readonly string[] => table.records.slice(1).map((record) => (record.cells[column] ?? '').trim())
  const max = header.findLastIndex((_, i) => {
    const values = new Set(cells(i))
    const [value = ''] = values
    return (
      i > 1 &&
      values.size === 1 &&
      (hundredthsOf(value) ?? 0) > 0 &&
      cells(i - 1).every((cell) => cell === '' || hundredthsOf(cell) !== undefined)
    )
  })
  return max < 0 ? undefined : { grade: max - 1, max }
}

function studentRow(cells: readonly string[], index: number, header: readonly string[]): StudentRow {
  const cell = (title: RegExp): string => (cells[header.findIndex((one) => title.test(one))] ?? '').trim()
  const identifier = (cells[0] ?? '').trim()
  const email = cell(TITLES.email)
  const number = cell(TITLES.number)
  return {
    index,
    name: cell(TITLES.name) || identifier,
    ids: { Identifier: identifier, ...(number === '' ? {} : { 'ID number': number }) },
    ...(email === '' ? {} : { email }),
    ...(NO.test(cell(TITLES.locked)) ? { locked: 'locked in Moodle' } : {}),
  }
}

/** The numbers of participants belong to one assignment. */
function expectSameAssignment(name: string, rows: readonly StudentRow[], grades: readonly StudentGrade[]): void {
  const there = new Set(rows.flatMap(({ ids }) => IDENTIFIER.exec(ids.Identifier ?? '')?.[1] ?? []))
  const numbers = grades.flatMap(({ claims }) => claims.flatMap(({ participant }) => participant ?? []))
  const known = numbers.filter((number) => there.has(number)).length
  if (numbers.length > 0 && 2 * known < numbers.length) {
    const says = `${numbers.length - known} of ${numbers.length} participants of the run are not in it`
    throw new CourseError(`${name}: is the worksheet of another assignment: ${says}`)
  }
}
