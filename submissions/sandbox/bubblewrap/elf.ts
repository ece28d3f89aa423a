import { closeSync, openSync, readSync } from 'node:fs'

/** What a program or shared library asks the loader for. */
export interface Elf {
  /** Names as written, such as `libm.so.6`. */
  readonly needed: readonly string[]
  /** Folders to look in first, `$ORIGIN` not yet replaced. */
  readonly searchPath: readonly string[]
  /** Absolute path of the loader; libraries have none. */
  readonly interpreter: string | undefined
}

const HEADER_BYTES = 64
const PROGRAM_HEADER_BYTES = 56
const LOAD = 1
const DYNAMIC = 2
const INTERPRETER = 3
const NEEDED = 1n
const STRING_TABLE = 5n
const STRING_TABLE_SIZE = 10n
const RPATH = 15n
const RUNPATH = 29n
/** Larger dynamic sections than this do not occur in earnest. */
const MOST_BYTES = 16 * 1024 * 1024

interface Segment {
  readonly type: number
  readonly offset: number
  readonly address: bigint
  readonly size: number
}

/**
 * Reads the dynamic section of a 64-bit little-endian ELF file without running anything, unlike `ldd`.
 *
 * @returns `undefined` for any other kind of file.
 * @see System V ABI, chapters 4 and 5.
 */
export function readElf(path: string): Elf | undefined {
  const file = openSync(path, 'r')
  try {
    const header = bytesAt(file, 0, HEADER_BYTES)
    if (header.length < HEADER_BYTES || header.readUInt32BE(0) !== 0x7f454c46 || header[4] !== 2 || header[5] !== 1) return undefined
    const segments = segmentsOf(file, header)
    const interpreter = segments.find(({ type }) => type === INTERPRETER)
    return {
      ...dynamicOf(file, segments),
      interpreter: interpreter === undefined ? undefined : text(bytesAt(file, interpreter.offset, interpreter.size), 0),
    }
  } finally {
    closeSync(file)
  }
}

function segmentsOf(file: number, header: Buffer): Segment[] {
  const count = header.readUInt16LE(56)
  const table = bytesAt(file, Number(header.readBigUInt64LE(32)), count * PROGRAM_HEADER_BYTES)
  return Array.from({ length: Math.floor(table.length / PROGRAM_HEADER_BYTES) }, (_, i) => {
    const at = i * PROGRAM_HEADER_BYTES
    return {
      type: table.readUInt32LE(at),
      offset: Number(table.readBigUInt64LE(at + 8)),
      address: table.readBigUInt64LE(at + 16),
      size: Number(table.readBigUInt64LE(at + 32)),
    }
  })
}

function dynamicOf(file: number, segments: readonly Segment[]): Pick<Elf, 'needed' | 'searchPath'> {
  const dynamic = segments.find(({ type }) => type === DYNAMIC)
  if (dynamic === undefined) return { needed: [], searchPath: [] }
  const section = bytesAt(file, dynamic.offset, dynamic.size)
  const needed: number[] = []
  const paths: number[] = []
  let strings: bigint | undefined
  let stringsSize: number | undefined
  for (let at = 0; at + 16 <= section.length; at += 16) {
    const tag = section.readBigInt64LE(at)
    const value = section.readBigUInt64LE(at + 8)
    if (tag === NEEDED) needed.push(Number(value))
    else if (tag === RPATH || tag === RUNPATH) paths.push(Number(value))
    else if (tag === STRING_TABLE) strings = value
    else if (tag === STRING_TABLE_SIZE) stringsSize = Number(value)
  }
  const home = segments.find(
    ({ type, address, size }) => type === LOAD && strings !== undefined && strings >= address && strings < address + BigInt(size),
  )
  if (home === undefined || strings === undefined) return { needed: [], searchPath: [] }
  const start = Number(strings - home.address)
  // The rest of the segment is code and data, often megabytes of it.
  const table = bytesAt(file, home.offset + start, Math.min(stringsSize ?? MOST_BYTES, home.size - start))
  return {
    needed: needed.map((at) => text(table, at)),
    searchPath: paths.flatMap((at) => text(table, at).split(':')).filter((folder) => folder !== ''),
  }
}

function bytesAt(file: number, position: number, size: number): Buffer {
  const buffer = Buffer.alloc(Math.min(size, MOST_BYTES))
  return buffer.subarray(0, readSync(file, buffer, 0, buffer.length, position))
}

function text(table: Buffer, at: number): string {
  const end = table.indexOf(0, at)
  return table.toString('latin1', at, end === -1 ? table.length : end)
}
