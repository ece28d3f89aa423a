import { parse } from 'csv-parse/sync'

export interface CanvasImport {
  /** By title of the column as it stands there; `new` where Canvas would create an assignment. */
  readonly assignments: readonly { readonly title: string; readonly id?: string; readonly readOnly: boolean }[]
  /** By ID of the student, then by id of the assignment: a number, `EX`, or nothing. */
  readonly scores: ReadonlyMap<string, ReadonlyMap<string, string | undefined>>
}

/**
 * Reads a gradebook as Canvas' own importer does, from its rules: columns by position, the delimiter from the first lines, an id in the title, rows of
 * points and of posting, read-only and computed columns ignored.
 *
 * @see https://github.com/instructure/canvas-lms/blob/master/lib/gradebook_importer.rb
 */
export function importCanvas(text: string): CanvasImport {
  const first = text.split('\n').slice(0, 3).join('\n')
  const delimiter = (first.match(/;/g)?.length ?? 0) > (first.match(/,/g)?.length ?? 0) ? ';' : ','
  const rows = parse(text, { delimiter, bom: true, relax_column_count: true }) as string[][]
  const [header = [], ...body] = rows
  const section = header.findIndex((cell) => cell.includes('Section'))
  if (!(header.length > 3 && header[0]?.includes('Student') && header[1]?.includes('ID') && section > 0))
    throw new Error('Invalid header row')
  const columns = header.flatMap((title, i) => (i > section ? [{ title, i, id: /^(.*)\s\((\d+)\)$/.exec(title)?.[2] }] : []))
  const possible = body.find((row) => row[0]?.includes('Points Possible')) ?? []
  const ignored = (title: string, i: number): boolean =>
    (possible[i] ?? '').includes('read only') || /^(?:Unposted )?(?:Current|Final) (?:Score|Points|Grade)$|^Override /.test(title)
  const used = columns.filter(({ title, i }) => !ignored(title, i))
  const scores = new Map<string, Map<string, string | undefined>>()
  for (const row of body) {
    if (row.every((cell) => cell === '' || /^(Muted|Manual Posting)/.test(cell)) || row[0]?.includes('Points Possible')) continue
    const cells = used.map(({ id = 'new', i }) => [id, scoreOf(row[i] ?? '')] as const)
    scores.set(row[1] ?? '', new Map(cells))
  }
  return {
    assignments: columns.map(({ title, i, id }) => ({ title, readOnly: ignored(title, i), ...(id === undefined ? {} : { id }) })),
    scores,
  }
}

function scoreOf(cell: string): string | undefined {
  if (cell === '' || cell === '-' || cell === 'N/A') return undefined
  return /^ex$/i.test(cell) ? 'EX' : String(Number(cell.replace(',', '.')))
}
