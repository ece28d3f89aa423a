import { CsvError, type CsvErrorCode, type Info, parse } from 'csv-parse/sync'
import { CourseError } from '../course-error.ts'
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

/**
 * A CSV file with a first line of names: separated by commas, semicolons or tabs, whichever that line has most of; quoted fields may hold
 * separators, line breaks and doubled quotes. A first line `sep=;` is obeyed.
 *
 * @param name - the file as messages name it.
 * @throws CourseError if it cannot be read as such, with the line.
 * @see RFC 4180
 */
export function readTable(bytes: Uint8Array, name: string): Table {
  const whole = decodeText(bytes, name)
  const [directive, told] = /^sep=([,;\t])\r?\n/.exec(whole) ?? ['']
  const text = whole.slice(directive.length)
  const delimiter = (told ?? commonest(text)) as Table['delimiter']
  let before = directive === '' ? 0 : 1
  const all = parsed(text, delimiter, name).flatMap(({ record, info }) => {
    const line = before + 1
    // Where the row ends: quoted fields may hold line breaks.
    before = info.lines + (directive === '' ? 0 : 1)
    return record.some((field) => field.trim() !== '') ? [{ line, cells: record }] : []
  })
  const [first, ...rows] = all
  if (first === undefined) throw new CourseError(`${name}: is empty; expected a first line with the names of the columns`)
  const header = first.cells.map((cell) => cell.trim())
  const long = rows.find(({ cells }) => cells.slice(header.length).some((cell) => cell.trim() !== ''))
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

interface Parsed {
  readonly record: readonly string[]
  readonly info: Info
}

function parsed(text: string, delimiter: string, name: string): readonly Parsed[] {
  try {
    // The library's types do not know what `info` adds.
    return parse(text, { delimiter, info: true, relax_column_count: true }) as unknown as readonly Parsed[]
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    throw new CourseError(`${name}:${String(error.lines)}: ${DEFECTS[error.code] ?? `cannot be read as CSV: ${error.message}`}`)
  }
}

const DEFECTS: Partial<Record<CsvErrorCode, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'has a quote that is never closed',
  CSV_INVALID_CLOSING_QUOTE: 'has text after a closing quote; double a quote inside a field',
}
