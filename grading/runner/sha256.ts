import { createHash } from 'node:crypto'

/** sha256 in hexadecimal digits: what a file or a packed submission is named and known again by. */
export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex')
}
