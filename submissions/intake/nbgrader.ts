import type { Dirent } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { type ClassEntry, sortEntry } from './class-entry.ts'
import type { FoundClass, FoundSubmission, LeftOut } from './found.ts'
import { isCode } from './ignored.ts'
import { IntakeError } from './intake-error.ts'
import { type ListedEntry, listClassFolder } from './list-class-folder.ts'
import { listed } from './listed.ts'

const NBGRADER: ReadonlySet<string> = new Set(['submitted', 'source', 'release', 'autograded', 'feedback', 'solution'])

/** Of a course of nbgrader one folder is the class, and of that one assignment is graded. */
export async function expectNoCourse(path: string, entries: readonly ListedEntry[]): Promise<void> {
  const folders = entries.filter((entry) => entry.kind === 'folder' && sortEntry(entry).row)
  if (folders.some(({ name }) => name === 'submitted') && folders.every(({ name }) => NBGRADER.has(name))) {
    throw new IntakeError(
      `${path} is the course folder of nbgrader: name an assignment with --assignment, or give its folder ${join(path, 'submitted')}`,
    )
  }
  if (basename(path) === 'submitted') await expectOneAssignment(path, folders)
}

/** nbgrader keeps `submitted/<student>/<assignment>/`. Which of several is graded must not be left to chance. */
async function expectOneAssignment(path: string, folders: readonly ClassEntry[]): Promise<void> {
  for (const { name } of folders) {
    const inside = await readdir(join(path, name), { withFileTypes: true }).catch(() => [])
    const assignments = assignmentsIn(inside)
    if (assignments.length > 1 && inside.every((entry) => !isCode(entry.name))) {
      const says = `holds several assignments of a student (${name}: ${listed(assignments.sort())})`
      throw new IntakeError(`${path} ${says}: name one with --assignment`)
    }
  }
}

/**
 * One assignment of a course of nbgrader: a row for each student who has a folder of that name.
 *
 * @param path - the folder of the course, or its `submitted`.
 * @throws IntakeError if nobody has.
 */
export async function ofAssignment(path: string, assignment: string): Promise<FoundClass> {
  const inside = await listClassFolder(path)
  const submitted = inside.find(({ name, kind }) => name === 'submitted' && kind === 'folder')
  const students = submitted === undefined ? inside : await listClassFolder(submitted.path)
  const submissions: FoundSubmission[] = []
  const leftOut: LeftOut[] = []
  const known = new Set<string>()
  for (const entry of students) {
    const sorted = sortEntry(entry)
    if (!sorted.row) leftOut.push(sorted.leftOut)
    else if (entry.kind !== 'folder') leftOut.push({ name: entry.name, why: 'no folder of a student' })
    else {
      const folders = assignmentsIn(await readdir(entry.path, { withFileTypes: true }).catch(() => []))
      for (const name of folders) known.add(name)
      if (folders.includes(assignment)) submissions.push({ id: entry.name, path: join(entry.path, assignment) })
      else leftOut.push({ name: entry.name, why: `submitted nothing for ${assignment}` })
    }
  }
  if (submissions.length > 0) return { submissions: submissions.sort((a, b) => (a.id < b.id ? -1 : 1)), leftOut, remarks: [] }
  const there = known.size === 0 ? '' : `; there are ${listed([...known])}`
  throw new IntakeError(`${path} contains no submission for the assignment ${assignment}${there}`)
}

/** Of what lies in the folder of a student. */
function assignmentsIn(inside: readonly Dirent[]): string[] {
  return inside.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.')).map(({ name }) => name)
}
