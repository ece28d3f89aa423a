import { describe, expect, it } from 'vitest'
import { imageBatch, movedImages, PIXELS, reversedRows, spreadRows, transposedImages } from './image-batch.ts'

/** Two images with one bright pixel each, at row 3, column 20 and at row 0, column 27. */
const images = new Float32Array(4 * PIXELS)
images[3 * 28 + 20] = 1
images[PIXELS + 27] = 0.5
images[2 * PIXELS + 5 * 28] = 0.25
images[3 * PIXELS + 5 * 28] = 0.125

function bright(pixels: Float32Array): [image: number, row: number, column: number, value: number][] {
  return Array.from(pixels).flatMap((value, i) => {
    const inside = i % PIXELS
    return value === 0 ? [] : [[Math.floor(i / PIXELS), Math.floor(inside / 28), inside % 28, value] as [number, number, number, number]]
  })
}

describe('image batch', () => {
  it('is a float32 tensor [N, 28, 28] of the same numbers', () => {
    expect(imageBatch(images)).toEqual({ dtype: 'float32', shape: [4, 28, 28], data: images })
  })

  it('swaps rows and columns of every image', () => {
    expect(bright(transposedImages(images))).toEqual([
      [0, 20, 3, 1],
      [1, 27, 0, 0.5],
      [2, 0, 5, 0.25],
      [3, 0, 5, 0.125],
    ])
  })

  it('moves images up, down, left and right in turn, and off the edge', () => {
    expect(bright(movedImages(images))).toEqual([
      [0, 2, 20, 1],
      [1, 1, 27, 0.5],
      [3, 5, 1, 0.125],
    ])
  })

  it('moves nothing into an image from the one before, nor into a row from the one above', () => {
    const edges = new Float32Array(4 * PIXELS)
    edges[27 * 28 + 9] = 1
    edges[3 * PIXELS + 4 * 28 + 27] = 0.5
    expect(bright(movedImages(edges))).toEqual([[0, 26, 9, 1]])
  })

  it('reverses the order of the images, not the images', () => {
    expect(bright(reversedRows(images)).map(([image, , , value]) => [image, value])).toEqual([
      [0, 0.125],
      [1, 0.25],
      [2, 0.5],
      [3, 1],
    ])
    expect(reversedRows(reversedRows(images))).toEqual(images)
  })

  it('spreads a choice of images, the last of them first', () => {
    const brightest = (step: number) => bright(spreadRows(images, step)).map(([, , , value]) => value)
    expect([brightest(1), brightest(2), brightest(3)]).toEqual([
      [0.125, 0.25, 0.5, 1],
      [0.25, 1],
      [0.125, 1],
    ])
  })
})
