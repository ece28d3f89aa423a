import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import { lstat, mkdir, open, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { Fault } from '#grading/model/session'
import { systemErrorText } from '#grading/model/system-error'
import type { StagedFolder } from '../adapters/adapter.ts'
import { isCode } from './ignored.ts'
import { type ListedFolder, listFolder } from './list-folder.ts'
import { faultOfOmissions, mostNeededFirst, type Omission, omissionRemarks } from './omission.ts'
import { faultOf, mib, Refusal } from './refusal.ts'

const MIB = 1024 * 1024
export const STAGE_LIMITS: StageLimits = {
  files: 2000,
  folders: 2000,
  emptyFolders: 500,
  fileBytes: 32 * MIB,
  totalBytes: 128 * MIB,
  depth: 16,
}

export interface StageLimits {
  readonly files: number
  /** With something in them. */
  readonly folders: number
  /** Each is an argument of the sandbox, which takes no more than 9,000 of them. */
  readonly emptyFolders: number
  readonly fileBytes: number
  readonly totalBytes: number
  readonly depth: number
}

export type Staged =
  | {
      readonly ok: true
      readonly folder: StagedFolder
      /** sha256 over names and contents. */
      readonly hash: string
      /** What was left out: whole sentences. */
      readonly remarks: readonly string[]
    }
  | { readonly ok: false; readonly fault: Fault }

interface Copy {
  readonly source: string
  readonly target: string
  readonly limits: StageLimits
  readonly files: { readonly name: string; readonly digest: Buffer }[]
  readonly folders: Set<string>
  readonly omissions: Omission[]
  bytes: number
}

/**
 * Copies a submission, a folder or a single file, to where nobody else changes it: regular files only, read-only, nothing followed. What
 * cannot be taken over is left out and named; the submission is refused only where that is the code that answers.
 *
 * @param target - does not exist yet; made with mode 0700.
 * @param before - what was left out on the way here.
 */
export async function stage(
  source: string,
  target: string,
  before: readonly Omission[] = [],
  limits: StageLimits = STAGE_LIMITS,
): Promise<Staged> {
  const copy: Copy = { source, target, limits, files: [], folders: new Set(), omissions: [...before], bytes: 0 }
  try {
    await mkdir(target, { mode: 0o700, recursive: true })
    if ((await lstat(source)).isDirectory()) await copyFolder(copy, await listFolder(source, limits.depth))
    else await copyFile({ ...copy, source: dirname(source) }, basename(source))
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, fault: faultOf(error) }
    // A file that we may not read, a full disk: nothing the student could be blamed for.
    return { ok: false, fault: { kind: 'infrastructure', reason: `the submission cannot be copied: ${systemErrorText(error)}` } }
  }
  const files = copy.files.map(({ name }) => name)
  const fault = faultOfOmissions(files, copy.omissions)
  if (fault !== undefined) return { ok: false, fault }
  copy.files.sort((a, b) => (a.name < b.name ? -1 : 1))
  const hash = createHash('sha256')
  for (const { name, digest } of copy.files) hash.update(`${Buffer.byteLength(name)}:${name}`).update(digest)
  return {
    ok: true,
    folder: { path: target, files: copy.files.map(({ name }) => name) },
    hash: hash.digest('hex'),
    remarks: omissionRemarks(copy.omissions),
  }
}

async function copyFolder(copy: Copy, { files, empty, omissions }: ListedFolder): Promise<void> {
  const { limits } = copy
  copy.omissions.push(...omissions)
  const measured = await Promise.all(files.map(async (name) => ({ name, size: (await lstat(join(copy.source, name))).size })))
  for (const { name, size } of mostNeededFirst(measured)) {
    const why = tooMuch(copy, name, size)
    if (why === undefined) await copyFile(copy, name)
    else copy.omissions.push({ name, why, code: isCode(name) })
  }
  for (const name of empty.slice(0, limits.emptyFolders)) await mkdir(join(copy.target, name), { mode: 0o700, recursive: true })
  const why = `is beyond the limit of ${limits.emptyFolders} empty folders`
  copy.omissions.push(...empty.slice(limits.emptyFolders).map((name) => ({ name, why, code: false })))
}

/** Why a file would be too much, or nothing. */
function tooMuch({ limits, files, folders, bytes }: Copy, name: string, size: number): string | undefined {
  if (size > limits.fileBytes) return `has more than ${mib(limits.fileBytes)}`
  if (files.length >= limits.files) return `is beyond the limit of ${limits.files} files`
  if (bytes + size > limits.totalBytes) return `makes the submission larger than ${mib(limits.totalBytes)}`
  const made = parentsOf(name).filter((folder) => !folders.has(folder))
  return folders.size + made.length > limits.folders ? `is beyond the limit of ${limits.folders} folders` : undefined
}

function parentsOf(name: string): readonly string[] {
  const parts = name.split('/').slice(0, -1)
  return parts.map((_, i) => parts.slice(0, i + 1).join('/'))
}

async function copyFile(copy: Copy, name: string): Promise<void> {
  const { limits, source } = copy
  const path = join(source, name)
  const status = await lstat(path)
  if (status.isSymbolicLink()) throw new Refusal(`${name} is a link; submit the file itself`)
  if (!status.isFile()) throw new Refusal(`${name} is not a regular file`)
  for (const folder of parentsOf(name)) copy.folders.add(folder)
  // Between the look and the opening it could have become a link, or a pipe that blocks.
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  let content: Buffer
  try {
    const opened = await file.stat()
    if (!opened.isFile()) throw new Refusal(`${name} is not a regular file`)
    if (opened.size > limits.fileBytes) throw new Refusal(`${name} has ${mib(opened.size)}; ${mib(limits.fileBytes)} are allowed`)
    content = Buffer.alloc(opened.size)
    const { bytesRead } = await file.read(content, 0, opened.size, 0)
    content = content.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
  copy.bytes += content.length
  copy.files.push({ name, digest: createHash('sha256').update(content).digest() })
  await mkdir(dirname(join(copy.target, name)), { mode: 0o700, recursive: true })
  await writeFile(join(copy.target, name), content, { mode: 0o444, flag: 'wx' })
}
