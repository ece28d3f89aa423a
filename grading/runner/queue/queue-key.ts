import { createHmac, timingSafeEqual } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { systemErrorText } from '../../model/system-error.ts'
import { UsageError } from '../usage-error.ts'

const LEAST_CHARACTERS = 32

/**
 * The secret that whoever gives out submissions shares with the workers, and that the queue itself never sees: who can write to Redis
 * can then neither have anything graded nor give grades.
 *
 * @param shown - the file as messages name it.
 * @throws UsageError if the file cannot be read or is short.
 */
export function readQueueKey(path: string, shown: string): string {
  let text: string
  try {
    text = readFileSync(path, 'utf8').trim()
  } catch (error) {
    throw new UsageError(`--queue-key ${shown}: cannot be read: ${systemErrorText(error)}; openssl rand -hex 32 > queue.key makes one`)
  }
  if (text.length >= LEAST_CHARACTERS) return text
  throw new UsageError(
    `--queue-key ${shown}: expected at least ${LEAST_CHARACTERS} characters, got ${text.length}; openssl rand -hex 32 makes 64`,
  )
}

/** The key of one run: what is signed for a run counts in no other. */
export function runKeyOf(secret: string, run: string): string {
  return signature(secret, 'run key', run)
}

/** HMAC-SHA256 in hexadecimal digits, over the parts with their lengths. */
export function signature(key: string, ...parts: readonly string[]): string {
  const hmac = createHmac('sha256', key)
  for (const part of parts) hmac.update(`${Buffer.byteLength(part)}:`).update(part)
  return hmac.digest('hex')
}

/** Whether that is the signature of these parts. */
export function isSigned(key: string, given: unknown, ...parts: readonly string[]): boolean {
  if (typeof given !== 'string') return false
  const [expected, got] = [signature(key, ...parts), given].map((text) => Buffer.from(text))
  return expected !== undefined && got !== undefined && expected.length === got.length && timingSafeEqual(expected, got)
}

/** A text with the signature of whoever wrote it. */
export interface Signed {
  readonly body: string
  readonly signature: string
}

/** @param what - of what kind it is, so that no text passes for one of another kind. */
export function signed(key: string, what: string, body: string): Signed {
  return { body, signature: signature(key, what, body) }
}

/** The text, if it was signed with this key as being of that kind. */
export function verified(key: string, what: string, given: unknown): string | undefined {
  if (typeof given !== 'object' || given === null) return undefined
  const { body, signature: by } = given as Partial<Signed>
  return typeof body === 'string' && isSigned(key, by, what, body) ? body : undefined
}
