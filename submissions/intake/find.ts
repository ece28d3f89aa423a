import { readdir, realpath, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { assembleClass } from './assemble-class.ts'
import { type ClassEntry, sortEntry } from './class-entry.ts'
import { holdsStudents } from './class-root.ts'
import type { FoundClass } from './found.ts'
import { isCode } from './ignored.ts'
import { IntakeError, systemReason } from './intake-error.ts'
import { type ListedEntry, listClassFolder, peekInto } from './list-class-folder.ts'
import { listed } from './listed.ts'
import { findInClassZip, isClassZip } from './zip/class-zip.ts'
import { isZip } from './zip/hand-in-zip.ts'

/**
 * The hand-ins of a class, a folder or one zip: every entry is a submission, or is left out by name.
 *
 * @param ours - whether a folder holds reports of ours; why it is left out, or nothing.
 * @throws IntakeError if the path is missing, is no folder, cannot be read, holds no hand-in or what is not a class.
 */
export async function findSubmissions(
  path: string,
  ours: (folder: string) => Promise<string | undefined> = async () => undefined,
): Promise<FoundClass> {
  if (isZip(path) && (await isFile(path))) return findInClassZip(await realpath(path))
  const all = await listFolder(path)
  const own = await Promise.all(all.map(async (entry) => (entry.kind === 'folder' ? ours(entry.path) : undefined)))
  const reports = all.flatMap((entry, i) => (own[i] === undefined ? [] : [{ name: entry.name, why: own[i] }]))
  const entries = all.filter((_, i) => own[i] === undefined)
  if (entries.length === 0 && reports.length > 0) throw new IntakeError(`${path} contains no submissions, only reports of Assay`)
  await expectNoCourse(path, entries)

  const inner = await innerClass(entries)
  if (inner === undefined) {
    const found = assembleClass(path, entries, (entry) => ({ path: entry.path }))
    return { ...found, leftOut: [...found.leftOut, ...reports] }
  }
  const found = await findSubmissions(inner.path, ours)
  const beside = entries.flatMap((entry) => {
    const sorted = sortEntry(entry)
    return sorted.row ? [] : [sorted.leftOut]
  })
  const what = inner.kind === 'folder' ? 'folder' : 'file'
  const remark = `The students are read from ${inner.name}, the only ${what} of the class.`
  return { ...found, leftOut: [...beside, ...found.leftOut, ...reports], remarks: [remark, ...found.remarks] }
}

async function isFile(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isFile() === true
}

async function listFolder(path: string): Promise<readonly ListedEntry[]> {
  try {
    if (!(await stat(path)).isDirectory()) {
      throw new IntakeError(`${path} is not a folder: give the folder that holds one sub-folder per student, or a zip of it`)
    }
    return await listClassFolder(path)
  } catch (error) {
    if (error instanceof IntakeError) throw error
    throw new IntakeError(`${path} cannot be read: ${systemReason(error)}`)
  }
}

/** The folder around all students, or the archive of them: the only row there is, and full of others. */
async function innerClass(entries: readonly ListedEntry[]): Promise<ListedEntry | undefined> {
  const rows = entries.filter((entry) => sortEntry(entry).row)
  const [only] = rows
  if (rows.length !== 1 || only === undefined || only.fault !== undefined) return undefined
  if (only.kind === 'file') return isZip(only.name) && (await isClassZip(only.path)) ? only : undefined
  if (only.kind !== 'folder') return undefined
  // A class of one is a folder around a folder, too.
  return holdsStudents(await peekInto(only.path), 2) === true ? only : undefined
}

const NBGRADER: ReadonlySet<string> = new Set(['submitted', 'source', 'release', 'autograded', 'feedback', 'solution'])

/** Of a course of nbgrader one folder is the class, and of that one assignment is graded. */
async function expectNoCourse(path: string, entries: readonly ListedEntry[]): Promise<void> {
  const folders = entries.filter((entry) => entry.kind === 'folder' && sortEntry(entry).row)
  if (folders.some(({ name }) => name === 'submitted') && folders.every(({ name }) => NBGRADER.has(name))) {
    throw new IntakeError(`${path} is the course folder of nbgrader: give its folder ${join(path, 'submitted')}`)
  }
  if (basename(path) === 'submitted') await expectOneAssignment(path, folders)
}

/** nbgrader keeps `submitted/<student>/<assignment>/`. Which of several is graded must not be left to chance. */
async function expectOneAssignment(path: string, folders: readonly ClassEntry[]): Promise<void> {
  for (const { name } of folders) {
    const inside = await readdir(join(path, name), { withFileTypes: true }).catch(() => [])
    const assignments = inside.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.')).map((entry) => entry.name)
    if (assignments.length > 1 && inside.every((entry) => !isCode(entry.name))) {
      const says = `holds several assignments of a student (${name}: ${listed(assignments.sort())})`
      throw new IntakeError(`${path} ${says}: give a folder with one of them for each`)
    }
  }
}
