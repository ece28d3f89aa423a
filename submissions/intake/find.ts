import { realpath, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { systemErrorText } from '#grading/model/system-error'
import { temporaryFolder } from '../temporary-folder.ts'
import { isArchive, isTar } from './archive.ts'
import { assembleClass } from './assemble-class.ts'
import { sortEntry } from './class-entry.ts'
import { holdsStudents } from './class-root.ts'
import type { PartsOf } from './entry-part.ts'
import type { FoundClass } from './found.ts'
import { IntakeError } from './intake-error.ts'
import { type ListedEntry, listClassFolder, peekInto } from './list-class-folder.ts'
import { expectNoCourse, ofAssignment } from './nbgrader.ts'
import { Refusal } from './refusal.ts'
import { isClassTar, withUnpackedClass } from './tar/class-tar.ts'
import { findInClassZip, isClassZip, onlyArchiveIn } from './zip/class-zip.ts'
import { isZip } from './zip/is-zip.ts'
import { unpack } from './zip/unpack.ts'

export interface FindOptions {
  /** Whether a folder holds reports of ours; why it is left out, or nothing. */
  readonly ours?: (folder: string) => Promise<string | undefined>
  /** Reads names where the files of all students lie side by side. */
  readonly partsOf?: PartsOf
  /** Which assignment of a course of nbgrader. */
  readonly assignment?: string
}

/**
 * The hand-ins of a class, a folder or one archive: every entry is a submission, or is left out by name.
 *
 * @throws IntakeError if the path is missing, is no folder, cannot be read, holds no hand-in or what is not a class.
 */
export async function findSubmissions(path: string, options: FindOptions = {}): Promise<FoundClass> {
  if (isArchive(path) && (await isFile(path))) {
    const archive = await realpath(path)
    if (isZip(path)) return (await findInPackedClass(archive, options)) ?? findInClassZip(archive, options.partsOf)
    return withUnpackedClass(archive, (folder) => findSubmissions(folder, options))
  }
  const all = await listFolder(path)
  const { ours, assignment } = options
  const own = await Promise.all(all.map(async (entry) => (entry.kind === 'folder' ? ours?.(entry.path) : undefined)))
  const reports = all.flatMap((entry, i) => (own[i] === undefined ? [] : [{ name: entry.name, why: own[i] }]))
  const entries = all.filter((_, i) => own[i] === undefined)
  if (entries.length === 0 && reports.length > 0) throw new IntakeError(`${path} contains no submissions, only reports of Assay`)
  if (assignment !== undefined) return ofAssignment(path, assignment)
  await expectNoCourse(path, entries)

  const inner = await innerClass(entries)
  if (inner === undefined) {
    const found = assembleClass(path, entries, (entry) => ({ path: entry.path }), options.partsOf)
    return { ...found, leftOut: [...found.leftOut, ...reports] }
  }
  const found = await findSubmissions(inner.path, options)
  const beside = entries.flatMap((entry) => {
    const sorted = sortEntry(entry)
    return sorted.row ? [] : [sorted.leftOut]
  })
  const what = inner.kind === 'folder' ? 'folder' : 'file'
  const remark = `The students are read from ${inner.name}, the only ${what} of the class.`
  return { ...found, leftOut: [...beside, ...found.leftOut, ...reports], remarks: [remark, ...found.remarks] }
}

/** Of a zip in which all students lie in one more zip; nothing where they do not. */
async function findInPackedClass(archive: string, options: FindOptions): Promise<FoundClass | undefined> {
  const inner = await onlyArchiveIn(archive)
  if (inner === undefined) return undefined
  const folder = await temporaryFolder('assay-class-')
  try {
    await unpack(inner, join(folder.path, 'outer'))
    const name = inner.files[0]?.path as string
    if (!(await isClassZip(join(folder.path, 'outer', name)))) {
      await folder.remove()
      return undefined
    }
    const found = await findSubmissions(join(folder.path, 'outer', name), options)
    const remark = `The students are read from ${name}, the only file of the class.`
    return {
      ...found,
      remarks: [remark, ...found.remarks],
      async close() {
        await found.close?.()
        await folder.remove()
      },
    }
  } catch (error) {
    await folder.remove()
    if (error instanceof Refusal) throw new IntakeError(`${archive} cannot be read: ${error.message}`)
    throw error
  }
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
    throw new IntakeError(`${path} cannot be read: ${systemErrorText(error)}`)
  }
}

/** The folder around all students, or the archive of them: the only row there is, and full of others. */
async function innerClass(entries: readonly ListedEntry[]): Promise<ListedEntry | undefined> {
  const rows = entries.filter((entry) => sortEntry(entry).row)
  const [only] = rows
  if (rows.length !== 1 || only === undefined || only.fault !== undefined) return undefined
  if (only.kind === 'file') {
    const holds = isZip(only.name) ? isClassZip : isTar(only.name) ? isClassTar : undefined
    return (await holds?.(only.path)) === true ? only : undefined
  }
  if (only.kind !== 'folder') return undefined
  // A class of one is a folder around a folder, too.
  return holdsStudents(await peekInto(only.path), 2) === true ? only : undefined
}
