import { once } from '../../../checks/index.ts'
import { test2k } from '../../../checks/mnist/mnist.ts'
import { PIXELS, transposedImages } from '../../../checks/model/image-batch.ts'
import type { MadeFor } from '../../../checks/model/made-for.ts'
import { MEAN_IMAGE_ERROR } from '../../../checks/model/pca-error.ts'
import { BYTES, INVERTED, STANDARD, STANDARDISED } from '../../../checks/model/pixel-forms.ts'
import { meanSquaredError } from '../../../checks/model/squared-error.ts'
import { namedTogether } from '../../../checks/named-together.ts'
import { error } from '../../../checks/outcome.ts'
import type { Finding } from '../../../grading/model/finding.ts'

type Pixels = ArrayLike<number>

interface Slip {
  readonly id: string
  /** Completes "this equals …". */
  readonly says: string
  readonly hint: string
}

/** Of the images themselves it is .064; of a decoder that hardly moves far below this. */
const SAME_PICTURE = 1e-4

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
  { ...INVERTED, says: 'inverted images: dark digits on a bright background: 1 minus them is near the right ones' },
  {
    id: 'before-sigmoid',
    says: 'the sums before the last sigmoid: their sigmoid is near the right images',
    hint: 'Which function does your loss apply to the output of the network?',
    back: (pixel) => 1 / (1 + Math.exp(-pixel)),
  },
]

/** Reconstructions that are near their images once they are written otherwise. */
export interface WrittenOtherwise {
  readonly finding: Finding
  /** To pixels from 0 to 1, upright. */
  readonly undo: (images: Pixels) => Float32Array
}

/** The other form of reconstructions that are far from their images, as far as they show it by themselves. */
export function formOfReconstruction(images: Pixels): WrittenOtherwise | undefined {
  const original = test2k().images
  const missed = meanSquaredError(images, original)
  const turned = once(original, 'transposed', () => transposedImages(original))
  const causes = bestOf([
    {
      slip: { ...TRANSPOSED, undo: (pixels: Pixels) => transposedImages(Float32Array.from(pixels)) },
      left: meanSquaredError(images, turned),
    },
    ...WRITTEN.map((slip) => ({
      slip: { ...slip, undo: (pixels: Pixels) => Float32Array.from(pixels, slip.back) },
      left: meanSquaredError(images, original, slip.back),
    })),
  ]).filter(({ left }) => left < MEAN_IMAGE_ERROR && left < 0.8 * missed)
  const [best] = causes.toSorted((a, b) => a.left - b.left)
  return best === undefined ? undefined : { finding: together(causes.map(({ slip }) => slip)), undo: best.slip.undo }
}

/** Reconstructions of other images than were asked for. */
export function slipOfOrder(images: Pixels): Finding | undefined {
  const original = test2k().images
  const isFar = meanSquaredError(images, original) > 1.15 * MEAN_IMAGE_ERROR
  return isFar && nearestOther(images, original) < 0.7 * MEAN_IMAGE_ERROR ? together([OTHER_ORDER]) : undefined
}

/** Slips that leave as little as the best one, as a share of what it leaves: all are named. */
const TIED = 0.02

interface Tried {
  readonly slip: Slip & { readonly undo: (images: Pixels) => Float32Array }
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

export function ofNetworkFor({ id, says, hint }: MadeFor): Finding {
  return together([{ id, hint, says: `the output of a network that is made for ${says}: with such images it reconstructs` }])
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
