import { lstat } from 'node:fs/promises'
import { basename } from 'node:path'
import { systemErrorText } from '#grading/model/system-error'
import { temporaryFolder } from '../temporary-folder.ts'
import { isArchive, isTar } from './archive.ts'
import type { FoundSubmission } from './found.ts'
import { listCommit } from './git/unpack-commit.ts'
import { isCode } from './ignored.ts'
import { listFolder } from './list-folder.ts'
import { type Omission, omissionRemarks } from './omission.ts'
import { Refusal } from './refusal.ts'
import { STAGE_LIMITS } from './stage.ts'
import { takeIn } from './take-in.ts'
import { readHandInZip } from './zip/hand-in-zip.ts'
import type { Packed } from './zip/list-hand-in.ts'

/** What a submission holds. */
export interface Contents {
  /** Names of its files, relative, as grading sees them; without what tools make. */
  readonly files: readonly string[]
  /** What of it is left out or read by no program: whole sentences. */
  readonly remarks: readonly string[]
  /** Why nobody can say: a sentence without a full stop. */
  readonly unknown?: string
}

/**
 * The files of a submission by name. Nothing is unpacked but an archive that is all there is in it.
 *
 * What is wrong with it is told, never thrown.
 */
export async function contentsOf(found: FoundSubmission): Promise<Contents> {
  if (found.refused !== undefined) return { files: [], remarks: [], unknown: found.refused }
  const beside = found.unread === undefined ? [] : [`${found.unread}.`]
  try {
    const { files, omissions } = await listingOf(found)
    const archives = files.filter(isArchive)
    if (archives.length === 1 && !files.some(isCode)) return await unpackedContents(found, beside)
    return { files, remarks: [...beside, ...omissionRemarks(omissions)] }
  } catch (error) {
    return { files: [], remarks: beside, unknown: error instanceof Refusal ? error.message : systemErrorText(error) }
  }
}

interface Listing {
  readonly files: readonly string[]
  readonly omissions: readonly Omission[]
}

async function listingOf({ path, packed }: FoundSubmission): Promise<Listing> {
  if (packed !== undefined) {
    if ('refused' in packed) throw new Refusal(packed.refused)
    if ('gathered' in packed) return { files: packed.gathered.map(({ name }) => name), omissions: [] }
    return 'commit' in packed ? listCommit(packed.commit) : listingOfZip(packed)
  }
  const status = await lstat(path)
  if (status.isDirectory()) return listFolder(path, STAGE_LIMITS.depth)
  // What is in a tar archive is known when it is unpacked.
  return isArchive(path) && !isTar(path) ? listingOfZip(await readHandInZip(path)) : { files: [basename(path)], omissions: [] }
}

function listingOfZip({ files, omissions }: Packed): Listing {
  return { files: files.map((file) => file.path), omissions }
}

async function unpackedContents({ path, packed }: FoundSubmission, beside: readonly string[]): Promise<Contents> {
  const folder = await temporaryFolder('assay-contents-')
  try {
    const staged = await takeIn(path, packed, folder.path)
    if (staged.ok) return { files: staged.folder.files, remarks: [...beside, ...staged.remarks] }
    const { fault } = staged
    return {
      files: [],
      remarks: beside,
      unknown: 'reason' in fault ? fault.reason : 'message' in fault ? fault.message : 'cannot be unpacked',
    }
  } finally {
    await folder.remove()
  }
}
