import { CourseError } from '../course-error.ts'
import { type CsvRecord, csvRecords, hasValue } from './csv-records.ts'
import { decodeText } from './decode-text.ts'

export interface TableRow {
  /** First line of the row in its file; counts from 1. A row may stand on several. */
  readonly line: number
  /** As they stand there, one for each column; a missing one is empty. */
  readonly cells: readonly string[]
}

export interface Table {
  /** The file as messages name it. */
  readonly name: string
  readonly delimiter: ',' | ';' | '\t'
  /** Names of the columns, trimmed. */
  readonly header: readonly string[]
  /** Without rows that have no value at all. */
  readonly rows: readonly TableRow[]
}

/** A table as it stands in its file. */
export interface RawTable extends Pick<Table, 'name' | 'delimiter'> {
  /** All of the file. */
  readonly text: string
  /** Its first line where that is `sep=;`, else nothing. */
  readonly directive: string
  /** Every record, the line of names included; rows without a value, too. */
  readonly records: readonly CsvRecord[]
}

/**
 * A CSV file with a first line of names: separated by commas, semicolons or tabs, whichever that line has most of; quoted fields may hold
 * separators, line breaks and doubled quotes. A first line `sep=;` is obeyed.
 *
 * @param name - the file as messages name it.
 * @throws CourseError if it cannot be read as such, with the line.
 * @see RFC 4180
 */
export function readTable(bytes: Uint8Array, name: string): Table {
  return tableOf(readRawTable(bytes, name))
}

/**
 * The same file, record by record.
 *
 * @throws CourseError if it is no CSV.
 */
export function readRawTable(bytes: Uint8Array, name: string): RawTable {
  const text = decodeText(bytes, name)
  const [directive, told] = /^sep=([,;\t])\r?\n/.exec(text) ?? ['']
  const before = directive === '' ? 0 : 1
  const body = text.slice(directive.length)
  const delimiter = (told ?? commonest(body)) as Table['delimiter']
  const records = csvRecords(body, delimiter, (line, says) => new CourseError(`${name}:${line + before}: ${says}`))
  return { name, delimiter, text, directive, records: records.map((record) => ({ ...record, line: record.line + before })) }
}

/** @throws CourseError if it is empty, or a row has more fields than there are names. */
export function tableOf({ name, delimiter, records }: RawTable): Table {
  const [first, ...rows] = records.filter(hasValue)
  if (first === undefined) throw new CourseError(`${name}: is empty; expected a first line with the names of the columns`)
  const header = first.cells.map((cell) => cell.trim())
  const long = rows.find(({ cells }) => hasValue({ cells: cells.slice(header.length) }))
  if (long !== undefined) {
    throw new CourseError(`${name}:${long.line}: has ${long.cells.length} fields, the first line names ${header.length}`)
  }
  return { name, delimiter, header, rows: rows.map(({ line, cells }) => ({ line, cells: header.map((_, i) => cells[i] ?? '') })) }
}

/** The separator that the first line has most of, outside quotes. */
function commonest(text: string): string {
  const first = (/^(?:"(?:[^"]|"")*"|[^"\r\n])*/.exec(text)?.[0] ?? '').replace(/"(?:[^"]|"")*"/g, '')
  const counts = [',', ';', '\t'].map((separator) => ({ separator, count: first.split(separator).length }))
  return counts.reduce((best, one) => (one.count > best.count ? one : best)).separator
}
