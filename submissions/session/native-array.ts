import { type DType, emptyData, type Nested, type Tensor, type TensorData } from '#grading/model/tensor'

// Taken before a submission is loaded, which may replace them in the child.
const { isArray } = Array
const { isView } = ArrayBuffer
const { isInteger, isSafeInteger } = Number
const { getPrototypeOf } = Object
const { toString: tagOf } = Object.prototype
const { apply } = Reflect

/** The product of a shape. */
export function count(shape: readonly number[]): number {
  let size = 1
  for (let axis = 0; axis < shape.length; axis++) size *= shape[axis] as number
  return size
}

/** Nested lists of a tensor's numbers. */
export function nest({ shape, data }: Tensor): Nested {
  let position = 0
  const build = (axis: number): Nested => {
    if (axis === shape.length) return data[position++] as number
    const row: Nested[] = []
    for (let i = 0; i < (shape[axis] as number); i++) row[i] = build(axis + 1)
    return row
  }
  return build(0)
}

/** The dtype that keeps the numbers of a typed array as they are. `Uint8Array` counts as numbers, not as booleans. */
export function dtypeOf(data: TensorData): DType {
  if (data instanceof Float32Array) return 'float32'
  if (data instanceof Int32Array) return 'int32'
  if (data instanceof Uint8Array) return 'uint8'
  return 'float64'
}

/** The numbers of a typed array; `undefined` for a DataView and for BigInts beyond 2^53. */
export function numbersOf(view: ArrayBufferView): TensorData | undefined {
  if (view instanceof Float64Array || view instanceof Float32Array || view instanceof Int32Array || view instanceof Uint8Array) return view
  if (view instanceof DataView) return undefined
  const source = view as unknown as ArrayLike<number | bigint>
  const numbers = new Float64Array(source.length)
  for (let i = 0; i < source.length; i++) {
    const value = Number(source[i])
    if (typeof source[i] === 'bigint' && !isSafeInteger(value)) return undefined
    numbers[i] = value
  }
  return numbers
}

function isRow(part: unknown): part is ArrayLike<unknown> {
  return isArray(part) || (isView(part) && !(part instanceof DataView))
}

/** The shape of nested lists or typed arrays of numbers; `undefined` when rows differ in length or an element is no number. */
export function rectangle(list: ArrayLike<unknown>): number[] | undefined {
  const shape: number[] = []
  for (let first: unknown = list; isRow(first); first = first[0]) {
    if (shape.length > 32) return undefined
    shape[shape.length] = first.length
  }
  return fits(list, shape, 0) ? shape : undefined
}

function fits(part: unknown, shape: readonly number[], axis: number): boolean {
  if (!isRow(part) || part.length !== shape[axis]) return false
  const last = axis === shape.length - 1
  if (last && isView(part)) return typeof part[0] !== 'bigint'
  for (let i = 0; i < part.length; i++) {
    if (last ? typeof part[i] !== 'number' : !fits(part[i], shape, axis + 1)) return false
  }
  return true
}

/** One float64 tensor of nested lists that have this shape. */
export function fill(list: ArrayLike<unknown>, shape: number[]): Tensor {
  const data = new Float64Array(count(shape))
  let position = 0
  const copy = (row: ArrayLike<unknown>, axis: number): void => {
    const last = axis === shape.length - 1
    for (let i = 0; i < row.length; i++) {
      if (last) data[position++] = row[i] as number
      else copy(row[i] as ArrayLike<unknown>, axis + 1)
    }
  }
  copy(list, 0)
  return { dtype: 'float64', shape, data }
}

/** `{dtype?, shape, data}` or an object with `shape` and `dataSync()`, as tfjs tensors are; `undefined` for other objects. */
export function asTensor(object: object): Tensor | undefined {
  const { shape, dtype, dataSync } = object as { shape?: unknown; dtype?: unknown; dataSync?: unknown }
  if (!isArray(shape)) return undefined
  let size = 1
  const axes: number[] = []
  for (let axis = 0; axis < shape.length; axis++) {
    const extent: unknown = shape[axis]
    if (typeof extent !== 'number' || !isInteger(extent) || extent < 0) return undefined
    size *= extent
    axes[axis] = extent
  }
  const held: unknown = typeof dataSync === 'function' ? apply(dataSync, object, []) : (object as { data?: unknown }).data
  if (!isRow(held) || held.length !== size) return undefined
  const data = isView(held) ? numbersOf(held) : rectangle(held)?.length === 1 ? fill(held, [size]).data : undefined
  if (data === undefined) return undefined
  if (dtype === 'bool' && data instanceof Uint8Array) return { dtype: 'bool', shape: axes, data: data.map((bit) => (bit === 0 ? 0 : 1)) }
  if (dtype === 'int64') {
    const whole = emptyData('int64', size)
    for (let i = 0; i < size; i++) {
      if (!isSafeInteger(data[i])) return { dtype: 'float64', shape: axes, data: new Float64Array(data) }
      whole[i] = data[i] as number
    }
    return { dtype: 'int64', shape: axes, data: whole }
  }
  return { dtype: dtypeOf(data), shape: axes, data: data.slice() }
}

/** Objects that are not data: dates, promises, errors, sets, wrapped numbers and the like. */
export function isOpaque(object: object): boolean {
  return apply(tagOf, object, []) !== '[object Object]'
}

/** What something is, in words. */
export function describe(value: unknown): string {
  switch (typeof value) {
    case 'function':
      return 'a function'
    case 'symbol':
      return 'a symbol'
    case 'bigint':
      return 'a BigInt'
    case 'undefined':
      return 'undefined'
    case 'object':
      return value === null ? 'null' : `an object of class ${className(value)}`
    default:
      return `a ${typeof value}`
  }
}

function className(object: object): string {
  const name: unknown = getPrototypeOf(object)?.constructor?.name
  return typeof name === 'string' && name !== '' ? name.slice(0, 60) : 'unknown'
}
