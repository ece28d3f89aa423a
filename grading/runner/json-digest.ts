import { sha256 } from './sha256.ts'

/** Of a value that is plain JSON: the first half of its sha256 in hexadecimal digits. */
export function jsonDigest(value: unknown): string {
  return sha256(JSON.stringify(value)).slice(0, 32)
}
