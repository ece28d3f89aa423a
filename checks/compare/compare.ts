import type { FindingData } from '#grading/model/finding'
import { sameShape, squeeze, type Tensor } from '#grading/model/tensor'
import { fieldOf, isList, isRecord, isTensor, type Value } from '#grading/model/value'
import { excerptOf } from './excerpt.ts'
import { describeValue, numericView } from './numeric-view.ts'
import { allowedError, near, T64, type Tolerance } from './tolerance.ts'

export type Comparison =
  /** `precise`: also within the bounds of double precision. */
  { readonly equal: true; readonly precise: boolean } | { readonly equal: false; readonly finding: FindingData }

/**
 * Compares in layers: exists, type, shape, finite, value. The first layer that differs makes the finding, so that one cause gives
 * one message. Axes of length 1 count for nothing; nothing is broadcast or coerced. Never throws, whatever came.
 *
 * @param label - how the quantity is called in the finding.
 * @example
 * ```ts
 * compare('y', toValue([1, 2]), toValue([1, 2]), T32).equal // true
 * ```
 */
export function compare(label: string, actual: Value | undefined, expected: Value, tolerance: Tolerance): Comparison {
  const numbers = numericView(expected)
  if (numbers !== undefined && !isList(expected)) return compareNumbers(label, actual, numbers, tolerance)
  if (isList(expected)) return compareLists(label, actual, expected, tolerance)
  if (isRecord(expected)) return compareRecords(label, actual, expected, tolerance)
  if (actual === expected) return { equal: true, precise: true }
  return differs({ code: 'type-mismatch', label, actual: describeValue(actual), expected: describeValue(expected) })
}

function compareNumbers(label: string, actual: Value | undefined, expected: Tensor, tolerance: Tolerance): Comparison {
  const got = numericView(actual)
  if (got === undefined) {
    const wanted = expected.shape.length === 0 ? 'a number' : `an array of shape [${expected.shape.join(', ')}]`
    return differs({ code: 'type-mismatch', label, actual: describeValue(actual), expected: wanted })
  }
  if (!sameShape(squeeze(got.shape), squeeze(expected.shape))) {
    return differs({ code: 'shape-mismatch', label, actual: got.shape, expected: expected.shape })
  }
  const total = expected.data.length
  let differing = 0
  let notFinite = 0
  let firstNotFinite: number | undefined
  let worst = -1
  let worstExcess = 0
  let precise = true
  for (let i = 0; i < total; i++) {
    const a = got.data[i] as number
    const r = expected.data[i] as number
    if (near(a, r, tolerance) || (Number.isNaN(a) && Number.isNaN(r))) {
      precise &&= near(a, r, T64) || Number.isNaN(r)
      continue
    }
    differing++
    if (!Number.isFinite(a) && Number.isFinite(r)) {
      firstNotFinite ??= i
      notFinite++
    }
    const excess = Math.abs(a - r) / (allowedError(r, tolerance) || Number.MIN_VALUE)
    if (worst === -1 || excess > worstExcess) {
      worst = i
      worstExcess = excess
    }
  }
  if (differing === 0) return { equal: true, precise }
  if (firstNotFinite !== undefined) {
    const index = indexOf(firstNotFinite, expected.shape)
    return differs({ code: 'not-finite', label, index, actual: got.data[firstNotFinite] as number, count: notFinite, total })
  }
  const r = expected.data[worst] as number
  return differs({
    code: 'value-mismatch',
    label,
    index: indexOf(worst, expected.shape),
    actual: got.data[worst] as number,
    expected: r,
    allowed: allowedError(r, tolerance),
    differing,
    total,
    excerpt: excerptOf(expected.shape, expected.data, got.data, worst),
  })
}

function compareLists(label: string, actual: Value | undefined, expected: readonly Value[], tolerance: Tolerance): Comparison {
  const items = itemsOf(actual)
  if (items === undefined || items.length !== expected.length) {
    return differs({ code: 'type-mismatch', label, actual: describeValue(actual), expected: `a list of ${expected.length}` })
  }
  let precise = true
  for (const [i, item] of expected.entries()) {
    const part = compare(`${label}[${i}]`, items[i], item, tolerance)
    if (!part.equal) return part
    precise &&= part.precise
  }
  return { equal: true, precise }
}

function compareRecords(label: string, actual: Value | undefined, expected: ReadonlyMap<string, Value>, tolerance: Tolerance): Comparison {
  if (!isRecord(actual)) {
    return differs({ code: 'type-mismatch', label, actual: describeValue(actual), expected: describeValue(expected) })
  }
  let precise = true
  for (const [name, item] of expected) {
    const got = fieldOf(actual, name)
    if (got === undefined) return differs({ code: 'missing-field', label, field: name, available: [...actual.keys()].slice(0, 12) })
    const part = compare(`${label}.${name}`, got, item, tolerance)
    if (!part.equal) return part
    precise &&= part.precise
  }
  return { equal: true, precise }
}

/** The items of a list, or the slices of an array along its first axis: equal shapes travel as one array. */
function itemsOf(value: Value | undefined): readonly Value[] | undefined {
  if (isList(value)) return value
  if (!isTensor(value) || value.shape.length === 0) return undefined
  const [length, ...inner] = value.shape as [number, ...number[]]
  const size = value.data.length / length
  return Array.from({ length }, (_, i) => ({ dtype: value.dtype, shape: inner, data: value.data.slice(i * size, (i + 1) * size) }))
}

/** Place along each axis of the number at a position of the row-major data. */
export function indexOf(position: number, shape: readonly number[]): number[] {
  const index: number[] = []
  let rest = position
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const extent = shape[axis] as number
    index.unshift(rest % extent)
    rest = Math.floor(rest / extent)
  }
  return index
}

function differs(finding: FindingData): Comparison {
  return { equal: false, finding }
}
