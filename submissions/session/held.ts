import { isRecord, isTensor, type Value } from '#grading/model/value'
import type { Claim } from './answer.ts'
import { listsOf } from './value-codec.ts'

const MIB = 1024 * 1024
/** Far above what a whole sheet asks for: the answers of a submission stay until it is graded, beside those of other submissions. */
const MAX_HELD_BYTES = 512 * MIB
/** Of one request: checks read its answers as nested lists all at once, and drop them afterwards. */
const MAX_READ_BYTES = 512 * MIB
const NODE_BYTES = 64

/** What answers have taken so far, in bytes. */
export interface Account {
  bytes: number
}

/**
 * Takes an answer to the accounts of its submission and of its request. One that is too much is dropped: it is the answer that is at
 * fault.
 */
export function withinMemory(claim: Claim, submission: Account, request: Account): Claim {
  if (!claim.ok) return claim
  const { held, read } = bytesOf(claim.value)
  if (submission.bytes + held > MAX_HELD_BYTES) return tooMuch(MAX_HELD_BYTES, 'in all answers together')
  if (request.bytes + read > MAX_READ_BYTES) return tooMuch(MAX_READ_BYTES, 'in the answers of one check, rows and numbers together')
  submission.bytes += held
  request.bytes += read
  return claim
}

function tooMuch(bytes: number, where: string): Claim {
  return { ok: false, fault: { kind: 'bad-value', expected: `at most ${bytes / MIB} MiB ${where}`, got: 'more', at: 'return value' } }
}

interface Bytes {
  readonly held: number
  /** As nested lists: 8 bytes a number and 64 a list are what V8 needs at most. */
  readonly read: number
}

function bytesOf(value: Value): Bytes {
  if (value === null || typeof value !== 'object') return both(typeof value === 'string' ? NODE_BYTES + 2 * value.length : NODE_BYTES)
  if (isTensor(value)) {
    return { held: NODE_BYTES + value.data.byteLength, read: NODE_BYTES * (1 + listsOf(value.shape)) + 8 * value.data.length }
  }
  const items: readonly Bytes[] = isRecord(value)
    ? [...value].map(([name, item]) => sum([both(2 * name.length + NODE_BYTES), bytesOf(item)]))
    : value.map(bytesOf)
  return sum([both(NODE_BYTES), ...items])
}

const both = (bytes: number): Bytes => ({ held: bytes, read: bytes })

function sum(parts: readonly Bytes[]): Bytes {
  let held = 0
  let read = 0
  for (const part of parts) {
    held += part.held
    read += part.read
  }
  return { held, read }
}
