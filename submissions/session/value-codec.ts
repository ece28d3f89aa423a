import type { DType, Tensor } from '#grading/model/tensor'
import { isRecord, isTensor, type Value } from '#grading/model/value'
import { property, WireError } from './control-json.ts'
import { type BinSink, ITEM_BYTES, readNumbers, writeNumbers } from './wire-numbers.ts'

const MAX_DEPTH = 12
const MAX_AXES = 16

// Taken before a submission is loaded, which may replace them in the child.
const { stringify } = JSON
const { isSafeInteger } = Number
const { hasOwn } = Object

function isDType(value: unknown): value is DType {
  return typeof value === 'string' && hasOwn(ITEM_BYTES, value)
}

/** A value that does not fit: the submission's answer is at fault, not the frame. The message says what came. */
export class TooLarge extends Error {
  override name = 'TooLarge'
  /** Completes "expected …". */
  readonly expected: string
  constructor(expected: string, got: string) {
    super(got)
    this.expected = expected
  }
}

const WHOLE = 'integers up to 2^53'

/**
 * A value as the JSON text of its descriptor; the bytes of its tensors go to the sink.
 * Uses no method that student code in the same process could have replaced.
 *
 * @param whole - how integers are marked: towards a submission as `int`, back as `num`.
 * @throws RangeError for an int64 tensor with a number that is not a whole one, and for values nested more than {@link MAX_DEPTH} deep.
 */
export function encodeValue(value: Value, sink: BinSink, whole: 'int' | 'num', depth = 0): string {
  if (value === null) return '{"t":"null"}'
  if (typeof value === 'boolean') return value ? '{"t":"bool","v":true}' : '{"t":"bool","v":false}'
  if (typeof value === 'number') return encodeNumber(value, whole)
  if (typeof value === 'string') return `{"t":"str","v":${stringify(value)}}`
  if (depth >= MAX_DEPTH) throw new RangeError(`a value is nested more than ${MAX_DEPTH} deep`)
  if (isTensor(value)) return encodeTensor(value, sink)
  let text = ''
  if (isRecord(value)) {
    value.forEach((item, key) => {
      text += `${text === '' ? '' : ','}[${stringify(key)},${encodeValue(item, sink, whole, depth + 1)}]`
    })
    return `{"t":"dict","v":[${text}]}`
  }
  for (let i = 0; i < value.length; i++) text += `${i === 0 ? '' : ','}${encodeValue(value[i] as Value, sink, whole, depth + 1)}`
  return `{"t":"list","v":[${text}]}`
}

function encodeNumber(value: number, whole: 'int' | 'num'): string {
  if (value === 0) return 1 / value > 0 && whole === 'int' ? '{"t":"int","v":"0"}' : `{"t":"num","v":"${1 / value > 0 ? '0' : '-0'}"}`
  return `{"t":"${whole === 'int' && isSafeInteger(value) ? 'int' : 'num'}","v":"${value}"}`
}

function encodeTensor({ dtype, shape, data }: Tensor, sink: BinSink): string {
  const off = writeNumbers(sink, dtype, data)
  let extents = ''
  for (let axis = 0; axis < shape.length; axis++) extents += `${axis === 0 ? '' : ','}${shape[axis]}`
  return `{"t":"tensor","dtype":"${dtype}","shape":[${extents}],"off":${off},"len":${sink.length - off}}`
}

/** What a frame may still hold. One for all the values of a frame. */
export interface Budget {
  /** Of tensors. Honest ones share no bytes, so together they are no longer than the binary part. */
  bytes: number
  /** Of one tensor as nested lists, which is how checks read it. */
  readonly numbers: number
  readonly lists: number
}

/** For arguments, which are ours. */
function unbounded(bin: Uint8Array): Budget {
  return { bytes: bin.length, numbers: Number.POSITIVE_INFINITY, lists: Number.POSITIVE_INFINITY }
}

/** For answers: a byte of a frame must not become much in the grading process. */
export function answerBudget(bin: Uint8Array): Budget {
  return { bytes: bin.length, numbers: 2 ** 23, lists: 2 ** 21 }
}

/**
 * The value that a descriptor and the binary part of its frame describe. Everything is copied.
 *
 * @throws WireError for anything that is not exactly a descriptor; {@link TooLarge} for integers beyond 2^53 and for more
 * numbers and lists than the budget has.
 */
export function decodeValue(node: unknown, bin: Uint8Array, budget: Budget = unbounded(bin), depth = 0): Value {
  if (depth > MAX_DEPTH) throw new WireError(`sent a value nested more than ${MAX_DEPTH} deep`)
  const v = property(node, 'v')
  switch (property(node, 't')) {
    case 'null':
      return null
    case 'bool':
      if (typeof v !== 'boolean') throw new WireError('sent a boolean without its value')
      return v
    case 'num':
      return decodeNumber(v)
    case 'int':
      return decodeInteger(v)
    case 'str':
      if (typeof v !== 'string') throw new WireError('sent a string without its text')
      return v
    case 'list':
      return decodeList(v, bin, budget, depth)
    case 'dict':
      return decodeDict(v, bin, budget, depth)
    case 'tensor':
      return decodeTensor(node, bin, budget)
    default:
      throw new WireError('sent a value of an unknown kind')
  }
}

const NUMBER = /^-?(?:\d{1,400})(?:\.\d{1,400})?(?:e[+-]?\d{1,4})?$/i
const INTEGER = /^-?\d{1,400}$/

function decodeNumber(text: unknown): number {
  if (text === 'NaN') return Number.NaN
  if (text === 'Infinity') return Number.POSITIVE_INFINITY
  if (text === '-Infinity') return Number.NEGATIVE_INFINITY
  if (typeof text !== 'string' || !NUMBER.test(text)) throw new WireError('sent an invalid number')
  return Number(text)
}

function decodeInteger(text: unknown): number {
  if (typeof text !== 'string' || !INTEGER.test(text)) throw new WireError('sent an invalid integer')
  const value = Number(text)
  if (!isSafeInteger(value)) throw new TooLarge(WHOLE, text)
  return value
}

function decodeList(items: unknown, bin: Uint8Array, budget: Budget, depth: number): readonly Value[] {
  if (!Array.isArray(items)) throw new WireError('sent a list without its items')
  const list: Value[] = []
  for (let i = 0; i < items.length; i++) list[i] = decodeValue(items[i], bin, budget, depth + 1)
  return list
}

function decodeDict(entries: unknown, bin: Uint8Array, budget: Budget, depth: number): ReadonlyMap<string, Value> {
  if (!Array.isArray(entries)) throw new WireError('sent a record without its fields')
  const record = new Map<string, Value>()
  for (let i = 0; i < entries.length; i++) {
    const entry: unknown = entries[i]
    if (!Array.isArray(entry) || entry.length !== 2 || typeof entry[0] !== 'string') throw new WireError('sent a field without a name')
    record.set(entry[0], decodeValue(entry[1], bin, budget, depth + 1))
  }
  return record
}

function decodeTensor(node: unknown, bin: Uint8Array, budget: Budget): Tensor {
  const dtype = property(node, 'dtype')
  if (!isDType(dtype)) throw new WireError('sent a tensor of an unknown dtype')
  const shape = property(node, 'shape')
  if (!isShape(shape)) throw new WireError('sent a tensor without a shape')
  const itemBytes = ITEM_BYTES[dtype]
  let bytes = BigInt(itemBytes)
  for (let axis = 0; axis < shape.length; axis++) bytes *= BigInt(shape[axis] as number)
  const off = property(node, 'off')
  const len = property(node, 'len')
  if (!isCount(off) || !isCount(len) || off % itemBytes !== 0 || off + len > bin.length || BigInt(len) !== bytes) {
    throw new WireError('sent a tensor whose shape does not fit its bytes')
  }
  budget.bytes -= len
  if (budget.bytes < 0) throw new WireError('sent tensors that share their bytes')
  const size = len / itemBytes
  if (size > budget.numbers) throw new TooLarge(`at most ${budget.numbers} numbers`, `${size}`)
  if (listsOf(shape) > budget.lists) throw new TooLarge(`at most ${budget.lists} rows`, `an array of shape [${shape}]`)
  const data = readNumbers(bin, off, dtype, size)
  if (dtype === 'int64') for (let i = 0; i < size; i++) if (!isSafeInteger(data[i])) throw new TooLarge(WHOLE, `${data[i]}`)
  if (dtype === 'bool' && data.some((byte) => byte > 1)) throw new WireError('sent a boolean that is neither true nor false')
  return { dtype, shape, data }
}

/** How many lists it takes to write an array of this shape: many where the last axes are short or empty. */
export function listsOf(shape: readonly number[]): number {
  let rows = 1
  let lists = 0
  for (let axis = 0; axis < shape.length; axis++) {
    lists += rows
    rows *= shape[axis] as number
  }
  return lists
}

function isCount(value: unknown): value is number {
  return isSafeInteger(value) && (value as number) >= 0
}

function isShape(value: unknown): value is number[] {
  if (!Array.isArray(value) || value.length > MAX_AXES) return false
  for (let axis = 0; axis < value.length; axis++) if (!isCount(value[axis])) return false
  return true
}
