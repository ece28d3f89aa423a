import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import { lstat, mkdir, open, readdir, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Fault } from '../../grading/model/session.ts'
import type { StagedFolder } from '../adapters/adapter.ts'
import { SKIPPED_FILES, SKIPPED_FOLDERS } from './ignored.ts'
import { systemReason } from './intake-error.ts'
import { mib, Refusal } from './refusal.ts'

const MIB = 1024 * 1024
export const STAGE_LIMITS: StageLimits = { files: 2000, folders: 2000, fileBytes: 32 * MIB, totalBytes: 128 * MIB, depth: 16 }

export interface StageLimits {
  readonly files: number
  readonly folders: number
  readonly fileBytes: number
  readonly totalBytes: number
  readonly depth: number
}

export type Staged =
  | { readonly ok: true; readonly folder: StagedFolder /** sha256 over names and contents. */; readonly hash: string }
  | { readonly ok: false; readonly fault: Fault }

interface Copy {
  readonly target: string
  readonly limits: StageLimits
  readonly files: { readonly name: string; readonly digest: Buffer }[]
  folders: number
  bytes: number
}

/**
 * Copies a hand-in, a folder or a single file, to where nobody else changes it: regular files only, read-only, nothing followed.
 *
 * @param target - does not exist yet; made with mode 0700.
 */
export async function stage(source: string, target: string, limits: StageLimits = STAGE_LIMITS): Promise<Staged> {
  const copy: Copy = { target, limits, files: [], folders: 0, bytes: 0 }
  try {
    await mkdir(target, { mode: 0o700, recursive: true })
    if ((await lstat(source)).isDirectory()) await copyFolder(copy, source, '', 0)
    else await copyFile(copy, source, basename(source))
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, fault: { kind: 'load-error', name: '', message: error.message } }
    // A file that we may not read, a full disk: nothing the student could be blamed for.
    return { ok: false, fault: { kind: 'infrastructure', reason: `the hand-in cannot be copied: ${systemReason(error)}` } }
  }
  copy.files.sort((a, b) => (a.name < b.name ? -1 : 1))
  const hash = createHash('sha256')
  for (const { name, digest } of copy.files) hash.update(`${Buffer.byteLength(name)}:${name}`).update(digest)
  return { ok: true, folder: { path: target, files: copy.files.map(({ name }) => name) }, hash: hash.digest('hex') }
}

async function copyFolder(copy: Copy, source: string, inside: string, depth: number): Promise<void> {
  if (depth > copy.limits.depth) throw new Refusal(`${inside} lies more than ${copy.limits.depth} folders deep`)
  if (copy.folders++ > copy.limits.folders) throw new Refusal(`the hand-in has more than ${copy.limits.folders} folders`)
  if (inside !== '') await mkdir(join(copy.target, inside), { mode: 0o700 })
  for (const name of (await readdir(source)).sort()) {
    const path = join(source, name)
    const relative = inside === '' ? name : `${inside}/${name}`
    const status = await lstat(path)
    if (status.isDirectory()) {
      if (!SKIPPED_FOLDERS.has(name)) await copyFolder(copy, path, relative, depth + 1)
    } else if (!SKIPPED_FILES.has(name)) await copyFile(copy, path, relative)
  }
}

async function copyFile(copy: Copy, source: string, name: string): Promise<void> {
  const { limits } = copy
  if (copy.files.length >= limits.files) throw new Refusal(`the hand-in has more than ${limits.files} files`)
  const status = await lstat(source)
  if (status.isSymbolicLink()) throw new Refusal(`${name} is a link; hand in the file itself`)
  if (!status.isFile()) throw new Refusal(`${name} is not a regular file`)
  // Between the look and the opening it could have become a link, or a pipe that blocks.
  const file = await open(source, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  let content: Buffer
  try {
    const opened = await file.stat()
    if (!opened.isFile()) throw new Refusal(`${name} is not a regular file`)
    if (opened.size > limits.fileBytes) throw new Refusal(`${name} has ${mib(opened.size)}; ${mib(limits.fileBytes)} are allowed`)
    if (copy.bytes + opened.size > limits.totalBytes) throw new Refusal(`the hand-in has more than ${mib(limits.totalBytes)}`)
    content = Buffer.alloc(opened.size)
    const { bytesRead } = await file.read(content, 0, opened.size, 0)
    content = content.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
  copy.bytes += content.length
  copy.files.push({ name, digest: createHash('sha256').update(content).digest() })
  await writeFile(join(copy.target, name), content, { mode: 0o444, flag: 'wx' })
}
