import { test2k } from '../../checks/mnist/mnist.ts'
import { imageBatch, PIXELS, transposedImages } from '../../checks/model/image-batch.ts'
import { BYTES, INVERTED, STANDARD, STANDARDISED } from '../../checks/model/pixel-forms.ts'
import { numbersOf, readImages } from '../../checks/model/read-answer.ts'
import { meanSquaredError } from '../../checks/model/squared-error.ts'
import { unusable } from '../../checks/model/unusable.ts'
import type { CheckContext } from '../../grading/model/check.ts'
import { squeeze, type TensorData } from '../../grading/model/tensor.ts'
import type { Args, Value } from '../../grading/model/value.ts'

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

/** Something that was done to the right pictures; undoing it brings them near. */
export interface Slip {
  readonly mistake: string
  readonly says: string
  readonly hint: string
  /** Mean squared error per pixel once it is undone. */
  readonly error: number
}

/** An undone slip must take a fifth of the error away and leave less than the mean image has (0.064). */
const CLEARLY_LESS = 0.8
const BETTER_THAN_NOTHING = 0.062

/** Names what makes these pictures differ from what they should show, if undoing it brings them close. */
export function slipOf(pictures: ArrayLike<number>, target: Float32Array): Slip | undefined {
  const before = meanSquaredError(pictures, target)
  const undone = (undo: (value: number) => number): number => meanSquaredError(pictures, target, undo)
  const slips: readonly Slip[] = [
    {
      mistake: 'transposed',
      says: 'the pictures with rows and columns swapped',
      hint: 'Which axis of your array counts the rows?',
      error: meanSquaredError(pictures, transposedImages(target)),
    },
    {
      mistake: 'scale-255',
      says: 'the pictures on a scale of 0 to 255; 0 to 1 is asked for',
      hint: 'What is the largest number in the images that you were given?',
      error: undone(BYTES.back),
    },
    {
      mistake: 'standardised',
      says: `the pictures less ${STANDARD.mean} and divided by ${STANDARD.deviation}: the output was left standardised`,
      hint: 'What is the value of the background in your output?',
      error: undone(STANDARDISED.back),
    },
    {
      mistake: 'inverted',
      says: 'the negatives: 1 − x for x',
      hint: 'Is the background 0 or 1?',
      error: undone(INVERTED.back),
    },
    {
      mistake: 'before-sigmoid',
      says: 'the sums before the last sigmoid: their sigmoid is near the right pictures',
      hint: 'Which function does your loss apply to the output of the network?',
      error: undone((value) => 1 / (1 + Math.exp(-value))),
    },
  ]
  return slips.filter(({ error }) => error < CLEARLY_LESS * before && error < BETTER_THAN_NOTHING).sort((a, b) => a.error - b.error)[0]
}

/** An error or a gain as it is told: three digits. */
export function told(value: number): string {
  return value !== 0 && Math.abs(value) < 1e-3 ? value.toExponential(1) : `${Number(value.toPrecision(3))}`
}
