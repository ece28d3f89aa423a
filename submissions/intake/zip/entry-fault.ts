import type { Entry } from 'yauzl'
import { mib } from '../refusal.ts'
import type { ZipLimits } from './zip-limits.ts'

const TYPE_MASK = 0o170000
const REGULAR = 0o100000
const FOLDER = 0o040000
const LINK = 0o120000

const ENCRYPTED = 0x1
const STORED = 0
const DEFLATED = 8

/** What becomes of an entry by what the archive says of it; `why` completes `"name" …`. */
export type EntryFault =
  | { readonly kind: 'bomb' | 'left-out' | 'unread'; readonly why: string }
  /** Decided on by where it leads. */
  | { readonly kind: 'link' }

/** Modes decide nothing but this: files are written as we like. */
export function entryFault(entry: Entry, folder: boolean, limits: ZipLimits): EntryFault | undefined {
  const leave = (why: string): EntryFault => ({ kind: 'left-out', why })
  const type = (entry.externalFileAttributes >>> 16) & TYPE_MASK
  if (type === LINK) return { kind: 'link' }
  if (type !== 0 && type !== REGULAR && type !== FOLDER) return leave('is not a regular file')
  if (folder) return type === REGULAR ? leave('is a folder by its name and a file by its mode') : undefined
  if (type === FOLDER) return leave('is a file by its name and a folder by its mode')
  const { compressedSize, uncompressedSize } = entry
  if (uncompressedSize >= limits.ratioFrom && uncompressedSize > limits.ratio * compressedSize) {
    return { kind: 'bomb', why: `unpacks to more than ${limits.ratio} times its packed size` }
  }
  const unread = unreadable(entry)
  if (unread !== undefined) return { kind: 'unread', why: unread }
  return uncompressedSize > limits.entryBytes ? leave(`has more than ${mib(limits.entryBytes)}`) : undefined
}

/** Why an entry cannot be unpacked here, whatever it holds; completes `"name" …`. */
function unreadable({ generalPurposeBitFlag, compressionMethod, compressedSize, uncompressedSize }: Entry): string | undefined {
  if ((generalPurposeBitFlag & ENCRYPTED) !== 0) return 'is encrypted; pack it without a password'
  if (compressionMethod !== STORED && compressionMethod !== DEFLATED) {
    return `is packed by method ${compressionMethod}; only stored and deflated files are read`
  }
  return compressionMethod === STORED && compressedSize !== uncompressedSize ? 'is stored and yet has two sizes' : undefined
}
