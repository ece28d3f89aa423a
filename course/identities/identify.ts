import { OF_NOBODY, type SubmissionRecord } from '../attempts/record.ts'
import type { ClaimedRow } from '../lms/download.ts'
import type { RosterEntry } from '../model/roster.ts'
import type { Decisions } from './decision-for.ts'
import { knownStudents } from './known-students.ts'
import { type OwnClaims, type ReconciledRow, type Reconciliation, reconcile } from './reconcile.ts'

/** What says whose submissions are. */
export interface Identifying {
  /** As the download says; an id stands there once. */
  readonly rows: readonly ClaimedRow[]
  /** Absent: each submission of which nobody has decided anything is a student. */
  readonly roster: readonly RosterEntry[] | undefined
  /** A table that a person wrote: what it says stands before everything else. */
  readonly records?: readonly SubmissionRecord[]
  readonly decisions?: Decisions
  readonly own?: OwnClaims
}

export interface Identified {
  /** For each submission one for each of its students, or one that says why there is none. */
  readonly records: readonly SubmissionRecord[]
  readonly reconciliation: Reconciliation
}

/**
 * Whose submissions are and when they were submitted: as a table says, as a person decided, else as the platform says. A submission that
 * cannot be given to anybody for sure is given to nobody. The records that come out, put in again, come out the same.
 */
export function identify({ rows, roster, records = [], decisions = new Map(), own = new Map() }: Identifying): Identified {
  const known = knownStudents(roster ?? [])
  const idOf = (text: string): string => {
    const found = known.find({ id: text, email: text })
    return found !== undefined && 'student' in found ? found.student : text
  }
  const table = new Map<string, SubmissionRecord[]>()
  for (const record of records) {
    const resolved = record.student === undefined ? record : { ...record, student: idOf(record.student) }
    table.set(record.submission, [...(table.get(record.submission) ?? []), resolved])
  }
  const listed = new Map(
    [...table].flatMap(([submission, of]): [string, readonly string[]][] => {
      const students = of.flatMap(({ student }) => student ?? [])
      if (students.length > 0) return [[submission.normalize('NFC'), students]]
      return of.some(({ unassigned }) => unassigned !== undefined) ? [[submission.normalize('NFC'), []]] : []
    }),
  )
  const named = [...[...listed.values()].flat(), ...(roster === undefined ? [...decisions.values()].flat() : [])]
  const reconciliation = reconcile(rows, [...(roster ?? []), ...guests(named, roster ?? [])], new Map([...decisions, ...listed]), own)
  return {
    reconciliation,
    records: reconciliation.rows.flatMap((row) => recordsOfRow(row, table.get(row.submission) ?? [], roster === undefined)),
  }
}

/** Students whom only a table or a decision knows. */
function guests(named: readonly string[], roster: readonly RosterEntry[]): readonly RosterEntry[] {
  const ids = new Set(roster.map(({ id }) => id))
  return [...new Set(named)].filter((id) => !ids.has(id)).map((id) => ({ id, name: id }))
}

function recordsOfRow(row: ReconciledRow, table: readonly SubmissionRecord[], free: boolean): readonly SubmissionRecord[] {
  const { submission, submittedAt, markedLate, students, by, state } = row
  const record: SubmissionRecord = {
    submission,
    ...(submittedAt === undefined ? {} : { submittedAt }),
    ...(markedLate === undefined ? {} : { markedLate }),
  }
  const general = table.find(({ student }) => student === undefined)
  if (students.length === 0) {
    const says = state === 'nobody' ? OF_NOBODY : free && state === 'unknown' ? undefined : row.says
    return [{ ...record, ...(says === undefined ? {} : { unassigned: says }), ...general }]
  }
  return students.map((student, i): SubmissionRecord => {
    const listed = table.find((one) => one.student === student)
    const matchedBy = by[i]
    const source = matchedBy === undefined ? {} : { source: { kind: 'folder', path: submission, matchedBy } as const }
    return { ...record, ...source, ...general, ...listed, student }
  })
}
