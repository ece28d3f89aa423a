import { createHash } from 'node:crypto'

/** Names that Windows keeps for devices, with or without an extension. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i
/** File systems allow 255, counted with the ending, and with what is added while a file is written. */
const MOST_BYTES = 160
const MOST_LETTERS = 80
const DIGITS = [8, 16, 32, 64]

/**
 * A file name without extension for each student: their id where that is a plain name, else what is left of it and a hash.
 * No two are equal, even where upper and lower case or composed and decomposed letters are the same.
 */
export function pageNames(ids: readonly string[]): ReadonlyMap<string, string> {
  const plain = new Map(ids.map((id) => [id, plainName(id)]))
  const uses = new Map<string, number>()
  for (const name of plain.values()) uses.set(folded(name), (uses.get(folded(name)) ?? 0) + 1)
  const isPlain = (id: string, name: string): boolean => name === id && uses.get(folded(name)) === 1
  const taken = new Set([...plain].filter(([id, name]) => isPlain(id, name)).map(([, name]) => folded(name)))
  const hashed = new Map<string, string>()
  // In one order, so that a name does not hang on that of the students.
  for (const [id, name] of [...plain].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (isPlain(id, name)) continue
    const candidates = DIGITS.map((digits) => `${name}-${hashOf(id).slice(0, digits)}`)
    const free = candidates.find((candidate) => !taken.has(folded(candidate))) as string
    taken.add(folded(free))
    hashed.set(id, free)
  }
  return new Map([...plain].map(([id, name]) => [id, hashed.get(id) ?? name]))
}

function plainName(id: string): string {
  const name = id
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}._ -]+/gu, '-')
    .replace(/^[. -]+|[. -]+$/gu, '')
  const short = firstBytes(name)
  return short === '' || RESERVED.test(short) ? `student-${short}` : short
}

function firstBytes(name: string): string {
  let bytes = 0
  let short = ''
  for (const char of [...name].slice(0, MOST_LETTERS)) {
    bytes += Buffer.byteLength(char)
    if (bytes > MOST_BYTES) break
    short += char
  }
  return short.replace(/[. -]+$/u, '')
}

function folded(name: string): string {
  return name.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC')
}

function hashOf(id: string): string {
  return createHash('sha256').update(Buffer.from(id, 'utf16le')).digest('hex')
}
