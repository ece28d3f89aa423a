import type { Finding } from 'assay'
import { error, meanSquaredError, namedTogether, once } from 'assay/checks'
import { transposedImages } from './image-batch.ts'
import { MEAN_IMAGE_ERROR } from './pca-error.ts'
import { BYTES, INVERTED, STANDARD, STANDARDISED } from './pixel-forms.ts'

type Pictures = ArrayLike<number>

/** Pictures that are near what they should show once they are written otherwise. */
export interface WrittenOtherwise {
  /** Names the mistake. */
  readonly finding: Finding
  /** Mean squared error per pixel once it is undone. */
  readonly error: number
  /** To pixels from 0 to 1, upright. */
  readonly undo: (pictures: Pictures) => Float32Array
}

interface Written {
  readonly id: string
  /** Completes "this equals …". */
  readonly says: string
  readonly hint: string
  /** Of each pixel; without it, rows and columns are swapped. */
  readonly back?: (written: number) => number
}

/** Other ways to write a picture. */
const WAYS: readonly Written[] = [
  {
    id: 'images-transposed',
    says: 'the images with rows and columns swapped',
    hint: 'Show the first output beside its image. Is the 7 upright?',
  },
  {
    id: BYTES.id,
    says: 'images with pixels from 0 to 255: divided by 255 they match the expected images',
    hint: 'What is the largest pixel of your output, and of the image?',
    back: BYTES.back,
  },
  {
    id: STANDARDISED.id,
    says: `standardised images: times ${STANDARD.deviation} and plus ${STANDARD.mean} they match the expected images`,
    hint: 'What is the smallest pixel of your output, and of the image?',
    back: STANDARDISED.back,
  },
  {
    id: INVERTED.id,
    says: 'inverted images: dark digits on a bright background: 1 minus them matches the expected images',
    hint: INVERTED.hint,
    back: INVERTED.back,
  },
  {
    id: 'before-sigmoid',
    says: 'the logits: the final sigmoid is missing',
    hint: 'Which function does your loss apply to the output of the network?',
    back: (pixel) => 1 / (1 + Math.exp(-pixel)),
  },
]

/** What is undone must take a fifth of the error away. */
export const CLEARLY_LESS = 0.8
/** Ways that leave as little as the best one, as a share of what it leaves: all are named. */
const TIED = 0.02

/**
 * The other form of pictures that are far from what they should show, as far as they show it by themselves.
 *
 * @param label - what the pictures are.
 * @param target - what they should show, pixels from 0 to 1.
 */
export function writtenOtherwise(label: string, pictures: Pictures, target: Float32Array): WrittenOtherwise | undefined {
  return once(pictures, 'written otherwise', () => {
    const missed = meanSquaredError(pictures, target)
    const turned = once(target, 'transposed', () => transposedImages(target))
    const tried = WAYS.map((way) => ({
      way,
      left: way.back === undefined ? meanSquaredError(pictures, turned) : meanSquaredError(pictures, target, way.back),
    }))
    const least = Math.min(...tried.map(({ left }) => left))
    if (!(least < MEAN_IMAGE_ERROR && least < CLEARLY_LESS * missed)) return undefined
    const best = tried.filter(({ left }) => left <= (1 + TIED) * least).map(({ way }) => way)
    const { way } = tried.find(({ left }) => left === least) as (typeof tried)[number]
    return {
      finding: error({ code: 'known-mistake', label, ...namedTogether(best) }, way.hint),
      error: least,
      undo: (written) => undone(way, written),
    }
  })
}

function undone({ back }: Written, pictures: Pictures): Float32Array {
  const copy = Float32Array.from(pictures)
  return back === undefined ? transposedImages(copy) : copy.map(back)
}
