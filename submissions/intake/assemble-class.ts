import { type ClassEntry, sortEntry } from './class-entry.ts'
import { classIds } from './class-ids.ts'
import { isPart } from './class-root.ts'
import { NO_PARTS, type PartsOf } from './entry-part.ts'
import type { FoundClass, FoundSubmission, LeftOut } from './found.ts'
import { isCode } from './ignored.ts'
import { IntakeError } from './intake-error.ts'
import { joinParts } from './join-parts.ts'
import { listed } from './listed.ts'

const MOST_NAMED = 20

/**
 * The class that its entries make: each is exactly one row, or left out by name.
 *
 * @param path - for messages.
 * @param entries - no two of the same name.
 * @param locate - where a row lies.
 * @param partsOf - reads names where the files of all students lie side by side.
 * @throws IntakeError if there is no row, or if the rows are the files of one submission.
 */
export function assembleClass<E extends ClassEntry>(
  path: string,
  entries: readonly E[],
  locate: (entry: E) => Pick<FoundSubmission, 'path' | 'packed' | 'refused'>,
  partsOf: PartsOf = NO_PARTS,
): FoundClass {
  const partOf = partsOf(entries.map(({ name }) => name))
  const sorted = entries.map((entry) => ({ entry, sorted: sortEntry(entry, partOf(entry.name) !== undefined) }))
  expectStudents(
    path,
    sorted.flatMap(({ entry, sorted }) => (sorted.row ? [entry] : [])),
    (name) => partOf(name) !== undefined,
  )
  const ids = classIds(
    entries.map(({ name }) => name),
    new Set(entries.filter(({ kind }) => kind === 'file').map(({ name }) => name)),
  )
  const rows = sorted.flatMap(({ entry, sorted }) => {
    if (!sorted.row) return []
    const row = { id: ids.get(entry.name) as string, ...locate(entry) }
    return [
      { name: entry.name, loose: entry.kind === 'file', row: sorted.refused === undefined ? row : { ...row, refused: sorted.refused } },
    ]
  })
  const joined = joinParts(rows, partOf)
  const leftOut = [...sorted.flatMap(({ sorted }) => (sorted.row ? [] : [sorted.leftOut])), ...joined.leftOut]
  return { submissions: [...joined.submissions].sort(byId), leftOut: leftOut.sort((a, b) => (a.name < b.name ? -1 : 1)), remarks: [] }
}

const BELONG = "put each student's files in their own sub-folder"

function expectStudents(path: string, rows: readonly ClassEntry[], ofStudent: (name: string) => boolean): void {
  if (rows.length === 0) throw new IntakeError(`${path} contains no submissions: ${BELONG}`)
  const loose = rows.filter(({ name, kind }) => kind === 'file' && isCode(name) && !ofStudent(name)).map(({ name }) => name)
  if (loose.length === 0 || !rows.every(({ name, kind }) => (kind === 'file' ? isCode(name) : isPart(name)))) return
  throw new IntakeError(`${path} contains no sub-folders of students, only ${listed(loose)}: ${BELONG}`)
}

function byId(a: FoundSubmission, b: FoundSubmission): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0
}

/** One sentence for each reason, with the names. */
export function leftOutSentences(leftOut: readonly LeftOut[]): readonly string[] {
  const reasons = new Map<string, string[]>()
  for (const { name, why } of leftOut) reasons.set(why, [...(reasons.get(why) ?? []), name])
  return [...reasons].map(([why, names]) => `left out: ${listed(names, MOST_NAMED)} (${why})`)
}
