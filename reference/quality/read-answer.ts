import { isList, type Value } from 'assay'
import { describeValue, notFinite, numericView, unusable } from 'assay/checks'
import { sameShape, sizeOf, squeeze, type Tensor, type TensorData } from 'assay/math'
import { PIXELS, SIDE } from './image-batch.ts'

/**
 * Images as a model gave them back: [N, 28, 28], [N, 784], or with an axis of length 1.
 *
 * @returns N·784 finite numbers, row-major; the student's own, not copied.
 * @throws Unusable if they are anything else.
 */
export function readImages(label: string, value: Value, count: number): TensorData {
  const view = numbersOf(label, value, `images [${count}, ${SIDE}, ${SIDE}]`)
  const shape = squeeze(view.shape)
  const whole = squeeze([count, SIDE, SIDE])
  if (!sameShape(shape, whole) && !sameShape(shape, squeeze([count, PIXELS]))) {
    throw unusable({ code: 'shape-mismatch', label, actual: view.shape, expected: [count, SIDE, SIDE] })
  }
  requireFinite(label, view)
  return view.data
}

export interface Codes {
  /** As it came, to be given to a decoder again. */
  readonly tensor: Tensor
  /** Numbers per image; further axes of a code count as one. */
  readonly width: number
}

/**
 * One code per image, [N, k] or [N, …].
 *
 * @throws Unusable if it is anything else, or not finite.
 */
export function readCodes(label: string, value: Value, count: number): Codes {
  const tensor = numbersOf(label, value, `codes [${count}, k]`)
  const width = tensor.data.length / count
  if (tensor.shape[0] !== count || width < 1) {
    throw unusable({ code: 'type-mismatch', label, actual: describeValue(value), expected: `codes [${count}, k], one row per image` })
  }
  requireFinite(label, tensor)
  return { tensor, width }
}

/** The codes in another order of the images: row i is row `order[i]` of the given ones. */
export function reorderedRows(tensor: Tensor, order: readonly number[]): Tensor {
  const size = sizeOf(tensor.shape.slice(1))
  const data = tensor.data.slice()
  for (const [to, from] of order.entries()) data.set(tensor.data.subarray(from * size, (from + 1) * size), to * size)
  return { ...tensor, data }
}

/** @throws Unusable if the value is not one array of numbers. */
export function numbersOf(label: string, value: Value, expected: string): Tensor {
  const view = numericView(value)
  if (view !== undefined && !(isList(value) && value.length === 0)) return view
  throw unusable({ code: 'type-mismatch', label, actual: describeValue(value), expected })
}

/** @throws Unusable if a number is NaN or infinite. */
export function requireFinite(label: string, tensor: Tensor): void {
  const broken = notFinite(label, tensor)
  if (broken !== undefined) throw unusable(broken)
}
