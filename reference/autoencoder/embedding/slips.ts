import { type Asker, once } from '../../../checks/index.ts'
import { test2k } from '../../../checks/mnist/mnist.ts'
import { PIXELS, transposedImages } from '../../../checks/model/image-batch.ts'
import { MEAN_IMAGE_ERROR } from '../../../checks/model/pca-error.ts'
import { BYTES, INVERTED, STANDARD, STANDARDISED } from '../../../checks/model/pixel-forms.ts'
import { meanSquaredError } from '../../../checks/model/squared-error.ts'
import { namedTogether } from '../../../checks/named-together.ts'
import { error } from '../../../checks/outcome.ts'
import type { CheckContext } from '../../../grading/model/check.ts'
import type { Finding } from '../../../grading/model/finding.ts'
import { roundTrip } from './round-trip.ts'

type Pixels = ArrayLike<number>

interface Slip {
  readonly id: string
  /** Completes "this equals …". */
  readonly says: string
  readonly hint: string
}

/** Of the images themselves it is .064; of a decoder that hardly moves far below this. */
const SAME_PICTURE = 1e-4
const TRIED = 500

/** Other ways to write an image, of which the decoder may have used one. */
const WRITTEN: readonly (Slip & { readonly back: (pixel: number) => number })[] = [
  {
    ...BYTES,
    says: 'images with pixels from 0 to 255: divided by 255 they are near the right ones',
    hint: 'What is the largest pixel of your reconstruction, and of the image?',
  },
  {
    ...STANDARDISED,
    says: `standardised images: times ${STANDARD.deviation} and plus ${STANDARD.mean} they are near the right ones`,
    hint: 'What is the smallest pixel of your reconstruction, and of the image?',
  },
  { ...INVERTED, says: 'dark digits on a bright ground: 1 minus them is near the right ones' },
  {
    id: 'before-sigmoid',
    says: 'the sums before the last sigmoid: their sigmoid is near the right images',
    hint: 'Which function does your loss apply to the output of the network?',
    back: (pixel) => 1 / (1 + Math.exp(-pixel)),
  },
]

/** What reconstructions that are far from their images are instead, as far as they show it by themselves. */
export function slipOfReconstruction(images: Pixels): Finding | undefined {
  const original = test2k().images
  const missed = meanSquaredError(images, original)
  const turned = once(original, 'transposed', () => transposedImages(original))
  const causes = bestOf([
    { slip: TRANSPOSED, left: meanSquaredError(images, turned) },
    ...WRITTEN.map((slip) => ({ slip, left: meanSquaredError(images, original, slip.back) })),
  ]).filter(({ left }) => left < MEAN_IMAGE_ERROR && left < 0.8 * missed)
  if (causes.length > 0) return together(causes.map(({ slip }) => slip))
  if (missed > 1.15 * MEAN_IMAGE_ERROR && nearestOther(images, original) < 0.7 * MEAN_IMAGE_ERROR) return together([OTHER_ORDER])
  return undefined
}

/** Slips that leave as little as the best one, as a share of what it leaves: all are named. */
const TIED = 0.02

interface Tried {
  readonly slip: Slip
  /** The error to the images once the slip is undone. */
  readonly left: number
}

function bestOf(tried: readonly Tried[]): readonly Tried[] {
  const least = Math.min(...tried.map(({ left }) => left))
  return tried.filter(({ left }) => left <= (1 + TIED) * least)
}

/** The same picture whatever the code. */
export function slipOfConstant(images: Pixels): Finding | undefined {
  return spread(images) < SAME_PICTURE ? together([CONSTANT]) : undefined
}

/** Which other form of the images the network was made for, tried on a few of them. */
export async function slipOfInput(ask: Asker, context: CheckContext): Promise<Finding | undefined> {
  const few = test2k().images.subarray(0, TRIED * PIXELS)
  const tried: Tried[] = []
  for (const { id, says, hint, form, back } of [BYTES, STANDARDISED, INVERTED]) {
    const left = meanSquaredError(await roundTrip(ask, context, id, () => few.map(form)), few, back)
    tried.push({ slip: { id, hint, says: `the output of a network that is made for ${says}: with such images it reconstructs` }, left })
  }
  const causes = bestOf(tried).filter(({ left }) => left < 0.9 * MEAN_IMAGE_ERROR)
  return causes.length === 0 ? undefined : together(causes.map(({ slip }) => slip))
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

const TRANSPOSED: Slip = {
  id: 'images-transposed',
  says: 'the images with rows and columns swapped',
  hint: 'Show the first reconstruction beside its image. Is the 7 upright?',
}
const CONSTANT: Slip = {
  id: 'constant',
  says: 'the same picture for every image',
  hint: 'Do the codes of two images differ, and does the decoder see the difference?',
}
const OTHER_ORDER: Slip = {
  id: 'other-order',
  says: 'reconstructions of other images: each is near one, but not the one it was asked for',
  hint: 'Are your codes in the order of the images you were given?',
}

function together(slips: readonly Slip[]): Finding {
  return error({ code: 'known-mistake', label: 'decode(encode(x))', ...namedTogether(slips) }, slips[0]?.hint)
}
