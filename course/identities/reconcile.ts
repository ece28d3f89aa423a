import { closest } from '#grading/model/closest'
import type { Claim, ClaimedRow } from '../lms/download.ts'
import { comparableName, type RosterEntry } from '../model/roster.ts'
import { type Decisions, decisionFor } from './decision-for.ts'
import { type KnownStudents, knownStudents, type MatchedBy } from './known-students.ts'

/** What became of a submission. */
export interface ReconciledRow extends ClaimedRow {
  /** Ids of the roster; several for a group, none where nobody knows whose it is. */
  readonly students: readonly string[]
  /** What connected it with each of them; `person` for a decision that was recorded. */
  readonly by: readonly (MatchedBy | 'person')[]
  /** `nobody` where a person decided so. */
  readonly state: 'matched' | 'unknown' | 'unclear' | 'nobody'
  /** Why it is not matched, and what to do: without a full stop. */
  readonly says?: string
}

export interface Reconciliation {
  /** In the order of the download. */
  readonly rows: readonly ReconciledRow[]
  /** Who is in the roster and has no submission. */
  readonly missing: readonly RosterEntry[]
  /** Who has several, with their submissions in the order of the download. */
  readonly several: ReadonlyMap<string, readonly string[]>
  /** Decisions that name a student whom the roster does not know: whole sentences. */
  readonly remarks: readonly string[]
}

/** What a submission itself says, in its `submission.yaml`: believed last. */
export type OwnClaims = ReadonlyMap<string, Claim>

/**
 * Whose submissions are: as a person decided, else by id, e-mail or name as the platform says them, else as the submission says itself.
 * Nobody is guessed: what is near is named and asked about.
 */
export function reconcile(
  rows: readonly ClaimedRow[],
  roster: readonly RosterEntry[],
  decisions: Decisions = new Map(),
  own: OwnClaims = new Map(),
): Reconciliation {
  const known = knownStudents(roster)
  const ids = new Set(roster.map(({ id }) => id))
  const names: Names = new Map(roster.map((entry) => [comparableName(entry.name), entry] as const))
  const remarks: string[] = []
  const said = rows.map((row) => {
    const decided = decisionFor(decisions, row)
    if (decided === undefined) return matched(row, names, known)
    const stranger = decided.find((id) => !ids.has(id))
    if (stranger !== undefined) {
      remarks.push(`${row.submission} was decided to be of ${stranger}, whom the roster does not know.`)
      return {
        ...row,
        students: [],
        by: [],
        state: 'unknown',
        says: `decided to be of ${stranger}, whom the roster does not know`,
      } as const
    }
    const state = decided.length === 0 ? 'nobody' : 'matched'
    return { ...row, students: decided, by: decided.map(() => 'person' as const), state } as const
  })
  const reconciled = byThemselves(said, known, own)
  const submissions = new Map<string, string[]>()
  for (const { submission, students } of reconciled) {
    for (const student of students) submissions.set(student, [...(submissions.get(student) ?? []), submission])
  }
  return {
    rows: reconciled,
    missing: roster.filter(({ id }) => !submissions.has(id)),
    several: new Map([...submissions].filter(([, list]) => list.length > 1)),
    remarks,
  }
}

/** What a submission says of itself must not be able to replace another: it counts for a student of whom there is no other one. */
function byThemselves(rows: readonly ReconciledRow[], known: KnownStudents, own: OwnClaims): readonly ReconciledRow[] {
  const claimed = rows.map(({ state, submission }) => {
    const claim = state === 'unknown' ? own.get(submission) : undefined
    const found = claim === undefined ? undefined : known.find(claim)
    return found !== undefined && 'student' in found ? found : undefined
  })
  const taken = [...rows.flatMap(({ students }) => students), ...claimed.flatMap((one) => one?.student ?? [])]
  return rows.map((row, i) => {
    const found = claimed[i]
    if (found === undefined) return row
    if (taken.filter((student) => student === found.student).length > 1) {
      return { ...row, says: `says that it is of ${found.student}, of whom there is another` }
    }
    return { ...row, students: [found.student], by: [found.by], state: 'matched', says: 'as its submission.yaml says' }
  })
}

function matched(row: ClaimedRow, names: Names, known: KnownStudents): ReconciledRow {
  const claims = row.claims.map((claim) => ({ claim, found: known.find(claim) }))
  const unclear = claims.flatMap(({ found }) => (found !== undefined && 'candidates' in found ? [found.candidates] : []))[0]
  if (unclear !== undefined) return { ...row, ...NONE, state: 'unclear', says: `could be ${unclear.join(' or ')}` }
  const sure = claims.flatMap(({ found }) => (found !== undefined && 'student' in found ? [found] : []))
  const strangers = claims.filter(({ found }) => found === undefined).map(({ claim }) => claim)
  if (sure.length > 0) {
    const students = [...new Set(sure.map(({ student }) => student))]
    const by = students.map((student) => sure.find((one) => one.student === student)?.by ?? 'id')
    const also = strangers.map(called).join(' and ')
    return {
      ...row,
      students,
      by,
      state: 'matched',
      ...(also === '' ? {} : { says: `the roster does not know ${also}, who submitted it, too` }),
    }
  }
  return { ...row, ...NONE, state: 'unknown', says: unknown(row.claims, names) }
}

const NONE = { students: [], by: [] } as const

/** Students by their names as they are compared. */
type Names = ReadonlyMap<string, RosterEntry>

function unknown(claims: readonly Claim[], names: Names): string {
  const [claim] = claims
  if (claim === undefined) return 'the platform does not say whose it is'
  if (claim.anonymous === true) return 'anonymous, and the roster does not have this number'
  const near = closest(comparableName(claim.name ?? claim.squeezedName ?? claim.id ?? ''), [...names.keys()])
  const entry = near === undefined ? undefined : names.get(near)
  return entry === undefined ? 'not in the roster' : `not in the roster; did you mean ${entry.name} (${entry.id})?`
}

function called({ name, squeezedName, email, id }: Claim): string {
  return name ?? squeezedName ?? email ?? id ?? 'somebody'
}

/**
 * Why a download does not fit its roster at all, as one sentence without a full stop; nothing where it does.
 *
 * @param roster - as messages name it.
 */
export function misfit({ rows }: Reconciliation, roster: string): string | undefined {
  const lost = rows.filter(({ state }) => state === 'unknown' || state === 'unclear').length
  if (2 * lost < rows.length || lost < 2) return undefined
  return `${lost} of ${rows.length} submissions match nobody in ${roster}: is it the class list of this course?`
}
