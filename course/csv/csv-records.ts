import { CsvError, type CsvErrorCode, type Info, parse } from 'csv-parse/sync'

/** A record of a CSV file as it stands there. */
export interface CsvRecord {
  /** First line of the record; counts from 1. A record may stand on several. */
  readonly line: number
  readonly cells: readonly string[]
  /** Its text, quotes and line end included. */
  readonly raw: string
}

/**
 * Every record of a CSV text, the first line and rows without a value included. Fields may be quoted and then hold separators, line breaks and
 * doubled quotes.
 *
 * @param defect - the error for what is wrong in a line, in words that follow its place.
 * @see RFC 4180
 */
export function csvRecords(text: string, delimiter: string, defect: (line: number, says: string) => Error): readonly CsvRecord[] {
  let before = 0
  return parsed(text, delimiter, defect).map(({ record, raw, info }) => {
    const line = before + 1
    // Where the record ends: quoted fields may hold line breaks.
    before = info.lines
    return { line, cells: record, raw }
  })
}

/** Whether any cell has a value. */
export function hasValue({ cells }: Pick<CsvRecord, 'cells'>): boolean {
  return cells.some((cell) => cell.trim() !== '')
}

interface Parsed {
  readonly record: readonly string[]
  readonly raw: string
  readonly info: Info
}

function parsed(text: string, delimiter: string, defect: (line: number, says: string) => Error): readonly Parsed[] {
  try {
    // The library's types do not know what `info` and `raw` add.
    return parse(text, { delimiter, info: true, raw: true, relax_column_count: true }) as unknown as readonly Parsed[]
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    throw defect(Number(error.lines), DEFECTS[error.code] ?? `cannot be read as CSV: ${error.message}`)
  }
}

const DEFECTS: Partial<Record<CsvErrorCode, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'has a quote that is never closed',
  CSV_INVALID_CLOSING_QUOTE: 'has text after a closing quote; double a quote inside a field',
}
