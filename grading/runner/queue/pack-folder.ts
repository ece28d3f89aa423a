import { constants } from 'node:fs'
import { mkdir, open, readdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { deflateRawSync, inflateRawSync, constants as zlib } from 'node:zlib'

/** Packed submissions that are larger do not travel. */
const MOST_PACKED_BYTES = 48 * 1024 * 1024
/** More than what a submission may have when it is taken in: 128 MiB, and names. */
const MOST_BYTES = 160 * 1024 * 1024
const HEADER_BYTES = 4

interface Listing {
  readonly files: readonly (readonly [name: string, bytes: number])[]
  /** Folders with nothing in them. */
  readonly empty: readonly string[]
}

/**
 * A folder as bytes, the same for the same names and contents: the length of a listing, the listing as JSON, and all contents, compressed.
 *
 * @throws Error if it is too large to travel.
 */
export async function packFolder(folder: string): Promise<Buffer> {
  const empty: string[] = []
  const files: [string, Buffer][] = []
  const look = async (inside: string): Promise<void> => {
    const entries = await readdir(join(folder, inside), { withFileTypes: true })
    if (entries.length === 0 && inside !== '') empty.push(inside)
    for (const entry of entries) {
      const name = inside === '' ? entry.name : `${inside}/${entry.name}`
      if (entry.isDirectory()) await look(name)
      else files.push([name, await contentOf(join(folder, name))])
    }
  }
  await look('')
  files.sort(([a], [b]) => (a < b ? -1 : 1))
  const listing: Listing = { files: files.map(([name, content]) => [name, content.length]), empty: empty.sort() }
  const head = Buffer.from(JSON.stringify(listing))
  const length = Buffer.alloc(HEADER_BYTES)
  length.writeUInt32LE(head.length)
  const whole = Buffer.concat([length, head, ...files.map(([, content]) => content)])
  const packed = deflateRawSync(whole, { level: zlib.Z_BEST_SPEED })
  if (packed.length <= MOST_PACKED_BYTES) return packed
  throw new Error(`the submission is too large for the queue: ${mib(packed.length)} compressed, ${mib(MOST_PACKED_BYTES)} are allowed`)
}

/**
 * Writes what was packed below a folder that does not exist yet.
 *
 * @throws Error if the bytes are no such pack, or a name leads out of the folder.
 */
export async function unpackFolder(packed: Buffer, target: string): Promise<void> {
  const whole = inflateRawSync(packed, { maxOutputLength: MOST_BYTES })
  const end = HEADER_BYTES + whole.readUInt32LE(0)
  const { files, empty } = JSON.parse(whole.toString('utf8', HEADER_BYTES, end)) as Listing
  for (const name of [...files.map(([one]) => one), ...empty]) if (!isInside(name)) throw new Error(`${name} leads out of its folder`)
  await mkdir(target, { mode: 0o700 })
  for (const name of empty) await mkdir(join(target, name), { mode: 0o700, recursive: true })
  let at = end
  for (const [name, bytes] of files) {
    await mkdir(dirname(join(target, name)), { mode: 0o700, recursive: true })
    await writeFile(join(target, name), whole.subarray(at, at + bytes), { mode: 0o444, flag: 'wx' })
    at += bytes
  }
  if (at !== whole.length) throw new Error('the packed submission has another length than its listing says')
}

function isInside(name: unknown): boolean {
  return typeof name === 'string' && name.split('/').every((part) => part !== '' && part !== '.' && part !== '..' && !part.includes('\0'))
}

async function contentOf(path: string): Promise<Buffer> {
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW)
  try {
    return await file.readFile()
  } finally {
    await file.close()
  }
}

function mib(bytes: number): string {
  return `${Math.ceil(bytes / 1024 / 1024)} MiB`
}
