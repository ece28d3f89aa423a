import type { CheckContext } from 'assay'
import { imageBatch, PIXELS } from '../quality/image-batch.ts'
import { MissingData, rows, test2k, test10k } from '../quality/mnist/mnist.ts'
import { variedImages } from '../quality/mnist/varied-images.ts'
import type { Part } from './pictures.ts'

/** Images of the run's own, made of the test images; the first `count` of one set of 400 for all. */
export function variedPart(context: CheckContext, count = 400): Part {
  return context.memo(`${count} varied images`, () => {
    const images = context.memo('varied images', () => variedImages(test2k(), 400, context.seed)).images.subarray(0, count * PIXELS)
    return { images, count, args: [imageBatch(images)] }
  })
}

/** Rows 5000 to 6999 of the test set, where it is installed. */
export function otherImages(): Float32Array | undefined {
  try {
    return rows(test10k(), 5000, 7000).images
  } catch (thrown) {
    if (thrown instanceof MissingData) return undefined
    throw thrown
  }
}
