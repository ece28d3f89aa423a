import { toPlain, toValue } from 'assay'
import { type Tensor, toTensor } from 'assay/math'
import { describe, expect, it } from 'vitest'
import { holdsImages, rotated, rotatedSkips } from './rows.ts'

describe('rotated', () => {
  it('gives each image what belongs to the next one', () => {
    expect(
      toPlain(
        rotated(
          toTensor([
            [1, 2],
            [3, 4],
            [5, 6],
          ]),
        ),
      ),
    ).toEqual([
      [3, 4],
      [5, 6],
      [1, 2],
    ])
  })

  it('leaves the given array as it is', () => {
    const given = toTensor([[1], [2]])
    rotated(given)
    expect(toPlain(given)).toEqual([[1], [2]])
  })
})

describe('rotatedSkips', () => {
  it('reaches arrays in lists and records, and arrays stacked along a first axis', () => {
    const skips = new Map([
      ['x1', toValue([[1], [2], [3]])],
      [
        'stacked',
        toValue([
          [[1], [2], [3]],
          [[4], [5], [6]],
        ]),
      ],
      ['size', toValue(28)],
    ])
    expect(toPlain(rotatedSkips([skips], 3))).toEqual([
      {
        x1: [[2], [3], [1]],
        stacked: [
          [[2], [3], [1]],
          [[5], [6], [4]],
        ],
        size: 28,
      },
    ])
  })
})

describe('an image among the skips', () => {
  const images = Float32Array.from({ length: 2 * 784 }, (_, i) => (i % 97) / 97)
  const of = (data: Float32Array, shape: number[]): Tensor => ({ dtype: 'float32', shape, data })
  const half = images.map((pixel) => pixel / 2)

  it('is found in a list, a record, or stacked with other skips, whatever its shape', () => {
    const skip = of(images, [2, 1, 28, 28])
    expect(holdsImages([of(half, [2, 784]), skip], images)).toBe(true)
    expect(holdsImages(new Map([['x1', skip]]), images)).toBe(true)
    expect(holdsImages(of(Float32Array.of(...half, ...images), [2, 2, 784]), images)).toBe(true)
  })

  it('is not seen in what is scaled, shorter, empty, or no array', () => {
    for (const skips of [of(half, [2, 784]), of(images.subarray(1), [1, 1567]), of(new Float32Array(0), [0, 3]), [], null, 'x', [[]]]) {
      expect(holdsImages(skips, images)).toBe(false)
    }
    expect(
      holdsImages(
        of(
          images.map(() => Number.NaN),
          [2, 784],
        ),
        images,
      ),
    ).toBe(false)
  })
})
