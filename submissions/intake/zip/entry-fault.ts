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

/** Why what the archive says of an entry is refused; completes `"name" …`. Modes decide nothing but this: files are written as we like. */
export function entryFault(entry: Entry, folder: boolean, limits: ZipLimits): string | undefined {
  const type = (entry.externalFileAttributes >>> 16) & TYPE_MASK
  if (type === LINK) return 'is a link; pack the file itself'
  if (type !== 0 && type !== REGULAR && type !== FOLDER) return 'is not a regular file'
  if (folder) return type === REGULAR ? 'is a folder by its name and a file by its mode' : undefined
  if (type === FOLDER) return 'is a file by its name and a folder by its mode'
  if ((entry.generalPurposeBitFlag & ENCRYPTED) !== 0) return 'is encrypted'
  if (entry.compressionMethod !== STORED && entry.compressionMethod !== DEFLATED) {
    return `is packed by method ${entry.compressionMethod}; only stored and deflated files are read`
  }
  const { compressedSize, uncompressedSize } = entry
  if (entry.compressionMethod === STORED && compressedSize !== uncompressedSize) return 'is stored and yet has two sizes'
  if (uncompressedSize > limits.entryBytes) return `has ${mib(uncompressedSize)}; ${mib(limits.entryBytes)} are allowed`
  if (uncompressedSize >= limits.ratioFrom && uncompressedSize > limits.ratio * compressedSize) {
    return `unpacks to more than ${limits.ratio} times its packed size`
  }
  return undefined
}
