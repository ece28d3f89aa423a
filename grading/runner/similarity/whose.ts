import { attemptsOf } from '#course/attempts/attempts-of'
import type { SubmissionRecord } from '#course/attempts/record'
import type { RosterEntry } from '#course/model/roster'
import type { SimilarPair } from '../../model/similarity.ts'

/** Whose the submissions of a class are. */
export interface Whose {
  /** Ids of the students of each submission. */
  readonly students: ReadonlyMap<string, readonly string[]>
  /** For a person: names, where the class list has them. */
  readonly names: ReadonlyMap<string, string>
  /** Whether two submissions are of different people who are in no group together. */
  apart(left: string, right: string): boolean
}

/**
 * @param submissions - their ids.
 * @param roster - absent: each submission is of a student of its own, unless a record says otherwise.
 */
export function whoseSubmissions(
  submissions: readonly string[],
  roster: readonly RosterEntry[] | undefined,
  records: readonly SubmissionRecord[],
): Whose {
  const students = new Map<string, string[]>()
  for (const { student, submission } of attemptsOf(
    submissions.map((id) => ({ id })),
    roster,
    records,
  )) {
    students.set(submission, [...(students.get(submission) ?? []), student])
  }
  const entries = new Map(roster?.map((entry) => [entry.id, entry]))
  const tied = new Map(
    [...students].map(([submission, ids]) => {
      const groups = ids.flatMap((id) => entries.get(id)?.group?.trim() || [])
      return [submission, new Set([...ids.map((id) => `student ${id}`), ...groups.map((group) => `group ${group}`)])] as const
    }),
  )
  const nameOf = (id: string): string => entries.get(id)?.name ?? id
  return {
    students,
    names: new Map([...students].map(([submission, ids]) => [submission, ids.map(nameOf).join(', ')])),
    apart: (left, right) => left !== right && [...(tied.get(left) ?? [])].every((tie) => tied.get(right)?.has(tie) !== true),
  }
}

/** Of several attempts of the same two students the pair that came first: pairs are in the order of their weight. */
export function strongestOfStudents(pairs: readonly SimilarPair[], { students }: Whose): readonly SimilarPair[] {
  const key = (submission: string): string => JSON.stringify([...(students.get(submission) ?? [submission])].sort())
  const seen = new Set<string>()
  return pairs.filter(({ left, right }) => {
    const both = JSON.stringify([key(left), key(right)].sort())
    if (seen.has(both)) return false
    seen.add(both)
    return true
  })
}
