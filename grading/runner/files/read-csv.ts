import { csvRecords, hasValue } from '#course/csv/csv-records'

/** A row of a table, by the names in its first line, in lower case. */
export interface CsvRow {
  /** Counts from 1; a row may stand on several. */
  readonly line: number
  readonly values: ReadonlyMap<string, string>
}

/**
 * Comma-separated values with a first line of names; semicolons where that line has them instead, as some spreadsheets write. Fields may be
 * quoted and then hold separators, line breaks and doubled quotes. Rows without any value are skipped, as spreadsheets write them below a table;
 * a row with too few fields lacks the last ones.
 *
 * @throws Error with a whole sentence if a quote is never closed or a row has more fields than there are names.
 * @see RFC 4180
 */
export function readCsv(text: string): readonly CsvRow[] {
  const plain = text.replace(/^\ufeff/, '')
  const first = plain.split(/\r?\n/, 1)[0] ?? ''
  const delimiter = first.includes(';') && !first.includes(',') ? ';' : ','
  const [header, ...body] = csvRecords(plain, delimiter, (line, says) => new Error(`line ${line} ${says}`)).filter(hasValue)
  if (header === undefined) return []
  const names = header.cells.map((name) => name.trim().toLowerCase())
  return body.map(({ line, cells }) => {
    if (cells.length > names.length) throw new Error(`line ${line} has ${cells.length} fields, the first line names ${names.length}`)
    return { line, values: new Map(cells.map((cell, i) => [names[i] as string, cell])) }
  })
}
