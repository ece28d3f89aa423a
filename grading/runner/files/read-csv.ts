import { CsvError, type CsvErrorCode, type Info, parse } from 'csv-parse/sync'

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
  const [header, ...body] = rowsOf(plain, first.includes(';') && !first.includes(',') ? ';' : ',')
  if (header === undefined) return []
  const names = header.fields.map((name) => name.trim().toLowerCase())
  return body.map(({ line, fields }) => {
    if (fields.length > names.length) throw new Error(`line ${line} has ${fields.length} fields, the first line names ${names.length}`)
    return { line, values: new Map(fields.map((field, i) => [names[i] as string, field])) }
  })
}

interface Row {
  readonly line: number
  readonly fields: readonly string[]
}

function rowsOf(text: string, delimiter: string): readonly Row[] {
  let before = 0
  return parsed(text, delimiter).flatMap(({ record, info }) => {
    const line = before + 1
    // Where the row ends: quoted fields may hold line breaks.
    before = info.lines
    return record.some((field) => field.trim() !== '') ? [{ line, fields: record }] : []
  })
}

interface Parsed {
  readonly record: readonly string[]
  readonly info: Info
}

function parsed(text: string, delimiter: string): readonly Parsed[] {
  try {
    // The library's types do not know what `info` adds.
    return parse(text, { delimiter, info: true, relax_column_count: true }) as unknown as readonly Parsed[]
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const says = DEFECTS[error.code]
    throw new Error(`line ${String(error.lines)} ${says ?? `cannot be read: ${error.message}`}`)
  }
}

const DEFECTS: Partial<Record<CsvErrorCode, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'has a quote that is never closed',
  CSV_INVALID_CLOSING_QUOTE: 'has text after a closing quote; double a quote inside a field',
}
