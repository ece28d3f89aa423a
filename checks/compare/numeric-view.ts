import { type Nested, sameShape, shapeOf, sizeOf, type Tensor, toTensor } from '#grading/model/tensor'
import { isList, isRecord, isTensor, type Value } from '#grading/model/value'

/**
 * A value as one array of numbers: a number, a tensor, or lists of these with equal shapes.
 * `undefined` for anything else: nothing is coerced, a string is never a number.
 * @example
 * ```ts
 * numericView(toValue([1, 2])).shape // [2]
 * ```
 */
export function numericView(value: Value | undefined): Tensor | undefined {
  if (typeof value === 'number') return { dtype: 'float64', shape: [], data: Float64Array.of(value) }
  if (isTensor(value)) return value
  if (!isList(value)) return undefined
  if (shapeOf(value) !== undefined) return toTensor(value as Nested)
  const parts: Tensor[] = []
  for (const item of value) {
    const part = numericView(item)
    if (part === undefined || (parts[0] !== undefined && !sameShape(parts[0].shape, part.shape))) return undefined
    parts.push(part)
  }
  const first = parts[0] as Tensor
  const data = new Float64Array(parts.length * sizeOf(first.shape))
  parts.forEach((part, i) => {
    data.set(part.data, i * sizeOf(first.shape))
  })
  return { dtype: first.dtype, shape: [parts.length, ...first.shape], data }
}

/**
 * What a value is, for a message: `a 2×3 array`, `text "49x49"`, `a list of 3`.
 *
 * @example
 * ```ts
 * describeValue(toValue('seven'))
 * ```
 */
export function describeValue(value: Value | undefined): string {
  if (value === undefined) return 'nothing'
  if (value === null) return 'null'
  if (typeof value === 'number') return `the number ${Number(value.toPrecision(6))}`
  if (typeof value === 'boolean') return `${value}`
  if (typeof value === 'string') return `text ${JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value)}`
  if (isTensor(value)) return value.shape.length === 0 ? 'a number' : `an array of shape [${value.shape.join(', ')}]`
  if (isRecord(value)) return value.size === 0 ? 'an empty record' : `a record of ${[...value.keys()].slice(0, 8).join(', ')}`
  const numbers = value.every((item) => numericView(item) !== undefined)
  if (numbers && value.length > 0) return `a list of ${value.length} arrays of different shapes`
  return value.length === 0 ? 'an empty list' : `a list of ${value.length}`
}
