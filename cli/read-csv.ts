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
  const rows = rowsOf(plain, first.includes(';') && !first.includes(',') ? ';' : ',')
  const [header, ...body] = rows
  if (header === undefined) return []
  const names = header.fields.map((name) => name.trim().toLowerCase())
  return body.map(({ line, fields }) => {
    if (fields.length > names.length) throw new Error(`line ${line} has ${fields.length} fields, the first line names ${names.length}`)
    return { line, values: new Map(fields.map((field, i) => [names[i] as string, field])) }
  })
}

interface Row {
  readonly line: number
  readonly fields: string[]
}

function rowsOf(text: string, separator: string): readonly Row[] {
  const rows: Row[] = []
  let line = 1
  let at = 0
  while (at < text.length) {
    const row: Row = { line, fields: [] }
    for (;;) {
      const field = fieldAt(text, at, separator, line)
      row.fields.push(field.value)
      line += field.breaks
      at = field.end
      if (text[at] !== separator) break
      at++
    }
    if (text[at] === '\r') at++
    if (text[at] === '\n') at++
    line++
    if (row.fields.some((field) => field.trim() !== '')) rows.push(row)
  }
  return rows
}

interface Field {
  readonly value: string
  /** Where the separator or line break after it stands. */
  readonly end: number
  /** Line breaks inside it. */
  readonly breaks: number
}

function fieldAt(text: string, start: number, separator: string, line: number): Field {
  if (text[start] !== '"') {
    let end = start
    while (end < text.length && text[end] !== separator && text[end] !== '\n' && text[end] !== '\r') end++
    return { value: text.slice(start, end), end, breaks: 0 }
  }
  let value = ''
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] !== '"') value += text[at]
    else if (text[at + 1] === '"') {
      value += '"'
      at++
    } else {
      const after = text[at + 1]
      if (after !== undefined && after !== separator && after !== '\n' && after !== '\r') {
        throw new Error(`line ${line} has something behind a closing quote; a quote inside a field is written twice`)
      }
      return { value, end: at + 1, breaks: value.split('\n').length - 1 }
    }
  }
  throw new Error(`line ${line} has a quote that is never closed`)
}
