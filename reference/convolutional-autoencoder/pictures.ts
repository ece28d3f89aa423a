import type { Args, CheckContext, Value } from 'assay'
import { unusable } from 'assay/checks'
import { squeeze, type TensorData } from 'assay/math'
import { imageBatch, PIXELS } from '../quality/image-batch.ts'
import { test2k } from '../quality/mnist/mnist.ts'
import { numbersOf, readImages } from '../quality/read-answer.ts'

/** Some of the test images, and the arguments of a call with them: the same object for the whole class. */
export interface Part {
  readonly images: Float32Array
  readonly count: number
  readonly args: Args
}

/** The test images `from` to `to` in calls of `size`. */
export function partsOf(context: CheckContext, from: number, to: number, size: number): readonly Part[] {
  return context.memo(`images ${from} to ${to} by ${size}`, () =>
    Array.from({ length: (to - from) / size }, (_, i) => {
      const images = test2k().images.subarray((from + i * size) * PIXELS, (from + (i + 1) * size) * PIXELS)
      return { images, count: size, args: [imageBatch(images)] }
    }),
  )
}

/** Side of the usual padded input of a network with several poolings. */
const PADDED = 32

/**
 * Images as `readImages` reads them, with a word about those of 32 × 32.
 * @throws Unusable
 */
export function readPictures(label: string, value: Value, count: number): TensorData {
  const { shape, data } = numbersOf(label, value, `images [${count}, 28, 28]`)
  if (data.length === count * PADDED ** 2 && squeeze(shape).length >= 2) {
    throw unusable(
      {
        code: 'known-mistake',
        label,
        mistake: 'padded-size',
        says: `images of ${PADDED} × ${PADDED}: the padding that was added for the convolutions was not cut off again`,
      },
      'What becomes of 28 when it is halved three times and doubled three times?',
    )
  }
  return readImages(label, value, count)
}

/** An error or a gain as it is told: three digits. */
export function told(value: number): string {
  return value !== 0 && Math.abs(value) < 1e-3 ? value.toExponential(1) : `${Number(value.toPrecision(3))}`
}
