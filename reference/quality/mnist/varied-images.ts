import { createRandom, type Random } from 'assay/math'
import { PIXELS, SIDE } from '../image-batch.ts'
import type { LabelledImages } from './mnist.ts'

/** How far images are varied: every figure is drawn evenly from −x to x, or between the two given. */
const TURN = 0.07
const SHEAR = 0.12
const SCALE = [0.88, 1.1] as const
const SHIFT = 1
const THICKER = 0.4
const THINNER = 0.25
/** Share of the images that a second one of the same class shines through, and how much of it. */
const MIXED = 0.25
const SECOND = [0.15, 0.3] as const
const CENTRE = (SIDE - 1) / 2

/** Images made of others, and the row that each was made of. */
export interface VariedImages extends LabelledImages {
  readonly rows: Int32Array
}

/**
 * Images of the same digits that are in no published set: turned by up to 8°, sheared, scaled, moved by up to a pixel, with thicker or
 * thinner strokes; through every fourth shines another image of its class.
 *
 * @param source - N × 784 pixels from 0 to 1 with N labels; not changed.
 * @param count - how many, each of another row.
 * @returns count × 784 pixels from 0 to 1. Equal seeds give equal bits on every machine: only sums, products, quotients and comparisons.
 * @throws RangeError if `count` is more than N.
 * @see Simard, Steinkraus, Platt 2003, Best practices for convolutional neural networks, section 2: affine distortions of MNIST; varied-images.test.ts
 * holds what networks make of them.
 */
export function variedImages(source: LabelledImages, count: number, seed: number): VariedImages {
  const total = source.labels.length
  if (count > total) throw new RangeError(`${count} images cannot be made of ${total}, each of another one`)
  const random = createRandom(seed, 'varied images')
  const rows = Int32Array.from(random.shuffle(Array.from({ length: total }, (_, row) => row)).slice(0, count))
  const images = new Float32Array(count * PIXELS)
  const ofClass = rowsOfClasses(source.labels)
  for (const [i, row] of rows.entries()) {
    const image = varied(source, row, random)
    if (random.uniform(0, 1) < MIXED) {
      const other = varied(source, random.pick(ofClass[source.labels[row] as number] as readonly number[]), random)
      const share = random.uniform(...SECOND)
      for (let at = 0; at < PIXELS; at++) image[at] = (1 - share) * (image[at] as number) + share * (other[at] as number)
    }
    images.set(image, i * PIXELS)
  }
  return { images, labels: Uint8Array.from(rows, (row) => source.labels[row] as number), rows }
}

function rowsOfClasses(labels: Uint8Array): readonly (readonly number[])[] {
  const rows: number[][] = []
  for (const [row, label] of labels.entries()) {
    rows[label] ??= []
    ;(rows[label] as number[]).push(row)
  }
  return rows
}

function varied({ images }: LabelledImages, row: number, random: Random): Float64Array {
  const moved = affine(images.subarray(row * PIXELS, (row + 1) * PIXELS), inverseOf(random))
  const width = random.uniform(-THINNER, THICKER)
  return width < 0 ? towards(moved, Math.min, -width) : towards(moved, Math.max, width)
}

/** From a place in the new image to that in the old one: [row of row, row of column, shift of row, …]. */
type Affine = readonly [number, number, number, number, number, number]

function inverseOf(random: Random): Affine {
  // The tangent of half the angle: sine and cosine are quotients of it, the same on every machine.
  const half = random.uniform(-TURN, TURN)
  const cosine = (1 - half * half) / (1 + half * half)
  const sine = (2 * half) / (1 + half * half)
  const shear = random.uniform(-SHEAR, SHEAR)
  const [tall, wide] = [random.uniform(...SCALE), random.uniform(...SCALE)]
  const [down, right] = [random.uniform(-SHIFT, SHIFT), random.uniform(-SHIFT, SHIFT)]
  return [cosine / tall, -sine / tall, down, (sine + shear * cosine) / wide, (cosine - shear * sine) / wide, right]
}

function affine(image: Float32Array, [rr, rc, down, cr, cc, right]: Affine): Float64Array {
  const made = new Float64Array(PIXELS)
  for (let at = 0; at < PIXELS; at++) {
    const r = Math.floor(at / SIDE) - CENTRE - down
    const c = (at % SIDE) - CENTRE - right
    made[at] = between(image, rr * r + rc * c + CENTRE, cr * r + cc * c + CENTRE)
  }
  return made
}

/** Bilinear; outside is background. */
function between(image: ArrayLike<number>, row: number, column: number): number {
  const [top, left] = [Math.floor(row), Math.floor(column)]
  const [down, right] = [row - top, column - left]
  const upper = (1 - right) * pixel(image, top, left) + right * pixel(image, top, left + 1)
  const lower = (1 - right) * pixel(image, top + 1, left) + right * pixel(image, top + 1, left + 1)
  return (1 - down) * upper + down * lower
}

function pixel(image: ArrayLike<number>, row: number, column: number): number {
  return row < 0 || row >= SIDE || column < 0 || column >= SIDE ? 0 : (image[row * SIDE + column] as number)
}

/** Part of the way to the largest or smallest of each pixel and its four neighbours: strokes grow or shrink. */
function towards(image: Float64Array, extreme: (...values: number[]) => number, share: number): Float64Array {
  return image.map((value, at) => {
    const [row, column] = [Math.floor(at / SIDE), at % SIDE]
    const sides = extreme(
      pixel(image, row - 1, column),
      pixel(image, row + 1, column),
      pixel(image, row, column - 1),
      pixel(image, row, column + 1),
    )
    return value + share * (extreme(value, sides) - value)
  })
}
