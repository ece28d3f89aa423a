import { readRawTable, tableOf } from './read-table.ts'

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

/**
 * Reads a table so that it can be written again.
 *
 * @param name - the file as messages name it.
 * @throws CourseError if it is no table.
 */
export function editTable(bytes: Uint8Array, name: string): EditableTable {
  const table = readRawTable(bytes, name)
  // Refuses what is no table.
  tableOf(table)
  const { delimiter, text, directive, records } = table
  const eol = text.includes('\r\n') ? '\r\n' : '\n'
  const mark = bytes[0] === 0xef && bytes[1] === 0xbb ? '\ufeff' : ''
  return {
    name,
    delimiter,
    records,
    write(column, values, only = false) {
      const lines = records.flatMap(({ cells, raw }, index) => {
        const value = values.get(index)
        if (value === undefined) return only && index > 0 ? [] : [raw.replace(/[\r\n]+$/, '')]
        return [cells.map((cell, i) => quoted(i === column ? value : cell, delimiter)).join(delimiter)]
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
