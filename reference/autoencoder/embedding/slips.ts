import type { Finding } from 'assay'
import { error, meanSquaredError } from 'assay/checks'
import { PIXELS } from '../../quality/image-batch.ts'
import { test2k } from '../../quality/mnist/mnist.ts'
import { MEAN_IMAGE_ERROR } from '../../quality/pca-error.ts'

type Pixels = ArrayLike<number>

interface Slip {
  readonly id: string
  /** Completes "this equals …". */
  readonly says: string
  readonly hint: string
}

/** Of the images themselves it is .064; of a decoder that hardly moves far below this. */
const SAME_PICTURE = 1e-4

/** Reconstructions of other images than were asked for. */
export function slipOfOrder(images: Pixels): Finding | undefined {
  const original = test2k().images
  const isFar = meanSquaredError(images, original) > 1.15 * MEAN_IMAGE_ERROR
  return isFar && nearestOther(images, original) < 0.7 * MEAN_IMAGE_ERROR ? named(OTHER_ORDER) : undefined
}

/** The same picture whatever the code. */
export function slipOfConstant(images: Pixels): Finding | undefined {
  return spread(images) < SAME_PICTURE ? named(CONSTANT) : undefined
}

/** Variance over the images, mean over the pixels. */
function spread(images: Pixels): number {
  const count = images.length / PIXELS
  let total = 0
  for (let pixel = 0; pixel < PIXELS; pixel++) {
    let sum = 0
    let squares = 0
    for (let i = pixel; i < images.length; i += PIXELS) {
      const value = images[i] as number
      sum += value
      squares += value * value
    }
    total += squares / count - (sum / count) ** 2
  }
  return total / PIXELS
}

/** Mean error of a few reconstructions to the image that each is nearest to. */
function nearestOther(images: Pixels, original: Float32Array): number {
  const few = 40
  let total = 0
  for (let i = 0; i < few; i++) {
    const output = Float32Array.from({ length: PIXELS }, (_, pixel) => images[i * PIXELS + pixel] as number)
    let best = Number.POSITIVE_INFINITY
    for (let start = 0; start < original.length; start += PIXELS)
      best = Math.min(best, meanSquaredError(output, original.subarray(start, start + PIXELS)))
    total += best
  }
  return total / few
}

const CONSTANT: Slip = {
  id: 'constant',
  says: 'the same image for every image',
  hint: 'Do the codes of two images differ, and does the decoder see the difference?',
}
const OTHER_ORDER: Slip = {
  id: 'other-order',
  says: 'reconstructions of other images: each is near one, but not the one it was asked for',
  hint: 'Are your codes in the order of the images you were given?',
}

function named({ id, says, hint }: Slip): Finding {
  return error({ code: 'known-mistake', label: 'decode(encode(x))', mistake: id, says }, hint)
}
