import { classify } from 'assay/networks'
import { describe, expect, it } from 'vitest'
import { accuracy, largestColumns } from '../../checks/quality/accuracy.ts'
import { PIXELS } from '../quality/image-batch.ts'
import { rows, test2k, test10k, train60k } from '../quality/mnist/mnist.ts'
import { variedImages } from '../quality/mnist/varied-images.ts'
import { weightsOf } from '../weights.ts'
import { cnn } from './network.ts'

const source = rows(test2k(), 0, 500)

describe('varied images', () => {
  const made = variedImages(source, 300, 7)

  it('have pixels from 0 to 1, the labels of their rows, and no row twice', () => {
    expect(made.images.length).toBe(300 * PIXELS)
    expect(made.images.every((pixel) => pixel >= 0 && pixel <= 1)).toBe(true)
    expect(made.images.some((pixel) => pixel > 0.9)).toBe(true)
    expect([...made.labels]).toEqual([...made.rows].map((row) => source.labels[row]))
    expect(new Set(made.rows).size).toBe(300)
  })

  it('are the same bits for the same seed, others for another, and leave their source as it is', () => {
    const before = source.images.slice()
    expect(bitsOf(variedImages(source, 300, 8).images)).not.toBe(bitsOf(made.images))
    expect(bitsOf(source.images)).toBe(bitsOf(before))
    // The same on every machine.
    expect(bitsOf(made.images)).toBe(617425092)
  })

  it('are refused where there are fewer to make them of', () => {
    expect(() => variedImages(rows(source, 0, 3), 4, 1)).toThrow(new RangeError('4 images cannot be made of 3, each of another one'))
  })

  it('are none of the 70000 of MNIST, nor one of them moved', () => {
    const known = new Set([train60k(), test10k()].flatMap(({ images }) => keysOf(images)))
    expect(keysOf(source.images).every((key) => known.has(key))).toBe(true)
    expect(keysOf(made.images).filter((key) => known.has(key))).toEqual([])
  }, 300_000)

  it('are still read by the network that reads 98.6 % of the images they were made of', () => {
    const { images, labels } = variedImages(test2k(), 500, 7)
    expect(accuracy(labels, largestColumns(classify(cnn, weightsOf(cnn), images), 10))).toBeGreaterThan(0.95)
  }, 300_000)
})

function bitsOf(images: Float32Array): number {
  let state = 0x811c9dc5
  for (const one of new Uint32Array(images.buffer, images.byteOffset, images.length)) state = Math.imul(state ^ one, 0x01000193)
  return state >>> 0
}

/** Of the ink from the first inked pixel to the last: equal for an image that was moved. */
function keysOf(images: Float32Array): readonly number[] {
  return Array.from({ length: images.length / PIXELS }, (_, i) => {
    let [first, last] = [i * PIXELS, (i + 1) * PIXELS - 1]
    while (first < last && images[first] === 0) first++
    while (last > first && images[last] === 0) last--
    let state = 0x811c9dc5
    for (let at = first; at <= last; at++) state = Math.imul(state ^ Math.round(255 * (images[at] as number)), 0x01000193)
    return (state >>> 0) * 1024 + last - first
  })
}
