/** Two byte strings are never shown alike, but a text may look like one of them. */
export function distinctName(shown: string, taken: Pick<Set<string>, 'has'>): string {
  let name = shown
  while (taken.has(name)) name += '⟨⟩'
  return name
}

/** `undefined` where the bytes are no text. */
export function decodedName(name: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(name)
  } catch {
    return undefined
  }
}

/** Printable ASCII as it is, every other byte as `⟨xfc⟩`. */
export function shownBytes(name: Uint8Array): string {
  return [...name]
    .map((byte) => (byte > 0x1f && byte < 0x7f ? String.fromCharCode(byte) : `⟨x${byte.toString(16).padStart(2, '0')}⟩`))
    .join('')
}
