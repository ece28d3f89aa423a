/** Levels of brackets in the JSON of a frame: three per level of a value, and the answer around it. */
const MAX_BRACKETS = 48
const UTF8 = new TextDecoder('utf-8', { fatal: true })

/** A frame that does not mean anything. The message completes "the submission's process …". */
export class WireError extends Error {
  override name = 'WireError'
}

/**
 * The JSON of a frame, already known to be at most 64 KiB.
 *
 * @throws WireError for invalid UTF-8, for JSON that is no JSON, and for brackets nested so deeply that parsing would cost us.
 */
export function parseControl(bytes: Uint8Array): unknown {
  scan(bytes)
  try {
    return JSON.parse(UTF8.decode(bytes))
  } catch {
    throw new WireError('sent text that is not JSON')
  }
}

function scan(bytes: Uint8Array): void {
  let depth = 0
  let quoted = false
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]
    if (quoted) {
      if (byte === 0x5c) i++
      else if (byte === 0x22) quoted = false
    } else if (byte === 0x22) quoted = true
    else if (byte === 0x5b || byte === 0x7b) {
      depth++
      if (depth > MAX_BRACKETS) throw new WireError(`sent JSON nested more than ${MAX_BRACKETS} deep`)
    } else if (byte === 0x5d || byte === 0x7d) depth--
  }
}

/** A property of parsed JSON that is an object; `undefined` for everything else. Looks at own properties only. */
export function property(node: unknown, key: string): unknown {
  if (typeof node !== 'object' || node === null || Array.isArray(node) || !Object.hasOwn(node, key)) return undefined
  return (node as Record<string, unknown>)[key]
}
