import { lstat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { temporaryFolder } from '../temporary-folder.ts'
import { isArchive, isTar } from './archive.ts'
import type { FoundSubmission } from './found.ts'
import { filesOfCommit } from './git/unpack-commit.ts'
import { isCode } from './ignored.ts'
import { systemReason } from './intake-error.ts'
import { listFolder } from './list-folder.ts'
import { Refusal } from './refusal.ts'
import { STAGE_LIMITS } from './stage.ts'
import { takeIn } from './take-in.ts'
import { readHandInZip } from './zip/hand-in-zip.ts'

/** What a submission holds. */
export interface Contents {
  /** Names of its files, relative, as grading sees them; without what tools make. */
  readonly files: readonly string[]
  /** Why nobody can say: a sentence without a full stop. */
  readonly unknown?: string
}

/**
 * The files of a submission by name. Nothing is unpacked but an archive that is all there is in it.
 *
 * What is wrong with it is told, never thrown.
 */
export async function contentsOf(found: FoundSubmission): Promise<Contents> {
  if (found.refused !== undefined) return { files: [], unknown: found.refused }
  try {
    const files = await filesOf(found)
    const archives = files.filter(isArchive)
    return archives.length === 1 && !files.some(isCode) ? await unpackedContents(found) : { files }
  } catch (error) {
    return { files: [], unknown: error instanceof Refusal ? error.message : systemReason(error) }
  }
}

async function filesOf({ path, packed }: FoundSubmission): Promise<readonly string[]> {
  if (packed !== undefined) {
    if ('refused' in packed) throw new Refusal(packed.refused)
    if ('gathered' in packed) return packed.gathered.map(({ name }) => name)
    return 'commit' in packed ? filesOfCommit(packed.commit) : packed.files.map((file) => file.path)
  }
  const status = await lstat(path)
  if (status.isDirectory()) return (await listFolder(path, STAGE_LIMITS.depth)).files
  if (!isArchive(path)) return [basename(path)]
  // What is in a tar archive is known when it is unpacked.
  return isTar(path) ? [basename(path)] : (await readHandInZip(path)).files.map((file) => file.path)
}

async function unpackedContents({ path, packed }: FoundSubmission): Promise<Contents> {
  const folder = await temporaryFolder('assay-contents-')
  try {
    const staged = await takeIn(path, packed, join(folder.path))
    if (staged.ok) return { files: staged.folder.files }
    const { fault } = staged
    return { files: [], unknown: 'reason' in fault ? fault.reason : 'message' in fault ? fault.message : 'cannot be unpacked' }
  } finally {
    await folder.remove()
  }
}
