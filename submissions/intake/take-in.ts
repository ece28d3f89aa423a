import { link, lstat, mkdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Fault } from '../../grading/model/session.ts'
import type { PackedHandIn } from './found.ts'
import { isCode } from './ignored.ts'
import { systemReason } from './intake-error.ts'
import { Refusal } from './refusal.ts'
import { type Staged, stage } from './stage.ts'
import { isZip, readHandInZip } from './zip/hand-in-zip.ts'
import { unpack } from './zip/unpack.ts'

/**
 * The private copy of a hand-in: of a folder, a single file, a zip or a part of one. Where its code lies in one zip inside, as course
 * systems pack what a student had packed already, that one is opened, too. What is refused leaves nothing behind.
 *
 * @param root - a private folder; the copy becomes its sub-folder `submission`.
 */
export async function takeIn(path: string, packed: PackedHandIn | undefined, root: string): Promise<Staged> {
  const copy = join(root, 'submission')
  if (packed === undefined && !(isZip(path) && (await isFile(path)))) return openInner(await stage(path, copy), root)
  const unpacked = join(root, 'unpacked')
  try {
    if (packed !== undefined && 'refused' in packed) throw new Refusal(packed.refused)
    await unpack(packed ?? (await readHandInZip(path)), unpacked)
  } catch (error) {
    return { ok: false, fault: faultOf(error) }
  }
  const staged = await stage(unpacked, copy)
  await rm(unpacked, { recursive: true, force: true })
  return openInner(staged, root)
}

/** One level and one archive: which of several counts is not for us to say. */
async function openInner(staged: Staged, root: string): Promise<Staged> {
  if (!staged.ok || staged.folder.files.some(isCode)) return staged
  const [inner, ...others] = staged.folder.files.filter(isZip)
  if (inner === undefined || others.length > 0) return staged
  const copy = staged.folder.path
  const outer = join(root, 'outer')
  const unpacked = join(root, 'inner')
  try {
    await rename(copy, outer)
    await unpack(await readHandInZip(join(outer, inner)), unpacked)
    for (const file of staged.folder.files) if (file !== inner) await putBeside(outer, unpacked, file)
  } catch (error) {
    return { ok: false, fault: faultOf(error, inner) }
  } finally {
    await rm(outer, { recursive: true, force: true })
  }
  const both = await stage(unpacked, copy)
  await rm(unpacked, { recursive: true, force: true })
  return both
}

async function putBeside(outer: string, unpacked: string, file: string): Promise<void> {
  await mkdir(dirname(join(unpacked, file)), { mode: 0o700, recursive: true })
  try {
    await link(join(outer, file), join(unpacked, file))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw new Refusal(`${file} lies beside it and in it`)
    throw error
  }
}

function faultOf(error: unknown, inner?: string): Fault {
  const where = inner === undefined ? '' : `${inner}: `
  if (error instanceof Refusal) return { kind: 'load-error', name: '', message: `${where}${error.message}` }
  return { kind: 'infrastructure', reason: `${where}the hand-in cannot be unpacked: ${systemReason(error)}` }
}

async function isFile(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => undefined))?.isFile() === true
}
