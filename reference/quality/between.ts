import type { Finding } from 'assay'
import { error, linearCredit } from 'assay/checks'
import { createRandom } from 'assay/math'
import { PIXELS } from './image-batch.ts'
import type { LabelledImages } from './mnist/mnist.ts'

/** Of the squared difference of two images, the share that the image between them takes over. */
const TAKEN = 0.25
/** Networks go .22 to .30 of the way, the nearest of 2000 stored images .004 of it. */
const EXPECTED = 0.12
const NOTHING = 0.06

/** Images between two published ones each: the upper part of the first and the lower part of the second. */
export interface Between {
  readonly images: Float32Array
  /** Rows of the source. */
  readonly from: Int32Array
  readonly to: Int32Array
}

/**
 * Images that are for the most part the first of a pair and a little the second. Pixels are taken from either as they are, so that who rounds
 * an image to black and white has one between them, too.
 *
 * @param source - N × 784 pixels; not changed.
 * @throws RangeError if 2 × count is more than N.
 */
export function imagesBetween({ images: source, labels }: LabelledImages, count: number, seed: number): Between {
  if (2 * count > labels.length) throw new RangeError(`${count} pairs cannot be made of ${labels.length} images`)
  const rows = createRandom(seed, 'images between').shuffle(Array.from(labels, (_, row) => row))
  const [from, to] = [Int32Array.from(rows.slice(0, count)), Int32Array.from(rows.slice(count, 2 * count))]
  const images = new Float32Array(count * PIXELS)
  for (let i = 0; i < count; i++) {
    const [first, second] = [from, to].map((of) => source.subarray((of[i] as number) * PIXELS, ((of[i] as number) + 1) * PIXELS))
    images.set(between(first as Float32Array, second as Float32Array), i * PIXELS)
  }
  return { images, from, to }
}

function between(first: Float32Array, second: Float32Array): Float32Array {
  const squares = first.map((x, p) => (x - (second[p] as number)) ** 2)
  const most = TAKEN * squares.reduce((sum, square) => sum + square, 0)
  const made = first.slice()
  let taken = 0
  for (let p = PIXELS - 1; p >= 0; p--) {
    taken += squares[p] as number
    if (taken > most) break
    made[p] = second[p] as number
  }
  return made
}

/**
 * How far what is answered for the images between lies on the way from what is answered for the first ones to that for the second ones:
 * 0 where it stays with the first, 1 where it is that of the second.
 *
 * @param known - `width` numbers for every row of the source.
 * @param answered - `width` numbers for every pair.
 * @returns 0 where all answers are equal, or beyond all numbers.
 */
export function progress(known: ArrayLike<number>, answered: ArrayLike<number>, { from, to }: Between): number {
  const width = answered.length / from.length
  let [along, whole] = [0, 0]
  for (let i = 0; i < answered.length; i++) {
    const [pair, at] = [Math.floor(i / width), i % width]
    const start = known[(from[pair] as number) * width + at] as number
    const way = (known[(to[pair] as number) * width + at] as number) - start
    along += way * ((answered[i] as number) - start)
    whole += way ** 2
  }
  return whole > 0 && Number.isFinite(along / whole) ? along / whole : 0
}

/** Share of the points: all from .12 of the way on, none up to .06, linear between. */
export function progressCredit(share: number): number {
  return linearCredit(1 - share, 1 - EXPECTED, 1 - NOTHING)
}

/**
 * What is wrong with answers that do not follow an image from one to another; nothing where they do.
 *
 * @param label - what the answers are.
 * @param share - as {@link progress} says.
 */
export function notBetween(label: string, share: number, pairs: number): readonly Finding[] {
  if (progressCredit(share) >= 1) return []
  const says = `answers that jump: for ${pairs} images that take over a quarter of what tells one test image from another, it goes ${(100 * share).toFixed(1)} % of the way to the answer for the other, where trained networks go more than 12 %`
  return [error({ code: 'known-mistake', label, mistake: 'nearest-image-only', says }, 'What do you return between two stored images?')]
}
