import type { Tensor } from 'assay/math'

export const SIDE = 28
export const PIXELS = SIDE * SIDE
/** Of every image. */
export const SIZE = { height: SIDE, width: SIDE } as const

/** What a model is called with: float32, [N, 28, 28]. The numbers are shared, not copied. */
export function imageBatch(images: Float32Array): Tensor {
  return { dtype: 'float32', shape: [images.length / PIXELS, SIDE, SIDE], data: images }
}

/** Every image with rows and columns swapped. */
export function transposedImages(images: Float32Array): Float32Array {
  return rearranged(images, (row, column) => [column, row])
}

/** Image i moved by one pixel: up, down, left or right in turn, so that every direction has a quarter of them. Zeros move in. */
export function movedImages(images: Float32Array): Float32Array {
  const directions = [
    [-1, 0],
    [1, 0],
    [0, -1],
    [0, 1],
  ] as const
  return rearranged(images, (row, column, i) => {
    const [down, right] = directions[i % directions.length] as readonly [number, number]
    return [row - down, column - right]
  })
}

/** The images in reverse order. */
export function reversedRows(images: Float32Array): Float32Array {
  const made = new Float32Array(images.length)
  for (let from = 0; from < images.length; from += PIXELS) made.set(images.subarray(from, from + PIXELS), images.length - PIXELS - from)
  return made
}

/**
 * Every `step`-th image, the last first. In whatever pieces a model computes them, an image has other company here than among all of them, which
 * images that follow each other have not where both calls are cut at the same places.
 */
export function spreadRows(images: Float32Array, step: number): Float32Array {
  const count = Math.ceil(images.length / (step * PIXELS))
  const made = new Float32Array(count * PIXELS)
  for (let i = 0; i < count; i++) {
    const from = i * step * PIXELS
    made.set(images.subarray(from, from + PIXELS), (count - 1 - i) * PIXELS)
  }
  return made
}

/** @param from - where the pixel of a row and column of image `i` comes from. */
function rearranged(images: Float32Array, from: (row: number, column: number, i: number) => readonly [number, number]): Float32Array {
  const made = new Float32Array(images.length)
  for (let position = 0; position < made.length; position++) {
    const inside = position % PIXELS
    const start = position - inside
    const [row, column] = from(Math.floor(inside / SIDE), inside % SIDE, start / PIXELS)
    if (row >= 0 && row < SIDE && column >= 0 && column < SIDE) made[position] = images[start + row * SIDE + column] as number
  }
  return made
}
