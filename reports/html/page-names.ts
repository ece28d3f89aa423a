import { createHash } from 'node:crypto'

/** Names that Windows keeps for devices, with or without an extension. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i
const LONGEST = 80

/**
 * A file name without extension for each student: their id where that is a plain name, else what is left of it and a hash.
 * No two are equal, even where upper and lower case or composed and decomposed letters are the same.
 */
export function pageNames(ids: readonly string[]): ReadonlyMap<string, string> {
  const plain = new Map(ids.map((id) => [id, plainName(id)]))
  const uses = new Map<string, number>()
  for (const name of plain.values()) uses.set(folded(name), (uses.get(folded(name)) ?? 0) + 1)
  return new Map([...plain].map(([id, name]) => [id, name === id && uses.get(folded(name)) === 1 ? name : `${name}-${hashOf(id)}`]))
}

function plainName(id: string): string {
  const name = id
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}._ -]+/gu, '-')
    .replace(/^[. -]+|[. -]+$/gu, '')
  const short = [...name].slice(0, LONGEST).join('')
  return short === '' || RESERVED.test(short) ? `student-${short}` : short
}

function folded(name: string): string {
  return name.toLowerCase().normalize('NFKC')
}

function hashOf(id: string): string {
  return createHash('sha256').update(Buffer.from(id, 'utf16le')).digest('hex').slice(0, 8)
}
