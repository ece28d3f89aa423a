import { CourseError } from '../course-error.ts'
import { readTable, type Table, type TableRow } from '../csv/read-table.ts'
import { comparableEmail, comparableName, type RosterEntry } from '../model/roster.ts'
import { parseDuration } from '../time/duration.ts'
import { columnFlaw, formatOf, type RosterFormat } from './roster-formats.ts'

export interface Roster {
  /** In the order of the file. */
  readonly entries: readonly RosterEntry[]
  /** What the file was recognised as. */
  readonly format: string
  /** The column that the ids come from. */
  readonly idColumn: string
  /** Whole sentences: rows that are no student, students with the same name. */
  readonly remarks: readonly string[]
}

/** Columns that identify a student besides the id. */
const OTHER_IDS = /^(sis (user|login) id|integration id|identifier|id number|username|github_username|sid)$/

/**
 * Reads a class list: an export of Moodle, Canvas, Gradescope or GitHub Classroom, recognised by its first line, or a table with the columns id,
 * name, email, group and extra time.
 *
 * @param name - the file as messages name it.
 * @throws CourseError for a table that is none of these, a student without an id, an id or an e-mail that stands there twice.
 */
export function readRoster(bytes: Uint8Array, name: string): Roster {
  const table = readTable(bytes, name)
  const header = table.header.map((column) => column.toLowerCase())
  const twice = header.find((column, i) => column !== '' && header.indexOf(column) !== i)
  if (twice !== undefined) throw new CourseError(`${name}:1: the column "${twice}" is there twice; keep one of them`)
  const format = formatOf(header)
  const flaw = format.strict === true ? columnFlaw(header) : undefined
  if (flaw !== undefined) throw new CourseError(`${name}:1: ${flaw}`)
  const cell = cellOf(header)
  const [rows, skipped] = students(table, format, cell)
  const id = idColumn(format, header, rows, cell)
  const entries = rows.map((row) => ({ line: row.line, entry: entryOf(row, { table, format, header, id, cell }) }))
  refuseTwins(entries, table.name)
  const remarks = [...skipped, ...sameNames(entries.map(({ entry }) => entry))]
  return { entries: entries.map(({ entry }) => entry), format: format.name, idColumn: id, remarks }
}

/** The trimmed value of the first of some columns that is there. */
type Cell = (row: TableRow, names: readonly string[]) => string

function cellOf(header: readonly string[]): Cell {
  return (row, names) => {
    const column = names.map((name) => header.indexOf(name)).find((index) => index >= 0)
    return column === undefined ? '' : (row.cells[column] ?? '').trim()
  }
}

/** Rows of students, and sentences about the others. */
function students({ rows, name }: Table, format: RosterFormat, cell: Cell): readonly [readonly TableRow[], readonly string[]] {
  const remarks: string[] = []
  const kept = rows.filter((row) => {
    const student = cell(row, format.fullName)
    if (format.strict === true) return true
    // Canvas: the row of maxima, one of column states, and the student that stands for a preview.
    const empty = student === '' && [...format.firstName, ...format.lastName, ...format.id].every((column) => cell(row, [column]) === '')
    if (empty || /points possible$|^student, test$/i.test(student)) return false
    const role = cell(row, format.role)
    if (role === '' || /^student$/i.test(role)) return true
    remarks.push(`${name}, line ${row.line}: left out, because the role is ${role}.`)
    return false
  })
  return [kept, remarks]
}

function idColumn(format: RosterFormat, header: readonly string[], rows: readonly TableRow[], cell: Cell): string {
  const there = format.id.filter((name) => header.includes(name))
  return there.find((name) => rows.every((row) => cell(row, [name]) !== '')) ?? (there.at(-1) as string)
}

interface Reading {
  readonly table: Table
  readonly format: RosterFormat
  readonly header: readonly string[]
  readonly id: string
  readonly cell: Cell
}

function entryOf(row: TableRow, { table, format, header, id: column, cell }: Reading): RosterEntry {
  const written = cell(row, [column])
  if (written === '')
    throw new CourseError(`${table.name}:${row.line}: this student has no value in the column "${column}", which is the id`)
  const id = format.numbered === true && column === 'identifier' ? (/(\d+)$/.exec(written)?.[1] ?? written) : written
  const email = cell(row, format.email)
  const group = cell(row, format.group)
  const extra = cell(row, format.extraTime)
  const extraTime = extra === '' ? undefined : parseDuration(extra)
  if (extra !== '' && extraTime === undefined) {
    throw new CourseError(`${table.name}:${row.line}: the extra time "${extra}" is no duration; write it as 2 days or 36 hours`)
  }
  const otherIds = Object.fromEntries(
    header.flatMap((name, i) => {
      const value = (row.cells[i] ?? '').trim()
      return OTHER_IDS.test(name) && name !== column && value !== '' ? [[table.header[i] as string, value]] : []
    }),
  )
  return {
    id,
    name: nameOf(row, format, cell) || id,
    ...(email === '' ? {} : { email }),
    ...(group === '' ? {} : { group }),
    ...(extraTime === undefined ? {} : { extraTime }),
    ...(Object.keys(otherIds).length === 0 ? {} : { otherIds }),
  }
}

/** Given name first: `Müller, Anne-Lise` is turned round. */
function nameOf(row: TableRow, format: RosterFormat, cell: Cell): string {
  const parts = [cell(row, format.firstName), cell(row, format.lastName)].filter((part) => part !== '')
  if (parts.length > 0) return parts.join(' ')
  const whole = cell(row, format.fullName)
  const [last = '', first = '', ...rest] = whole.split(',').map((part) => part.trim())
  return rest.length === 0 && first !== '' ? `${first} ${last}` : whole
}

function refuseTwins(entries: readonly { readonly line: number; readonly entry: RosterEntry }[], name: string): void {
  const kinds = [
    ['id', (entry: RosterEntry) => entry.id],
    ['e-mail', (entry: RosterEntry) => (entry.email === undefined ? undefined : comparableEmail(entry.email))],
  ] as const
  for (const [kind, keyOf] of kinds) {
    const lines = new Map<string, number>()
    for (const { line, entry } of entries) {
      const value = keyOf(entry)
      if (value === undefined) continue
      const before = lines.get(value)
      if (before !== undefined)
        throw new CourseError(`${name}:${line}: the ${kind} ${value} is also that of line ${before}; each student stands there once`)
      lines.set(value, line)
    }
  }
}

function sameNames(entries: readonly RosterEntry[]): readonly string[] {
  const byName = new Map<string, RosterEntry[]>()
  for (const entry of entries) {
    const key = comparableName(entry.name)
    byName.set(key, [...(byName.get(key) ?? []), entry])
  }
  const told = (some: readonly RosterEntry[]): string => some.map(({ id }) => id).join(' and ')
  return [...byName.values()].flatMap((some) =>
    some.length < 2 ? [] : [`${told(some)} have the same name, ${some[0]?.name}; a name alone does not identify them.`],
  )
}
