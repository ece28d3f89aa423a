import { crc32, deflateRawSync } from 'node:zlib'

/** One entry of an archive for tests: honest where nothing else is said. */
export interface WrittenEntry {
  readonly name: string | Uint8Array
  readonly data?: string | Uint8Array
  readonly method?: number
  /** Unix mode with the type, such as 0o120777 for a link. */
  readonly mode?: number
  readonly flags?: number
  readonly extra?: Uint8Array
  /** What the local header calls it. */
  readonly localName?: string
  /** What both headers say instead of the truth. */
  readonly says?: { readonly size?: number; readonly packed?: number; readonly crc?: number }
  /** What the local header alone says. */
  readonly localSize?: number
  /** Bytes in place of the packed data. */
  readonly raw?: Uint8Array
  /** Uses the local header and the data of an earlier entry. */
  readonly sharesWith?: number
}

export interface ZipOptions {
  /** What the end of the archive says. */
  readonly count?: number
  readonly before?: Uint8Array
  readonly comment?: string
  readonly directoryOffset?: (right: number) => number
}

const UTF8 = 0x800
const FROM_UNIX = 0x031e
const LIMIT = 0xffff

/** The bytes of a zip file that says what it is told to say. */
export function writeZip(entries: readonly WrittenEntry[], options: ZipOptions = {}): Buffer {
  const parts: Buffer[] = [Buffer.from(options.before ?? [])]
  let start = parts[0]?.length ?? 0
  const offsets: number[] = []
  const directory: Buffer[] = []
  for (const entry of entries) {
    const described = describe(entry)
    offsets.push(entry.sharesWith === undefined ? start : (offsets[entry.sharesWith] as number))
    if (entry.sharesWith === undefined) {
      const header = localHeader(entry, described)
      parts.push(header, described.packed)
      start += header.length + described.packed.length
    }
    directory.push(directoryHeader(entry, described, offsets.at(-1) as number))
  }
  const central = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  const count = Math.min(LIMIT, options.count ?? entries.length)
  end.writeUInt16LE(count, 8)
  end.writeUInt16LE(count, 10)
  end.writeUInt32LE(central.length, 12)
  end.writeUInt32LE(options.directoryOffset?.(start) ?? start, 16)
  const comment = Buffer.from(options.comment ?? '')
  end.writeUInt16LE(comment.length, 20)
  return Buffer.concat([...parts, central, end, comment])
}

interface Described {
  readonly name: Buffer
  readonly packed: Buffer
  readonly flags: number
  readonly method: number
  readonly crc: number
  readonly size: number
  readonly packedSize: number
}

function describe(entry: WrittenEntry): Described {
  const name = Buffer.from(entry.name as string)
  const data = Buffer.from((entry.data ?? '') as string)
  const method = entry.method ?? 8
  const packed = entry.raw !== undefined ? Buffer.from(entry.raw) : method === 8 ? deflateRawSync(data) : data
  return {
    name,
    packed,
    method,
    flags: entry.flags ?? (typeof entry.name === 'string' ? UTF8 : 0),
    crc: entry.says?.crc ?? crc32(data),
    size: entry.says?.size ?? data.length,
    packedSize: entry.says?.packed ?? packed.length,
  }
}

function localHeader(entry: WrittenEntry, { name, ...described }: Described): Buffer {
  const header = Buffer.alloc(30)
  const local = entry.localName === undefined ? name : Buffer.from(entry.localName)
  header.writeUInt32LE(0x04034b50, 0)
  common(header, 4, { ...described, size: entry.localSize ?? described.size })
  header.writeUInt16LE(local.length, 26)
  return Buffer.concat([header, local])
}

function directoryHeader(entry: WrittenEntry, { name, ...described }: Described, offset: number): Buffer {
  const header = Buffer.alloc(46)
  const extra = Buffer.from(entry.extra ?? [])
  header.writeUInt32LE(0x02014b50, 0)
  header.writeUInt16LE(FROM_UNIX, 4)
  common(header, 6, described)
  header.writeUInt16LE(name.length, 28)
  header.writeUInt16LE(extra.length, 30)
  header.writeUInt32LE((entry.mode ?? 0) * 0x10000, 38)
  header.writeUInt32LE(offset, 42)
  return Buffer.concat([header, name, extra])
}

/** The fields that both headers have in the same order. */
function common(header: Buffer, at: number, { flags, method, crc, size, packedSize }: Omit<Described, 'name' | 'packed'>): void {
  header.writeUInt16LE(20, at)
  header.writeUInt16LE(flags, at + 2)
  header.writeUInt16LE(method, at + 4)
  header.writeUInt32LE(crc, at + 10)
  header.writeUInt32LE(packedSize, at + 14)
  header.writeUInt32LE(size, at + 18)
}
