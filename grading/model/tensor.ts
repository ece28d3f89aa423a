/** Element types that cross the wire. `int64` is held as integers in a `Float64Array`; beyond 2^53 it is refused. */
export type DType = 'float32' | 'float64' | 'int32' | 'int64' | 'uint8' | 'bool'

export type TensorData = Float64Array | Float32Array | Int32Array | Uint8Array

/** A dense row-major array. `data.length` is the product of `shape`; a scalar has shape `[]`. */
export interface Tensor {
  readonly dtype: DType
  readonly shape: readonly number[]
  readonly data: TensorData
}

export type Vector = readonly number[]
/** Row-major, `matrix[row][column]`. */
export type Matrix = readonly Vector[]

/** Nested lists of numbers, all rows of equal length, of any rank. */
export type Nested = number | readonly Nested[]

/**
 * Number of elements of a tensor of that shape.
 *
 * @example
 * ```ts
 * sizeOf([2, 3]) // 6
 * sizeOf([]) // 1
 * ```
 */
export function sizeOf(shape: readonly number[]): number {
  let size = 1
  for (const extent of shape) size *= extent
  return size
}

/**
 * The shape of nested lists, or `undefined` when rows differ in length or an element is not a number.
 * An empty list has shape `[0]`.
 * @example
 * ```ts
 * shapeOf([[1, 2, 3], [4, 5, 6]]) // [2, 3]
 * shapeOf([[1], [2, 3]]) // undefined
 * ```
 */
export function shapeOf(nested: unknown): number[] | undefined {
  if (typeof nested === 'number') return []
  if (!Array.isArray(nested)) return undefined
  if (nested.length === 0) return [0]
  const inner = shapeOf(nested[0])
  if (inner === undefined) return undefined
  for (let i = 1; i < nested.length; i++) {
    const other = shapeOf(nested[i])
    if (other === undefined || !sameShape(inner, other)) return undefined
  }
  return [nested.length, ...inner]
}

/**
 * Whether two shapes are equal, axis by axis.
 *
 * @example
 * ```ts
 * sameShape([2, 3], [2, 3]) // true
 * ```
 */
export function sameShape(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((extent, axis) => extent === b[axis])
}

/**
 * Without its axes of length 1: `[1, 3, 1]` becomes `[3]`.
 *
 * @example
 * ```ts
 * squeeze([1, 3, 1]) // [3]
 * ```
 */
export function squeeze(shape: readonly number[]): number[] {
  return shape.filter((extent) => extent !== 1)
}

/**
 * Nested lists of the tensor's numbers.
 *
 * @example
 * ```ts
 * toNested(toTensor([[1, 2], [3, 4]])) // [[1, 2], [3, 4]]
 * ```
 */
export function toNested(tensor: Tensor): Nested {
  let position = 0
  const build = (axis: number): Nested => {
    if (axis === tensor.shape.length) return tensor.data[position++] as number
    const row: Nested[] = []
    for (let i = 0; i < (tensor.shape[axis] as number); i++) row.push(build(axis + 1))
    return row
  }
  return build(0)
}

/**
 * A tensor of nested lists.
 * @throws RangeError if the rows differ in length.
 * @example
 * ```ts
 * toTensor([[1, 2], [3, 4]]).shape // [2, 2]
 * ```
 */
export function toTensor(nested: Nested, dtype: DType = 'float64'): Tensor {
  const shape = shapeOf(nested)
  if (shape === undefined) throw new RangeError('rows of different lengths do not form a tensor')
  const data = emptyData(dtype, sizeOf(shape))
  let position = 0
  const fill = (part: Nested): void => {
    if (typeof part === 'number') data[position++] = part
    else for (const item of part) fill(item)
  }
  fill(nested)
  return { dtype, shape, data }
}

export function emptyData(dtype: DType, size: number): TensorData {
  switch (dtype) {
    case 'float32':
      return new Float32Array(size)
    case 'int32':
      return new Int32Array(size)
    case 'uint8':
    case 'bool':
      return new Uint8Array(size)
    case 'float64':
    case 'int64':
      return new Float64Array(size)
  }
}
