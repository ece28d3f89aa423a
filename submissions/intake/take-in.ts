import { constants } from 'node:fs'
import { copyFile, link, lstat, mkdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Fault } from '#grading/model/session'
import { systemErrorText } from '#grading/model/system-error'
import { isArchive, isTar } from './archive.ts'
import type { GatheredFile, PackedHandIn } from './found.ts'
import { unpackCommit } from './git/unpack-commit.ts'
import { isCode } from './ignored.ts'
import type { Omission } from './omission.ts'
import { faultOf, Refusal } from './refusal.ts'
import { type Staged, stage } from './stage.ts'
import { unpackTar } from './tar/unpack-tar.ts'
import { readHandInZip } from './zip/hand-in-zip.ts'
import { unpack } from './zip/unpack.ts'
import { ZIP_LIMITS } from './zip/zip-limits.ts'

/**
 * The private copy of a hand-in: of a folder, a single file, an archive or a part of one, or a commit. Where its code lies in one archive inside, as course
 * systems pack what a student had packed already, that one is opened, too. What is refused leaves nothing behind.
 *
 * @param root - a private folder; the copy becomes its sub-folder `submission`.
 */
export async function takeIn(path: string, packed: PackedHandIn | undefined, root: string): Promise<Staged> {
  const copy = join(root, 'submission')
  if (packed === undefined && !(isArchive(path) && (await isFile(path)))) return openInner(await stage(path, copy), root)
  const unpacked = join(root, 'unpacked')
  let omissions: readonly Omission[] = []
  try {
    omissions = packed === undefined ? await unpackArchive(path, unpacked) : await unpackPart(packed, unpacked)
  } catch (error) {
    return { ok: false, fault: unpackingFault(error) }
  }
  const staged = await stage(unpacked, copy, omissions)
  await rm(unpacked, { recursive: true, force: true })
  return openInner(staged, root)
}

async function unpackPart(packed: PackedHandIn, target: string): Promise<readonly Omission[]> {
  if ('refused' in packed) throw new Refusal(packed.refused)
  if ('commit' in packed) return unpackCommit(packed.commit, target)
  if (!('gathered' in packed)) return unpack(packed, target)
  await gather(packed.gathered, target)
  return []
}

async function unpackArchive(path: string, target: string): Promise<readonly Omission[]> {
  return isTar(path) ? unpackTar(path, target, ZIP_LIMITS) : unpack(await readHandInZip(path), target)
}

/** A platform packs what a student had packed twice. */
const DEEPEST_INNER = 2

/** One archive a level: which of several counts is not for us to say. */
async function openInner(staged: Staged, root: string, depth = 1): Promise<Staged> {
  if (depth > DEEPEST_INNER || !staged.ok || staged.folder.files.some(isCode)) return staged
  const [inner, ...others] = staged.folder.files.filter(isArchive)
  if (inner === undefined || others.length > 0) return staged
  const copy = staged.folder.path
  const outer = join(root, 'outer')
  const unpacked = join(root, 'inner')
  let omissions: readonly Omission[]
  try {
    await rename(copy, outer)
    const unpackedOmissions = await unpackArchive(join(outer, inner), unpacked)
    const beside: Omission[] = []
    for (const file of staged.folder.files) {
      if (file === inner || (await putBeside(outer, unpacked, file))) continue
      beside.push({ name: file, why: `also lies in ${inner}, whose file counts`, code: false })
    }
    omissions = [...unpackedOmissions, ...beside]
  } catch (error) {
    return { ok: false, fault: unpackingFault(error, inner) }
  } finally {
    await rm(outer, { recursive: true, force: true })
  }
  const both = await stage(unpacked, copy, omissions)
  await rm(unpacked, { recursive: true, force: true })
  const opened = both.ok ? { ...both, remarks: [...staged.remarks, ...both.remarks] } : both
  return openInner(opened, root, depth + 1)
}

/** Files that lie loose among those of other students. They are looked at when the whole is staged. */
async function gather(files: readonly GatheredFile[], target: string): Promise<void> {
  await mkdir(target, { mode: 0o700 })
  for (const { path, name } of files) {
    if (!(await isFile(path))) throw new Refusal(`${name} is not a regular file`)
    await copyFile(path, join(target, name), constants.COPYFILE_EXCL)
  }
}

/** Whether there was a place for it. */
async function putBeside(outer: string, unpacked: string, file: string): Promise<boolean> {
  await mkdir(dirname(join(unpacked, file)), { mode: 0o700, recursive: true })
  try {
    await link(join(outer, file), join(unpacked, file))
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

function unpackingFault(error: unknown, inner?: string): Fault {
  const where = inner === undefined ? '' : `${inner}: `
  if (error instanceof Refusal) return faultOf(error, where)
  return { kind: 'infrastructure', reason: `${where}the submission cannot be unpacked: ${systemErrorText(error)}` }
}

async function isFile(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => undefined))?.isFile() === true
}
