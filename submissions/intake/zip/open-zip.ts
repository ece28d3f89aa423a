import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { type Entry, fromFdPromise, type ZipFile } from 'yauzl'
import { mib, Refusal, Unreadable } from '../refusal.ts'

const FILE_SIGNATURE = 0x04034b50
const DIRECTORY_SIGNATURE = 0x02014b50
const END_SIGNATURE = 0x06054b50

/** An open archive, nothing of which has been unpacked. */
export interface OpenZip {
  readonly zip: ZipFile
  /** Where the central directory begins: files end before it. */
  readonly directoryStart: number
}

/**
 * Opens an archive for as long as `use` runs.
 *
 * @throws Unreadable if it is too large or no zip file; the system's error if it cannot be read.
 */
export async function withZip<T>(path: string, archiveBytes: number, use: (open: OpenZip) => Promise<T>): Promise<T> {
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  const { size } = await file.stat().catch(async (error: unknown) => {
    await file.close()
    throw error
  })
  try {
    if (size > archiveBytes) throw new Unreadable(`the archive has ${mib(size)}; ${mib(archiveBytes)} are allowed`)
    const start = Buffer.alloc(4)
    const { bytesRead } = await file.read(start, 0, 4, 0)
    const signature = bytesRead === 4 ? start.readUInt32LE(0) : 0
    // One file that is also something else is read differently by different programs.
    if (signature !== FILE_SIGNATURE && signature !== END_SIGNATURE) throw new Unreadable('the archive does not begin like a zip file')
    const zip = await fromFdPromise(file.fd, { autoClose: false, decodeStrings: false, validateEntrySizes: false }).catch(refuse)
    // Reading goes on until the last stream is gone; the descriptor is closed here, once.
    zip.on('error', () => {})
    return await use({ zip, directoryStart: Number(zip.readEntryCursor) })
  } finally {
    await file.close()
  }
}

/**
 * What the central directory lists.
 *
 * @throws Unreadable if it is damaged, Refusal if it lists more than `most` or more than it says.
 */
export async function entriesOf({ zip }: OpenZip, most: number): Promise<readonly Entry[]> {
  if (zip.entryCount > most) throw new Refusal(`the archive lists ${zip.entryCount} entries; ${most} are allowed`)
  const entries: Entry[] = []
  try {
    for await (const entry of zip.eachEntry()) entries.push(entry)
  } catch (error) {
    refuse(error)
  }
  if ((await signatureAt(zip, Number(zip.readEntryCursor))) === DIRECTORY_SIGNATURE) {
    throw new Refusal(`the archive says that it lists ${zip.entryCount} entries, but lists more`)
  }
  return entries
}

function signatureAt(zip: ZipFile, position: number): Promise<number> {
  const { reader } = zip as unknown as { readonly reader: Pick<import('yauzl').RandomAccessReader, 'read'> }
  const bytes = Buffer.alloc(4)
  return new Promise((resolve) => reader.read(bytes, 0, 4, position, (error) => resolve(error === null ? bytes.readUInt32LE(0) : 0)))
}

/** What the library says is about the bytes of the archive; what the system says has a code. */
function refuse(error: unknown): never {
  if ((error as NodeJS.ErrnoException).code !== undefined || !(error instanceof Error)) throw error
  throw new Unreadable(`the archive is damaged: ${DAMAGES.find(([words]) => words.test(error.message))?.[1] ?? lowered(error.message)}`)
}

/** What the library says in the terms of the format, for somebody who knows only that it is a zip. */
const DAMAGES: readonly (readonly [words: RegExp, says: string])[] = [
  [/end of central directory/i, 'its end is missing, as after a transfer that stopped; ask for it again'],
  [/unexpected EOF/i, 'it ends before all that it lists'],
  [/comment length/i, 'bytes follow its end'],
  [/central directory file header/i, 'its list of files is not where it should be'],
]

function lowered(message: string): string {
  const [first = ''] = message.split(/[.\n]/)
  return first.slice(0, 1).toLowerCase() + first.slice(1, 160)
}
