import type { ReconciledRow, Reconciliation } from '#course/identities/reconcile'
import type { RosterEntry } from '#course/model/roster'
import { momentText } from '#course/time/moment'
import { counted } from '#reports/text/counted'
import { cut, visible } from '#reports/text/visible'

/** What a table of reconciliation is made of. */
export interface IntakeView {
  readonly title: string
  readonly reconciliation: Reconciliation
  /** Nothing where there is no class list. */
  readonly roster?: { readonly entries: readonly RosterEntry[]; readonly name: string }
  readonly timezone: string
  /** By submission. */
  readonly files: ReadonlyMap<string, { readonly count: number; readonly remarks: readonly string[] }>
}

const WIDEST = 60

/** The table of whose submissions are, as text. */
export function intakeTable(view: IntakeView): string {
  const { rows } = view.reconciliation
  const names = new Map(view.roster?.entries.map(({ id, name }) => [id, name] as const))
  const head =
    view.roster === undefined ? ['submission', 'says', 'submitted', 'files'] : ['submission', 'student', 'by', 'submitted', 'files']
  const body = rows.map((row) => [
    visible(row.submission),
    ...(view.roster === undefined ? [saysOf(row)] : [studentsOf(row, names), byOf(row)]),
    timeOf(row, view.timezone),
    String(view.files.get(row.submission)?.count ?? 0),
  ])
  const remarks = rows.map((row) => [
    ...(row.says === undefined || view.roster === undefined ? [] : [row.says]),
    ...(view.files.get(row.submission)?.remarks ?? []),
  ])
  const widths = head.map((_, i) => Math.min(WIDEST, Math.max(...[head, ...body].map((line) => [...(line[i] as string)].length))))
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, i) => padded(cut(cell, WIDEST), widths[i] as number))
      .join('  ')
      .trimEnd()
  const lines = body.flatMap((cells, i) => [line(cells), ...(remarks[i] as string[]).map((says) => `    ${visible(says)}`)])
  return `${[view.title, '', line(head), ...lines, '', ...sums(view, names)].join('\n')}\n`
}

function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - [...text].length))
}

function saysOf({ claims }: ReconciledRow): string {
  return claims
    .map(({ name, squeezedName, id, email, anonymous }) => visible(name ?? squeezedName ?? email ?? id ?? (anonymous ? 'anonymous' : '')))
    .join(', ')
}

function studentsOf({ students, state }: ReconciledRow, names: ReadonlyMap<string, string>): string {
  if (state !== 'matched') return state === 'nobody' ? 'nobody' : '?'
  return students.map((id) => visible(`${id} ${names.get(id) ?? ''}`.trim())).join(', ')
}

const WORDS: Readonly<Record<ReconciledRow['by'][number], string>> = { id: 'id', email: 'e-mail', name: 'name', person: 'decision' }

function byOf({ by }: ReconciledRow): string {
  return [...new Set(by.map((one) => WORDS[one]))].join(', ')
}

function timeOf({ submittedAt, markedLate }: ReconciledRow, zone: string): string {
  const late = markedLate === true ? 'late' : ''
  return submittedAt === undefined ? late || '-' : `${momentText(submittedAt, zone)}${late === '' ? '' : ', late'}`
}

function sums({ reconciliation, roster }: IntakeView, names: ReadonlyMap<string, string>): readonly string[] {
  const { rows, missing, several, remarks } = reconciliation
  if (roster === undefined) return [`${counted(rows.length, 'submission')}; --roster compares them with a class list.`]
  const of = (state: ReconciledRow['state']): readonly ReconciledRow[] => rows.filter((row) => row.state === state)
  const open = [...of('unknown'), ...of('unclear')]
  const person = (id: string): string => visible(`${id} ${names.get(id) ?? ''}`.trim())
  return [
    `${of('matched').length} of ${counted(rows.length, 'submission')} matched with ${visible(roster.name)}, ${counted(roster.entries.length, 'student')}.`,
    ...list(
      'Missing',
      missing.map(({ id }) => person(id)),
    ),
    ...list(
      'Several submissions',
      [...several].map(([id, list]) => `${person(id)}: ${list.map((one) => visible(one)).join(', ')}`),
    ),
    ...list(
      'Nobody knows whose',
      open.map(({ submission }) => visible(submission)),
    ),
    ...list(
      "Nobody's, as decided",
      of('nobody').map(({ submission }) => visible(submission)),
    ),
    ...remarks.map((one) => visible(one)),
  ]
}

function list(title: string, items: readonly string[]): readonly string[] {
  return items.length === 0 ? [] : [`${title} (${items.length}):`, ...items.map((item) => `    ${item}`)]
}
