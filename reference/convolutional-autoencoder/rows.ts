/** Of numbers from 0 to 1 in single precision. */
import { isList, isRecord, isTensor, type Value } from 'assay'
import type { Tensor, TensorData } from 'assay/math'

const SAME = 1e-6

/** Each image gets what belongs to the one after it, the last what belongs to the first. */
export function rotated(tensor: Tensor, axis = 0): Tensor {
  const outer = tensor.shape.slice(0, axis).reduce((product, extent) => product * extent, 1)
  const block = tensor.data.length / outer
  const row = block / (tensor.shape[axis] as number)
  const data = tensor.data.slice() as TensorData
  for (let start = 0; start < data.length; start += block) {
    data.set(tensor.data.subarray(start + row, start + block), start)
    data.set(tensor.data.subarray(start, start + row), start + block - row)
  }
  return { ...tensor, data }
}

/**
 * The same for everything an encoder hands over past the code: arrays, lists and records of arrays, also several arrays of one shape
 * stacked along a first axis. What does not count the images along one of these axes stays as it is.
 */
export function rotatedSkips(skips: Value, count: number): Value {
  if (isTensor(skips)) {
    const axis = [0, 1].find((one) => skips.shape[one] === count)
    return axis === undefined ? skips : rotated(skips, axis)
  }
  if (isRecord(skips)) return new Map([...skips].map(([name, item]) => [name, rotatedSkips(item, count)]))
  return isList(skips) ? skips.map((item) => rotatedSkips(item, count)) : skips
}

/** Whether these numbers, one after the other, stand in one of the arrays; what is stacked along a first axis counts one by one. */
export function holdsImages(skips: Value, images: Float32Array): boolean {
  if (isTensor(skips)) {
    const { data } = skips
    for (let from = 0; from + images.length <= data.length; from += images.length) {
      if (images.every((pixel, i) => Math.abs((data[from + i] as number) - pixel) < SAME)) return true
    }
    return false
  }
  if (isRecord(skips)) return [...skips.values()].some((item) => holdsImages(item, images))
  return isList(skips) && skips.some((item) => holdsImages(item, images))
}

/** More orders than those of so many skips are not tried. */
const MOST_SKIPS = 5

/** Several skips reversed, and with two neighbours exchanged: of a list, or of arrays of one shape stacked along a first axis. */
export function otherOrders(skips: Value, count: number): readonly Value[] {
  if (isList(skips)) return ordersOf(skips.length).map((order) => order.map((from) => skips[from] as Value))
  if (!isTensor(skips) || skips.shape[0] === count || skips.shape[1] !== count) return []
  const block = skips.data.length / (skips.shape[0] as number)
  return ordersOf(skips.shape[0] as number).map((order) => {
    const data = skips.data.slice() as TensorData
    for (const [to, from] of order.entries()) data.set(skips.data.subarray(from * block, (from + 1) * block), to * block)
    return { ...skips, data }
  })
}

function ordersOf(length: number): readonly (readonly number[])[] {
  if (length < 2 || length > MOST_SKIPS) return []
  const order = Array.from({ length }, (_, i) => i)
  const exchanged = (k: number): number[] => order.map((i) => (i === k ? k + 1 : i === k + 1 ? k : i))
  return [order.toReversed(), ...(length === 2 ? [] : order.slice(1).map((_, k) => exchanged(k)))]
}
