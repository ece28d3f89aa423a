import { crc32 } from 'node:zlib'
import type { Entry, ZipFile } from 'yauzl'
import { ModelRefusal, quoted } from '../../refusal.ts'

/** The records of a file that torch.save wrote, by their names within its one folder; empty, where nobody asks what is in them. */
export type Records = ReadonlyMap<string, Uint8Array>

/** A network and its optimiser have a few hundred. */
const MOST_RECORDS = 10_000
const LONGEST_NAME = 300
const READ = /^(?:data\.pkl|byteorder|data\/[^/]+)$/
const NOTHING = new Uint8Array(0)
const STORED = 0
const ENCRYPTED = 1

/**
 * The records of a zip whose entries are stored as they are, as torch.save stores them. Nothing is copied: each is a part of the file.
 *
 * @param file - begins like a zip.
 * @throws ModelRefusal for a zip that is damaged, compressed or encrypted, has a name twice, or one that leads out of its folder.
 */
export async function zipRecords(file: Uint8Array): Promise<Records> {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength)
  const { fromBufferPromise } = await import('yauzl')
  const records = new Map<string, Uint8Array>()
  let folder: string | undefined
  try {
    const zip = await fromBufferPromise(bytes, { strictFileNames: true })
    if (zip.entryCount > MOST_RECORDS) throw new ModelRefusal(`lists ${zip.entryCount} records; at most ${MOST_RECORDS} are read`)
    for await (const entry of zip.eachEntry()) {
      const { fileName: path } = entry
      const slash = path.indexOf('/')
      const name = path.slice(slash + 1)
      if (path.length > LONGEST_NAME || slash < 1 || name === '' || /(?:^|\/)\.{0,2}(?:\/|$)/.test(path))
        throw new ModelRefusal(`has a record named ${quoted(path)}, as torch.save names none`)
      folder ??= path.slice(0, slash)
      if (path.slice(0, slash) !== folder)
        throw new ModelRefusal(`has records in two folders, ${quoted(folder)} and ${quoted(path.slice(0, slash))}`)
      if (records.has(name)) throw new ModelRefusal(`has the record ${quoted(path)} twice`)
      records.set(name, READ.test(name) ? await contentOf(bytes, zip, entry) : NOTHING)
    }
  } catch (error) {
    if (error instanceof ModelRefusal) throw error
    throw new ModelRefusal(`is a damaged zip: ${lowered((error as Error).message)}`)
  }
  return records
}

async function contentOf(bytes: Buffer, zip: ZipFile, entry: Entry): Promise<Uint8Array> {
  const { fileName: path, compressionMethod, uncompressedSize, generalPurposeBitFlag, crc32: expected } = entry
  if ((generalPurposeBitFlag & ENCRYPTED) !== 0) throw new ModelRefusal(`has the record ${quoted(path)} encrypted`)
  if (compressionMethod !== STORED)
    throw new ModelRefusal(
      `has the record ${quoted(path)} compressed, as torch.save never stores it; submit the file as torch.save wrote it`,
    )
  const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true })
  const content = bytes.subarray(fileDataStart, fileDataStart + uncompressedSize)
  if (content.length !== uncompressedSize) throw new ModelRefusal(`ends within the record ${quoted(path)}`)
  // PyTorch can be told to write no checksums: then all of them are 0.
  if (expected !== 0 && crc32(content) !== expected)
    throw new ModelRefusal(`is damaged: the record ${quoted(path)} does not have its checksum; save it again`)
  return content
}

function lowered(message: string): string {
  const [first = ''] = message.split(/[.\n]/)
  return first.slice(0, 1).toLowerCase() + first.slice(1, 160)
}
