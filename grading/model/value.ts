import { type Nested, shapeOf, type Tensor, toNested, toTensor } from './tensor.ts'

/**
 * What crosses between a submission and the grading process. Records are Maps, so that no key of a student's
 * (`__proto__`, `shape`) can be mistaken for something of ours. NaN, ±Infinity and -0 survive the trip.
 */
export type Value = null | boolean | number | string | Tensor | readonly Value[] | ValueRecord
export type ValueRecord = ReadonlyMap<string, Value>
/** Positional arguments of one call. */
export type Args = readonly Value[]

/** The same as plain JavaScript data: what exercises are written in. */
export type Plain = null | boolean | number | string | readonly Plain[] | { readonly [key: string]: Plain }

/**
 * Also among plain data: a record of a student's may have the fields of a tensor, but never an array of bytes.
 *
 * @example
 * ```ts
 * isTensor(toValue([1, 2])) // true
 * ```
 */
export function isTensor(value: unknown): value is Tensor {
  return typeof value === 'object' && value !== null && 'dtype' in value && 'data' in value && ArrayBuffer.isView(value.data)
}

/**
 * Whether a value is a record of named values.
 *
 * @example
 * ```ts
 * isRecord(toValue({ w: 1 })) // true
 * ```
 */
export function isRecord(value: unknown): value is ValueRecord {
  return value instanceof Map
}

/**
 * Whether a value is a list, not a tensor.
 *
 * @example
 * ```ts
 * isList(toValue(['a', 'b'])) // true
 * isList(toValue([1, 2])) // false
 * ```
 */
export function isList(value: unknown): value is readonly Value[] {
  return Array.isArray(value)
}

/**
 * Rectangular nested numbers become one float64 tensor; everything else keeps its form.
 * Use {@link listOf} where a list must stay a list, and {@link integers} for index arrays.
 * @example
 * ```ts
 * isTensor(toValue([[1, 2], [3, 4]])) // true
 * isList(toValue([[1, 2], [3]])) // true
 * ```
 */
export function toValue(plain: Plain | Value): Value {
  if (plain === null || typeof plain !== 'object' || isTensor(plain) || isRecord(plain)) return plain as Value
  if (Array.isArray(plain)) {
    if (plain.some((item) => isTensor(item) || isRecord(item))) return plain as readonly Value[]
    const shape = shapeOf(plain)
    return shape === undefined ? plain.map((item) => toValue(item as Plain)) : toTensor(plain as Nested)
  }
  return new Map(Object.entries(plain).map(([key, item]) => [key, toValue(item as Plain)]))
}

/**
 * Tensors become nested lists, records become objects without a prototype.
 *
 * @example
 * ```ts
 * toPlain(toValue([[1, 2], [3, 4]])) // [[1, 2], [3, 4]]
 * ```
 */
export function toPlain(value: Value): Plain {
  if (value === null || typeof value !== 'object') return value
  if (isTensor(value)) return toNested(value)
  if (isRecord(value)) {
    const record: Record<string, Plain> = Object.create(null)
    for (const [key, item] of value) record[key] = toPlain(item)
    return record
  }
  return value.map(toPlain)
}

/**
 * A list whose items are converted one by one, even where they would form one tensor.
 *
 * @example
 * ```ts
 * listOf([1, 2]) // [1, 2]
 * ```
 */
export function listOf(items: readonly (Plain | Value)[]): readonly Value[] {
  return items.map(toValue)
}

/**
 * An int64 tensor, as indices and labels must be.
 *
 * @example
 * ```ts
 * integers([3, 1]).dtype // 'int64'
 * ```
 */
export function integers(nested: Nested): Tensor {
  return toTensor(nested, 'int64')
}

/**
 * `deltaW3`, `delta_w3` and `DELTA_W3` are one name.
 *
 * @example
 * ```ts
 * nameKey('delta_W3') // 'deltaw3'
 * ```
 */
export function nameKey(name: string): string {
  return name.replaceAll('_', '').toLowerCase()
}

/** `outputDelta` as statements and Python write it: `output_delta`. */
export function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}

/** `output_delta` as TypeScript and JavaScript write it: `outputDelta`. */
export function camelCase(name: string): string {
  return name.replace(/(?<=[A-Za-z0-9])_([a-z])/g, (_, letter: string) => letter.toUpperCase())
}

/** One key for `odd-neuron`, `odd_neuron` and `oddNeuron`: names of exercises and of the files that answer for one alone. */
export function exerciseKey(name: string): string {
  return nameKey(name.replaceAll('-', ''))
}

/**
 * The field of a record by its name in camelCase or snake_case.
 *
 * @example
 * ```ts
 * fieldOf(new Map([['d_w', 1]]), 'dW') // 1
 * ```
 */
export function fieldOf(record: ValueRecord, name: string): Value | undefined {
  const exact = record.get(name)
  if (exact !== undefined) return exact
  for (const [key, value] of record) if (nameKey(key) === nameKey(name)) return value
  return undefined
}
