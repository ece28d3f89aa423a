import { type Info, parse } from 'csv-parse/sync'
import { CourseError } from '../course-error.ts'
import { decodeText } from './decode-text.ts'
import { readTable } from './read-table.ts'

/** A CSV file of which single cells are changed. */
export interface EditableTable {
  /** The file as messages name it. */
  readonly name: string
  readonly delimiter: ',' | ';' | '\t'
  /** Every record as it stands there, the first line included; rows without a value, too. */
  readonly records: readonly { readonly line: number; readonly cells: readonly string[] }[]
  /**
   * The file with other values in one column. What is not changed stays as it is written, quotes and line ends included; a byte order mark stays.
   *
   * @param values - by index of the record.
   * @param only - writes the first line and the changed records alone.
   */
  write(column: number, values: ReadonlyMap<number, string>, only?: boolean): string
}

interface Parsed {
  readonly record: readonly string[]
  readonly raw: string
  readonly info: Info
}

/**
 * Reads a table so that it can be written again.
 *
 * @param name - the file as messages name it.
 * @throws CourseError if it is no table.
 */
export function editTable(bytes: Uint8Array, name: string): EditableTable {
  const { delimiter } = readTable(bytes, name)
  const text = decodeText(bytes, name)
  const [directive] = /^sep=[,;\t]\r?\n/.exec(text) ?? ['']
  const eol = text.includes('\r\n') ? '\r\n' : '\n'
  const mark = bytes[0] === 0xef && bytes[1] === 0xbb ? '\ufeff' : ''
  let parsed: readonly Parsed[]
  try {
    const options = { delimiter, info: true, raw: true, relax_column_count: true }
    parsed = parse(text.slice(directive.length), options) as unknown as readonly Parsed[]
  } catch (error) {
    throw new CourseError(`${name}: cannot be read as CSV: ${(error as Error).message}`)
  }
  let before = directive === '' ? 0 : 1
  const records = parsed.map(({ record, info }) => {
    const line = before + 1
    before = info.lines + (directive === '' ? 0 : 1)
    return { line, cells: record }
  })
  return {
    name,
    delimiter,
    records,
    write(column, values, only = false) {
      const lines = parsed.flatMap(({ record, raw }, index) => {
        const value = values.get(index)
        if (value === undefined) return only && index > 0 ? [] : [raw.replace(/[\r\n]+$/, '')]
        return [record.map((cell, i) => quoted(i === column ? value : cell, delimiter)).join(delimiter)]
      })
      return `${mark}${directive}${lines.join(eol)}${eol}`
    },
  }
}

/** As RFC 4180 has it: where it must be, and where spaces could be lost. */
function quoted(cell: string, delimiter: string): string {
  const text = cell.includes(',') && !/^[\d.,-]+$/.test(cell)
  const must = text || cell.includes(delimiter) || /["\r\n]|^\s|\s$/.test(cell)
  return must ? `"${cell.replaceAll('"', '""')}"` : cell
}
