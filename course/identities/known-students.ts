import type { Claim } from '../lms/download.ts'
import { comparableEmail, comparableName, type RosterEntry } from '../model/roster.ts'
import { respelt } from './respelt.ts'

/** What connected a submission with a student. */
export type MatchedBy = 'id' | 'email' | 'name'

/** Whom a claim is about. */
export type Found =
  | { readonly student: string; readonly by: MatchedBy }
  /** Several students, by roster id: what the platform says of them is at odds, or the name is that of two. */
  | { readonly candidates: readonly string[] }

/** The students of a roster by everything that a claim can say. */
export interface KnownStudents {
  /** Nothing where it is about nobody. */
  find(claim: Claim): Found | undefined
}

/** Looks a roster up: by id first, then by e-mail, by the number of the participant, and last by name. */
export function knownStudents(roster: readonly RosterEntry[]): KnownStudents {
  const ids = indexOf(roster, ({ id, otherIds = {} }) => [id, ...Object.values(otherIds)].map(comparableId))
  const emails = indexOf(roster, ({ email, id }) => [email, id].flatMap((one) => (one?.includes('@') ? comparableEmail(one) : [])))
  const participants = indexOf(roster, participantsOf)
  const names = indexOf(roster, ({ name }) => [comparableName(name)])
  const squeezed = indexOf(roster, ({ name }) => rotations(name))

  return {
    find({ id, email, participant, name, squeezedName }) {
      const byId = id === undefined ? [] : at(ids, comparableId(id))
      const byEmail = [id, email].flatMap((one) => (one?.includes('@') ? at(emails, comparableEmail(one)) : []))
      const sure = [...new Set([...byId, ...byEmail])]
      if (sure.length > 1) return { candidates: sure }
      if (byId[0] !== undefined) return { student: byId[0], by: 'id' }
      if (byEmail[0] !== undefined) return { student: byEmail[0], by: 'email' }
      const byNumber = participant === undefined ? [] : at(participants, participant)
      if (byNumber.length === 1) return { student: byNumber[0] as string, by: 'id' }
      const spelt = name === undefined ? [] : at(names, comparableName(name))
      const called = new Set([
        ...(spelt.length > 0 ? spelt : respelt(name ?? '').flatMap((one) => at(names, comparableName(one)))),
        ...(squeezedName === undefined ? [] : at(squeezed, squeeze(squeezedName))),
      ])
      const [only, ...others] = called
      if (only === undefined) return withinName(name, ids)
      return others.length === 0 ? { student: only, by: 'name' } : { candidates: [...called] }
    },
  }
}

/** The id that stands in a folder's name, such as `u77 Ada Lind`. */
function withinName(name: string | undefined, ids: Index): Found | undefined {
  const words = (name ?? '').split(/[\s_,;()[\]]+/u).filter((word) => word !== '')
  const found = new Set(words.length < 2 ? [] : words.flatMap((word) => at(ids, comparableId(word))))
  const [only] = found
  return found.size === 1 && only !== undefined ? { student: only, by: 'id' } : undefined
}

type Index = ReadonlyMap<string, readonly string[]>

function indexOf(roster: readonly RosterEntry[], keysOf: (entry: RosterEntry) => readonly string[]): Index {
  const index = new Map<string, string[]>()
  for (const entry of roster) {
    for (const key of new Set(keysOf(entry))) if (key !== '') index.set(key, [...(index.get(key) ?? []), entry.id])
  }
  return index
}

function at(index: Index, key: string): readonly string[] {
  return index.get(key) ?? []
}

/** Ids and logins differ in case at most where a person typed them. */
function comparableId(id: string): string {
  return id.normalize('NFKC').trim().toLowerCase()
}

/** Of `Participant 4711`, in whatever language. */
function participantsOf({ id, otherIds = {} }: RosterEntry): readonly string[] {
  const identifiers = Object.entries(otherIds).flatMap(([column, value]) => (/^identifier$/i.test(column) ? [value] : []))
  return [...identifiers.flatMap((value) => /(\d+)$/.exec(value)?.[1] ?? []), id]
}

function squeeze(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '')
}

/** A name that lost its spaces may begin with any of its words. */
function rotations(name: string): readonly string[] {
  const words = name.split(/[\s,]+/u)
  return words.map((_, i) => squeeze([...words.slice(i), ...words.slice(0, i)].join('')))
}
