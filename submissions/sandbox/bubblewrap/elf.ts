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
const END = 0n
const NEEDED = 1n
const STRING_TABLE = 5n
const RPATH = 15n
const RUNPATH = 29n
/** One read gets the header and what follows it, which is all that is wanted of most files but for the names. */
const FIRST_BYTES = 1024
/** Larger dynamic sections than this do not occur in earnest. */
const MOST_BYTES = 1024 * 1024
/** Names and paths are read one by one: tables of strings are megabytes in libraries of numbers. */
const NAME_BYTES = 4096

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
    const first = bytesAt(file, 0, FIRST_BYTES)
    if (first.length < HEADER_BYTES || first.readUInt32BE(0) !== 0x7f454c46 || first[4] !== 2 || first[5] !== 1) return undefined
    const segments = segmentsOf(file, first)
    const interpreter = segments.find(({ type }) => type === INTERPRETER)
    return {
      ...dynamicOf(file, segments),
      interpreter: interpreter === undefined ? undefined : nameAt(file, interpreter.offset, interpreter.size),
    }
  } finally {
    closeSync(file)
  }
}

function segmentsOf(file: number, first: Buffer): Segment[] {
  const size = first.readUInt16LE(56) * PROGRAM_HEADER_BYTES
  const at = Number(first.readBigUInt64LE(32))
  const table = at + size <= first.length ? first.subarray(at, at + size) : bytesAt(file, at, size)
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
  for (let at = 0; at + 16 <= section.length; at += 16) {
    const tag = section.readBigInt64LE(at)
    const value = section.readBigUInt64LE(at + 8)
    if (tag === END) break
    if (tag === NEEDED) needed.push(Number(value))
    else if (tag === RPATH || tag === RUNPATH) paths.push(Number(value))
    else if (tag === STRING_TABLE) strings = value
  }
  const home = segments.find(
    ({ type, address, size }) => type === LOAD && strings !== undefined && strings >= address && strings < address + BigInt(size),
  )
  if (home === undefined || strings === undefined) return { needed: [], searchPath: [] }
  const start = home.offset + Number(strings - home.address)
  return {
    needed: needed.map((at) => nameAt(file, start + at)),
    searchPath: paths.flatMap((at) => nameAt(file, start + at).split(':')).filter((folder) => folder !== ''),
  }
}

function bytesAt(file: number, position: number, size: number): Buffer {
  const buffer = Buffer.allocUnsafe(Math.min(size, MOST_BYTES))
  return buffer.subarray(0, readSync(file, buffer, 0, buffer.length, position))
}

/** The text there, up to its zero. */
function nameAt(file: number, position: number, size: number = NAME_BYTES): string {
  const bytes = bytesAt(file, position, Math.min(size, NAME_BYTES))
  const end = bytes.indexOf(0)
  return bytes.toString('latin1', 0, end === -1 ? bytes.length : end)
}
