import type { Fault, Place } from '#grading/model/session'
import type { Value } from '#grading/model/value'
import { property, WireError } from './control-json.ts'
import { type Budget, decodeValue, TooLarge } from './value-codec.ts'

const MAX_TEXT = 4 * 1024
const MAX_NAME = 200
const MAX_ENTRIES = 2000

/** What a submission may say about itself in its answers. */
export interface AnswerContext {
  readonly entry: string
  readonly available: readonly string[]
  /** A place outside these files is dropped. */
  readonly files: ReadonlySet<string>
}

export type Claim =
  | { readonly ok: true; readonly value: Value; readonly mutated?: readonly number[] }
  | { readonly ok: false; readonly fault: Fault }

/**
 * One answer of a RESULT frame.
 *
 * @throws WireError for anything that is no answer.
 */
export function decodeAnswer(node: unknown, bin: Uint8Array, budget: Budget, context: AnswerContext): Claim {
  const error = property(node, 'e')
  if (error !== undefined) return { ok: false, fault: decodeFault(error, context) }
  try {
    const value = decodeValue(property(node, 'v'), bin, budget)
    const mutated = positions(property(node, 'm'))
    return mutated.length === 0 ? { ok: true, value } : { ok: true, value, mutated }
  } catch (error) {
    if (!(error instanceof TooLarge)) throw error
    return { ok: false, fault: { kind: 'bad-value', expected: error.expected, got: error.message.slice(0, 80), at: 'return value' } }
  }
}

function decodeFault(error: unknown, context: AnswerContext): Fault {
  const { entry } = context
  switch (property(error, 'kind')) {
    case 'exception':
      return exception(error, context)
    case 'not-implemented':
      return { kind: 'not-implemented', entry }
    case 'missing-entry':
      return { kind: 'missing-entry', entry, available: context.available }
    case 'never-settles':
      return { kind: 'never-settles', entry }
    case 'bad-value':
      return { kind: 'bad-value', expected: text(error, 'expected'), got: text(error, 'got'), at: text(error, 'at') }
    default:
      throw new WireError('sent an error of an unknown kind')
  }
}

function exception(error: unknown, { files }: AnswerContext): Fault {
  const name = text(error, 'name').slice(0, MAX_NAME)
  const message = text(error, 'message')
  if (isOutOfMemory(name, message)) return { kind: 'memory-limit' }
  const place = placeOf(error, files)
  return place === undefined ? { kind: 'exception', name, message } : { kind: 'exception', name, message, place }
}

function isOutOfMemory(name: string, message: string): boolean {
  return name.endsWith('MemoryError') || (name === 'RangeError' && message.startsWith('Array buffer allocation failed'))
}

/** The content of LOAD_ERROR. */
export function decodeLoadError(node: unknown, files: ReadonlySet<string>): Fault {
  const name = text(node, 'name').slice(0, MAX_NAME)
  const message = text(node, 'message')
  if (isOutOfMemory(name, message)) return { kind: 'memory-limit' }
  const place = placeOf(node, files)
  const where = place === undefined ? {} : { place }
  return property(node, 'kind') === 'syntax-error'
    ? { kind: 'syntax-error', message, ...where }
    : { kind: 'load-error', name, message, ...where }
}

/**
 * The names that READY lists.
 *
 * @throws WireError if they are no names.
 */
export function decodeEntries(node: unknown): readonly string[] {
  const entries = property(node, 'entries')
  if (!Array.isArray(entries) || entries.length > MAX_ENTRIES) throw new WireError('sent no list of its functions')
  return entries.map((name: unknown) => {
    if (typeof name !== 'string' || name.length > MAX_NAME) throw new WireError('sent a function without a name')
    return name
  })
}

function text(node: unknown, key: string): string {
  const value = property(node, key)
  return typeof value === 'string' ? value.slice(0, MAX_TEXT) : ''
}

function placeOf(node: unknown, files: ReadonlySet<string>): Place | undefined {
  const file = property(node, 'file')
  const line = property(node, 'line')
  const column = property(node, 'column')
  if (typeof file !== 'string' || !files.has(file) || !isOrdinal(line)) return undefined
  return isOrdinal(column) ? { file, line, column } : { file, line }
}

function isOrdinal(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 1
}

function positions(node: unknown): readonly number[] {
  if (node === undefined) return []
  if (!Array.isArray(node) || node.length > 64 || !node.every((item) => Number.isSafeInteger(item) && item >= 0)) {
    throw new WireError('sent an invalid list of changed arguments')
  }
  return node
}
