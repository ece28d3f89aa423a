import type { Tensor } from '#grading/model/tensor'
import { isRecord, isTensor, type Value } from '#grading/model/value'
import { asTensor, count, describe, dtypeOf, fill, isOpaque, nest, numbersOf, rectangle } from './native-array.ts'

const MAX_LEVELS = 8
const MAX_ITEMS = 100_000
const MAX_BYTES = 64 * 1024 * 1024
const MAX_TEXT = 64 * 1024

// Taken before a submission is loaded, which may replace them in the child.
const { isArray } = Array
const { isNaN: isNotANumber } = Number
const { keys, hasOwn, defineProperty } = Object
const { isView } = ArrayBuffer

/** Something a function returned that is no value. The three parts complete "expected …, got … at …". */
export class BadValue extends Error {
  override name = 'BadValue'
  readonly expected: string
  readonly got: string
  readonly at: string
  constructor(expected: string, got: string, at: string) {
    super(`expected ${expected}, got ${got} at ${at}`)
    this.expected = expected
    this.got = got
    this.at = at
  }
}

/**
 * What a JavaScript function is given for a value: nested lists for tensors, plain objects for records. Fresh at every call.
 *
 * @param tensors - hands arrays over as `{dtype, shape, data}` with a typed array; scalars stay numbers.
 */
export function toNative(value: Value, tensors: boolean): unknown {
  if (value === null || typeof value !== 'object') return value
  if (isTensor(value)) {
    if (!tensors || value.shape.length === 0) return nest(value)
    const { dtype, shape, data } = value
    return { dtype, shape: copyOf(shape), data: data.slice() }
  }
  if (isRecord(value)) {
    const object = {}
    value.forEach((item, key) => {
      defineProperty(object, key, { value: toNative(item, tensors), enumerable: true, configurable: true, writable: true })
    })
    return object
  }
  const list: unknown[] = []
  for (let i = 0; i < value.length; i++) list[i] = toNative(value[i] as Value, tensors)
  return list
}

function copyOf(shape: readonly number[]): number[] {
  const copy: number[] = []
  for (let axis = 0; axis < shape.length; axis++) copy[axis] = shape[axis] as number
  return copy
}

/** Whether an argument made by {@link toNative} still holds what it was made from. */
export function isUnchanged(native: unknown, value: Value): boolean {
  if (value === null || typeof value !== 'object') return same(native, value)
  if (isTensor(value)) return holdsTensor(native, value)
  if (typeof native !== 'object' || native === null) return false
  if (isRecord(value)) {
    let unchanged = keys(native).length === value.size
    value.forEach((item, key) => {
      unchanged = unchanged && hasOwn(native, key) && isUnchanged((native as Record<string, unknown>)[key], item)
    })
    return unchanged
  }
  if (!isArray(native) || native.length !== value.length) return false
  for (let i = 0; i < value.length; i++) if (!isUnchanged(native[i], value[i] as Value)) return false
  return true
}

function same(a: unknown, b: unknown): boolean {
  return a === b || (isNotANumber(a) && isNotANumber(b))
}

function holdsTensor(native: unknown, { shape, data }: Tensor): boolean {
  if (typeof native === 'object' && native !== null && !isArray(native)) {
    const held = (native as { data?: ArrayLike<number> }).data
    if (held === undefined || held.length !== data.length) return false
    for (let i = 0; i < data.length; i++) if (!same(held[i], data[i])) return false
    return true
  }
  let position = 0
  const holds = (part: unknown, axis: number): boolean => {
    if (axis === shape.length) return same(part, data[position++])
    if (!isArray(part) || part.length !== shape[axis]) return false
    for (let i = 0; i < part.length; i++) if (!holds(part[i], axis + 1)) return false
    return true
  }
  return holds(native, 0)
}

/**
 * The value of what a JavaScript function returned: rectangular nested numbers become one tensor, typed arrays and tfjs tensors too,
 * Maps and objects become records of their own fields, `undefined` becomes null.
 *
 * @throws BadValue for everything that is no value: functions, cycles, holes, BigInts, more than 64 MiB.
 */
export function fromNative(returned: unknown): Value {
  const trail: (string | number)[] = []
  const ancestors: object[] = []
  let depth = 0
  let items = 0

  const refuse: (expected: string, got: string) => never = (expected, got) => {
    let at = 'return value'
    for (let i = 0; i < depth; i++) at += typeof trail[i] === 'number' ? `[${trail[i]}]` : `.${trail[i]}`
    throw new BadValue(expected, got, at)
  }

  const enter = (key: string | number, part: unknown): Value => {
    trail[depth] = key
    depth++
    const value = convert(part)
    depth--
    return value
  }

  const convert = (part: unknown): Value => {
    items++
    if (items > MAX_ITEMS) refuse(`at most ${MAX_ITEMS} items besides arrays of numbers`, 'more')
    if (part === null || part === undefined) return null
    if (typeof part === 'boolean' || typeof part === 'number') return part
    if (typeof part === 'string')
      return part.length > MAX_TEXT ? refuse(`a string of at most ${MAX_TEXT} characters`, `${part.length}`) : part
    if (typeof part !== 'object') return refuse('a value', describe(part))
    for (let i = 0; i < depth; i++) if (ancestors[i] === part) refuse('a value', 'an object that contains itself')
    if (depth > MAX_LEVELS) refuse(`at most ${MAX_LEVELS} levels of lists and records`, 'more')
    ancestors[depth] = part
    if (isView(part)) return fromView(part)
    if (isArray(part)) return fromArray(part)
    return fromObject(part)
  }

  const fromView = (view: ArrayBufferView): Value => {
    const data = numbersOf(view)
    if (data === undefined) return refuse('numbers', describe(view))
    if (data.byteLength > MAX_BYTES) refuse('at most 64 MiB', `${data.length} numbers`)
    return { dtype: dtypeOf(data), shape: [data.length], data: data.slice() }
  }

  const fromArray = (list: readonly unknown[]): Value => {
    const shape = rectangle(list)
    if (shape !== undefined) {
      if (shape.length > MAX_LEVELS) refuse(`at most ${MAX_LEVELS} axes`, `${shape.length}`)
      if (count(shape) * 8 > MAX_BYTES) refuse('at most 64 MiB', `${count(shape)} numbers`)
      return fill(list, shape)
    }
    const values: Value[] = []
    for (let i = 0; i < list.length; i++) {
      const key = i
      if (!(i in list)) {
        trail[depth] = key
        depth++
        refuse('a number', 'a hole in the list')
      }
      values[i] = enter(key, list[i])
    }
    return values
  }

  const fromObject = (object: object): Value => {
    const tensor = asTensor(object)
    if (tensor !== undefined) return tensor.data.byteLength > MAX_BYTES ? refuse('at most 64 MiB', `${tensor.data.length} numbers`) : tensor
    const record = new Map<string, Value>()
    if (object instanceof Map) {
      object.forEach((item, key) => {
        if (typeof key !== 'string') refuse('a record with names as keys', `a Map with the key ${describe(key)}`)
        record.set(key, enter(key, item))
      })
      return record
    }
    if (isOpaque(object)) return refuse('a value', describe(object))
    const names = keys(object)
    for (let i = 0; i < names.length; i++) {
      const name = names[i] as string
      record.set(name, enter(name, (object as Record<string, unknown>)[name]))
    }
    return record
  }

  return convert(returned)
}
