import { describe, expect, it } from 'vitest'
import { createRandom } from '../math/random.ts'
import { sizeOf } from '../model/tensor.ts'
import { convolution, dense, maxPool, transposedConvolution } from './layers.ts'

type Shape = readonly [number, number, number]

const random = createRandom(3, 'layers')
/** Small and whole, a seventh of them zero: every sum is exact, in any order. */
const numbers = (count: number): Float32Array => Float32Array.from({ length: count }, () => random.integer(-3, 3))
const upTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i)
const total = (terms: readonly number[]): number => terms.reduce((a, b) => a + b, 0)

/** A number of a row-major array; 0 outside of it, as padding is. */
function read(data: Float32Array, shape: readonly number[], ...index: readonly number[]): number {
  if (index.some((i, axis) => i < 0 || i >= (shape[axis] as number))) return 0
  return data[index.reduce((place, i, axis) => place * (shape[axis] as number) + i, 0)] as number
}

function filled([rows, columns, channels]: Shape, number: (i: number, j: number, channel: number) => number): number[] {
  return upTo(rows).flatMap((i) => upTo(columns).flatMap((j) => upTo(channels).map((channel) => number(i, j, channel))))
}

/** Rows above and columns left of an image, of which a filter gives `small` of `large`. */
const padding = (small: number, large: number, size: number, stride: number): number =>
  Math.floor(Math.max((small - 1) * stride + size - large, 0) / 2)

/** The image, the channels that come out, the filter's size, its stride. */
const WINDOWS: readonly (readonly [Shape, number, number, number])[] = [
  [[4, 5, 1], 1, 3, 1],
  [[5, 4, 2], 1, 3, 2],
  [[3, 6, 1], 3, 5, 1],
  [[7, 5, 3], 4, 3, 2],
  [[4, 4, 2], 5, 2, 1],
  [[5, 7, 2], 8, 4, 2],
  [[2, 3, 4], 9, 1, 1],
  [[6, 4, 3], 2, 1, 2],
  [[4, 6, 1], 4, 5, 3],
  [[1, 1, 2], 3, 3, 1],
]

describe.each(WINDOWS)('images of shape %j to %i channels with filters of size %i and stride %i', (image, channels, size, stride) => {
  const [height, width, inner] = image
  const small: Shape = [Math.ceil(height / stride), Math.ceil(width / stride), channels]
  const large: Shape = [height * stride, width * stride, channels]
  const window = { size, stride, activation: 'linear' } as const
  const bias = numbers(channels)

  it('are convolved as the sum over the window says', () => {
    const filter = [size, size, inner, channels]
    const [x, weight] = [numbers(sizeOf(image)), numbers(sizeOf(filter))]
    const [top, left] = [padding(small[0], height, size, stride), padding(small[1], width, size, stride)]
    const right = filled(small, (i, j, o) => {
      const terms = filled([size, size, inner], (a, b, c) => {
        return read(x, image, i * stride + a - top, j * stride + b - left, c) * read(weight, filter, a, b, c, o)
      })
      return (bias[o] as number) + total(terms)
    })
    expect([...convolution(x, image, small, window, weight, bias)]).toEqual(right)
  })

  it('are spread by the transposed convolution as the sum over the inputs says', () => {
    const filter = [size, size, channels, inner]
    const [x, weight] = [numbers(sizeOf(image)), numbers(sizeOf(filter))]
    const [top, left] = [padding(height, large[0], size, stride), padding(width, large[1], size, stride)]
    const right = filled(large, (p, q, o) => {
      const terms = filled(image, (i, j, c) => {
        return read(x, image, i, j, c) * read(weight, filter, p + top - i * stride, q + left - j * stride, o, c)
      })
      return (bias[o] as number) + total(terms)
    })
    expect([...transposedConvolution(x, image, large, window, weight, bias)]).toEqual(right)
  })
})

describe('a dense layer', () => {
  it.each([1, 3, 4, 5, 8, 9])('of %i units is bias + x·W', (units) => {
    const [x, weight, bias] = [numbers(6), numbers(6 * units), numbers(units)]
    const right = upTo(units).map((o) => (bias[o] as number) + total(upTo(6).map((i) => (x[i] as number) * read(weight, [6, units], i, o))))
    expect([...dense(x, weight, bias, 'linear')]).toEqual(right)
  })
})

describe('max-pooling', () => {
  it.each<Shape>([
    [4, 6, 1],
    [5, 4, 3],
    [2, 7, 2],
  ])('of %i × %i with %i channels takes the largest of four', (height, width, channels) => {
    const [from, to] = [[height, width, channels] as const, [height >> 1, width >> 1, channels] as const]
    const x = numbers(sizeOf(from))
    const right = filled(to, (i, j, c) => Math.max(...filled([2, 2, 1], (a, b) => read(x, from, 2 * i + a, 2 * j + b, c))))
    expect([...maxPool(x, from, to)]).toEqual(right)
  })
})
