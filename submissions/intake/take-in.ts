import { lstat, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Fault } from '../../grading/model/session.ts'
import type { PackedHandIn } from './found.ts'
import { systemReason } from './intake-error.ts'
import { Refusal } from './refusal.ts'
import { type Staged, stage } from './stage.ts'
import { isZip, readHandInZip } from './zip/hand-in-zip.ts'
import { unpack } from './zip/unpack.ts'

/**
 * The private copy of a hand-in: of a folder, a single file, a zip or a part of one. What is refused leaves nothing behind.
 *
 * @param root - a private folder; the copy becomes its sub-folder `submission`.
 */
export async function takeIn(path: string, packed: PackedHandIn | undefined, root: string): Promise<Staged> {
  const copy = join(root, 'submission')
  if (packed === undefined && !(isZip(path) && (await isFile(path)))) return stage(path, copy)
  const unpacked = join(root, 'unpacked')
  try {
    if (packed !== undefined && 'refused' in packed) throw new Refusal(packed.refused)
    await unpack(packed ?? (await readHandInZip(path)), unpacked)
  } catch (error) {
    return { ok: false, fault: faultOf(error) }
  }
  const staged = await stage(unpacked, copy)
  await rm(unpacked, { recursive: true, force: true })
  return staged
}

function faultOf(error: unknown): Fault {
  if (error instanceof Refusal) return { kind: 'load-error', name: '', message: error.message }
  return { kind: 'infrastructure', reason: `the hand-in cannot be unpacked: ${systemReason(error)}` }
}

async function isFile(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => undefined))?.isFile() === true
}
