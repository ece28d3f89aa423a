import { linearCredit } from 'assay/checks'
import { PIXELS } from './image-batch.ts'

/**
 * Of what networks explain of the published images they explain 82 to 107 % of images that nobody has; a list of the published ones
 * explains nothing there.
 */
const EXPECTED = 0.6
const NOTHING = 0.2

/** Variance per pixel: the mean squared error of answering the mean of these images. */
export function varianceOf(images: Float32Array): number {
  const count = images.length / PIXELS
  let total = 0
  for (let pixel = 0; pixel < PIXELS; pixel++) {
    let [sum, squares] = [0, 0]
    for (let i = pixel; i < images.length; i += PIXELS) {
      sum += images[i] as number
      squares += (images[i] as number) ** 2
    }
    total += squares / count - (sum / count) ** 2
  }
  return total / PIXELS
}

/** An error of reconstructions beside that of the mean image of the same images. */
export interface Reconstructed {
  readonly error: number
  readonly meanImage: number
}

/**
 * How much of what is explained of known images is explained of others, where 1 − error / error of the mean image is what is explained.
 *
 * @returns 0 where nothing is explained of the known ones.
 */
export function retained(known: Reconstructed, others: Reconstructed): number {
  const explained = ({ error, meanImage }: Reconstructed): number => 1 - error / meanImage
  return explained(known) > 0 ? Math.max(0, explained(others) / explained(known)) : 0
}

/** Share of the points: all from .6 on, none up to .2, linear between. */
export function retainedCredit(share: number): number {
  return linearCredit(1 - share, 1 - EXPECTED, 1 - NOTHING)
}
