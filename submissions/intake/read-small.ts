import { constants } from 'node:fs'
import { mkdir, open } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { temporaryFolder } from '../temporary-folder.ts'
import type { FoundSubmission } from './found.ts'
import type { Packed } from './zip/list-hand-in.ts'
import { named } from './zip/list-hand-in.ts'
import { entriesOf, withZip } from './zip/open-zip.ts'
import { unpack } from './zip/unpack.ts'
import { CLASS_ZIP_LIMITS } from './zip/zip-limits.ts'

const MOST_BYTES = 64 * 1024
const MOST_LISTED_BYTES = 16 * 1024 * 1024

/**
 * The first 64 KiB of a file of a submission as text; nothing where it is not there, is no regular file or lies in an archive of the student's.
 *
 * @param name - relative, as the submission's contents have it.
 */
export async function readSmall({ path, packed }: FoundSubmission, name: string): Promise<string | undefined> {
  if (packed === undefined) return firstText(join(path, name))
  if ('gathered' in packed) {
    const file = packed.gathered.find((one) => one.name === name)
    return file === undefined ? undefined : firstText(file.path)
  }
  return 'files' in packed ? packedText(packed, name) : undefined
}

/**
 * A file that a platform wrote beside the students, as text; nothing where there is none.
 *
 * @param beside - a submission of the same class.
 */
export async function readBeside({ path, packed }: FoundSubmission, name: string): Promise<string | undefined> {
  if (packed === undefined) return firstText(join(dirname(path), name), MOST_LISTED_BYTES)
  if (!('files' in packed)) return undefined
  const { archive } = packed
  const entries = await withZip(archive, CLASS_ZIP_LIMITS.archiveBytes, (zip) => entriesOf(zip, CLASS_ZIP_LIMITS.listed)).catch(() => [])
  const where = `${dirname(path).slice(archive.length + 1)}/${name}`.replace(/^\//, '')
  const found = entries.map(named).find((one) => one.name === where)
  if (found === undefined || found.entry.uncompressedSize > MOST_LISTED_BYTES) return undefined
  const { archiveBytes } = CLASS_ZIP_LIMITS
  const files = [{ path: name, shown: where, entry: found.entry }]
  return packedText({ archive, archiveBytes, files, omissions: [] }, name, MOST_LISTED_BYTES)
}

async function packedText(packed: Packed, name: string, most = MOST_BYTES): Promise<string | undefined> {
  const files = packed.files.filter((file) => file.path === name)
  if (files.length !== 1) return undefined
  const folder = await temporaryFolder('assay-small-')
  try {
    await mkdir(folder.path, { recursive: true })
    await unpack({ ...packed, files, omissions: [] }, join(folder.path, 'file'))
    return await firstText(join(folder.path, 'file', name), most)
  } catch {
    return undefined
  } finally {
    await folder.remove()
  }
}

/** Nothing is followed and nothing blocks. */
async function firstText(path: string, most = MOST_BYTES): Promise<string | undefined> {
  try {
    const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
    try {
      const status = await file.stat()
      if (!status.isFile()) return undefined
      const { buffer, bytesRead } = await file.read(Buffer.alloc(Math.min(most, status.size)), 0, undefined, 0)
      return buffer.toString('utf8', 0, bytesRead)
    } finally {
      await file.close()
    }
  } catch {
    return undefined
  }
}
