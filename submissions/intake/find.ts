import { lstat, readdir, realpath, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { FoundClass, FoundSubmission } from './found.ts'
import { isCode, SKIPPED_FOLDERS } from './ignored.ts'
import { IntakeError, systemReason } from './intake-error.ts'
import { findInClassZip } from './zip/class-zip.ts'
import { isZip } from './zip/hand-in-zip.ts'

/**
 * The hand-ins of a class: one per sub-folder and one per zip, or the folders inside one zip.
 *
 * @throws IntakeError if the path is missing, is no folder, cannot be read or holds no hand-in.
 */
export async function findSubmissions(path: string): Promise<FoundClass> {
  if (isZip(path) && (await isFile(path))) return findInClassZip(await realpath(path))
  const names = await listFolder(path)
  const submissions: FoundSubmission[] = []
  const loose: string[] = []
  for (const name of names) {
    if (name.startsWith('.') || SKIPPED_FOLDERS.has(name)) continue
    const inside = join(path, name)
    const status = await lstat(inside)
    if (status.isDirectory()) submissions.push({ id: name, path: inside })
    else if (status.isSymbolicLink()) {
      submissions.push({ id: name, path: inside, refused: `${name} is a link; copy the folder itself here` })
    } else if (isZip(name)) submissions.push({ id: name.slice(0, -'.zip'.length), path: inside })
    else if (isCode(name)) loose.push(name)
  }
  if (submissions.length === 0) throw new IntakeError(nothingFound(path, loose))
  submissions.sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
  return { submissions, remarks: loose.length === 0 ? [] : [looseSentence(loose)] }
}

async function isFile(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isFile() === true
}

async function listFolder(path: string): Promise<readonly string[]> {
  try {
    if (!(await stat(path)).isDirectory())
      throw new IntakeError(`${path} is not a folder: give the folder that holds one sub-folder per student`)
    return (await readdir(path)).sort()
  } catch (error) {
    if (error instanceof IntakeError) throw error
    throw new IntakeError(`${path} cannot be read: ${systemReason(error)}`)
  }
}

function nothingFound(path: string, loose: readonly string[]): string {
  if (loose.length === 0) return `${path} holds no hand-ins: each student's files belong into a sub-folder of their own`
  return `${path} holds no sub-folders, only ${listed(loose)}: each student's files belong into a sub-folder of their own`
}

function looseSentence(loose: readonly string[]): string {
  return `${listed(loose)} ${loose.length === 1 ? 'lies' : 'lie'} outside the sub-folders and ${loose.length === 1 ? 'is' : 'are'} not graded.`
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 3).join(', ')
  return names.length > 3 ? `${shown} and ${names.length - 3} more` : shown
}
