import { createHash } from 'node:crypto'

/** Of a value that is plain JSON: the first half of its sha256 in hexadecimal digits. */
export function jsonDigest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 32)
}
