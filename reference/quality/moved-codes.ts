import type { Tensor } from 'assay/math'
import { createRandom } from 'assay/math'
import type { Codes } from './read-answer.ts'

/** Share of its own spread by which a number of a code is moved at most. Networks measured lose up to .3 % of their error by it. */
const SHARE = 0.02

/**
 * Codes that lie close to the given ones: every number is moved by up to 2 % of the standard deviation of its column and rounded to single
 * precision. What stands in the last digits, or under exactly this code in a list, is not found again.
 *
 * @param codes - all finite; not changed.
 * @returns a tensor of the same type and shape; integers stay whole.
 */
export function movedCodes({ tensor, width }: Codes, seed: number): Tensor {
  const random = createRandom(seed, 'moved codes')
  const spreads = spreadsOf(tensor, width)
  const data = tensor.data.slice()
  const whole = !tensor.dtype.startsWith('float')
  for (let i = 0; i < data.length; i++) {
    const value = (data[i] as number) + SHARE * (spreads[i % width] as number) * random.uniform(-1, 1)
    const rounded = whole ? Math.round(value) : Math.fround(value)
    if (Number.isFinite(rounded)) data[i] = rounded
  }
  return { ...tensor, data }
}

/** The standard deviation of each column; 0 where it is beyond all numbers. */
function spreadsOf({ data }: Tensor, width: number): Float64Array {
  const count = data.length / width
  const [means, spreads] = [new Float64Array(width), new Float64Array(width)]
  for (let i = 0; i < data.length; i++) means[i % width] = (means[i % width] as number) + (data[i] as number) / count
  for (let i = 0; i < data.length; i++) {
    spreads[i % width] = (spreads[i % width] as number) + ((data[i] as number) - (means[i % width] as number)) ** 2 / count
  }
  return spreads.map((square) => (Number.isFinite(square) ? Math.sqrt(square) : 0))
}
