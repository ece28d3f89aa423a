import type { StudentResult } from '#grading/model/result'
import { type Attempt, inOrder } from '../model/attempt.ts'
import { comparableEmail, comparableName, type RosterEntry } from '../model/roster.ts'
import type { SubmissionRecord } from './record.ts'

/**
 * Whose each submission is, and their order. A recorded student is taken as it stands; else the name of the submission is looked for in the roster
 * as an id, an e-mail or a name that only one student has. What a submission says of itself counts last, and only for a student of whom there is no
 * other submission: it must not be able to replace one.
 *
 * @param results - one for each submission, in any order.
 * @param roster - absent: each submission that no record gives to a student is a student.
 */
export function attemptsOf(
  results: readonly Pick<StudentResult, 'id' | 'person'>[],
  roster: readonly RosterEntry[] | undefined,
  records: readonly SubmissionRecord[],
): readonly Attempt[] {
  const find = finder(roster ?? [])
  const own = new Map<string, readonly SubmissionRecord[]>()
  for (const record of records) own.set(record.submission, [...(own.get(record.submission) ?? []), record])
  const found = results.flatMap(({ id, person }) =>
    (own.get(id) ?? [{ submission: id }]).map((record) => {
      const match = record.student === undefined ? find(id) : (find(record.student) ?? { student: record.student })
      return { record, person, match }
    }),
  )
  const taken = new Set(found.flatMap(({ match }) => match?.student ?? []))
  const claims = found.flatMap(({ match, person }) => (match === undefined ? (claimed(find, person)?.student ?? []) : []))
  const attempts = found.map(({ record, person, match }): Omit<Attempt, 'number'> => {
    const claim = match === undefined ? claimed(find, person) : undefined
    const free = claim !== undefined && !taken.has(claim.student) && claims.filter((one) => one === claim.student).length === 1
    const { submission, submittedAt, markedLate, source = { kind: 'folder', path: submission } } = record
    const { student, by } = match ?? (free ? claim : { student: submission, by: undefined })
    return {
      ...{ student, submission },
      ...(submittedAt === undefined ? {} : { submittedAt }),
      ...(markedLate === undefined ? {} : { markedLate }),
      source: by === undefined || source.matchedBy !== undefined ? source : { ...source, matchedBy: by },
    }
  })
  const students = [...new Set(attempts.map(({ student }) => student))].sort()
  return students.flatMap((student) => inOrder(attempts.filter((one) => one.student === student)))
}

interface Match {
  readonly student: string
  readonly by?: 'id' | 'email' | 'name'
}

type Find = (text: string) => Match | undefined

/** The one student of the roster that a text means. */
function finder(roster: readonly RosterEntry[]): Find {
  const ways = [
    ['id', (entry: RosterEntry) => [entry.id, ...Object.values(entry.otherIds ?? {})].map((id) => id.normalize('NFC'))],
    ['email', (entry: RosterEntry) => (entry.email === undefined ? [] : [comparableEmail(entry.email)])],
    ['name', (entry: RosterEntry) => [comparableName(entry.name)]],
  ] as const
  const indexes = ways.map(([by, keysOf]) => {
    const index = new Map<string, Set<string>>()
    for (const entry of roster) for (const key of keysOf(entry)) index.set(key, (index.get(key) ?? new Set()).add(entry.id))
    return { by, index }
  })
  return (text) => {
    const keys = { id: text.normalize('NFC'), email: comparableEmail(text), name: comparableName(text) }
    for (const { by, index } of indexes) {
      const students = [...(index.get(keys[by]) ?? [])]
      if (students.length === 1 && keys[by] !== '') return { student: students[0] as string, by }
    }
    return undefined
  }
}

function claimed(find: Find, person: StudentResult['person']): Match | undefined {
  return (person?.email === undefined ? undefined : find(person.email)) ?? (person?.name === undefined ? undefined : find(person.name))
}
