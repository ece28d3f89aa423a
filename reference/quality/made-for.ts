import type { Args, Value } from 'assay'
import { type Asker, askThrough, meanSquaredError, once } from 'assay/checks'
import type { Tensor } from 'assay/math'
import { imageBatch, PIXELS, transposedImages } from './image-batch.ts'
import { MEAN_IMAGE_ERROR } from './pca-error.ts'
import { BYTES, INVERTED, STANDARDISED } from './pixel-forms.ts'
import { numbersOf } from './read-answer.ts'

type Pictures = ArrayLike<number>

/** Another form of its images, and of the pictures it makes of them, that a network was made for. */
export interface MadeFor {
  readonly id: string
  /** Completes "a network that is made for …". */
  readonly says: string
  readonly hint: string
  readonly form: (images: Float32Array) => Float32Array
  readonly undo: (pictures: Pictures) => Float32Array
}

const SWAPPED = (pictures: Pictures): Float32Array => transposedImages(Float32Array.from(pictures))

const SWAPPED_IMAGES = {
  id: 'images-transposed',
  says: 'transposed images (rows and columns swapped)',
  hint: 'Show the first image as your network sees it. Is the 7 upright?',
}

/** What a network puts out may be right, or in the form of its images. */
const AS_IT_IS = (pictures: Pictures): Float32Array => Float32Array.from(pictures)

const FORMS: readonly MadeFor[] = [
  { ...SWAPPED_IMAGES, form: SWAPPED, undo: AS_IT_IS },
  { ...SWAPPED_IMAGES, form: SWAPPED, undo: SWAPPED },
  ...[BYTES, STANDARDISED, INVERTED].flatMap(({ id, says, hint, form, back }): readonly MadeFor[] => {
    const one = { id, says, hint, form: (images: Float32Array) => images.map(form) }
    return [
      { ...one, undo: AS_IT_IS },
      { ...one, undo: (pictures) => Float32Array.from(pictures).map(back) },
    ]
  }),
]

/**
 * The form in which a few images come back clearly nearer than the mean image is, with their error.
 *
 * @param given - the images that go in, @param target - what should come out.
 * @param trip - what a network makes of images; `name` is theirs for the whole class.
 */
export async function madeFor(
  given: Float32Array,
  target: Float32Array,
  trip: (name: string, images: () => Float32Array) => Promise<Pictures>,
): Promise<(MadeFor & { readonly error: number }) | undefined> {
  const tried: (MadeFor & { readonly error: number })[] = []
  for (const one of FORMS) {
    const pictures = await trip(`made for ${one.id}`, () => one.form(given))
    tried.push({ ...one, error: meanSquaredError(one.undo(pictures), target) })
  }
  const [best] = tried.toSorted((a, b) => a.error - b.error)
  return best !== undefined && best.error < 0.9 * MEAN_IMAGE_ERROR ? best : undefined
}

interface Turned {
  /** Tells what is made of an answer from what else is. */
  readonly id: string
  readonly form?: (images: Float32Array) => Float32Array
  readonly undo: (pictures: Pictures) => Float32Array
}

/** The images of a call in another form, one object for each call. */
export function inForm({ id, form }: { readonly id: string; readonly form: (images: Float32Array) => Float32Array }, args: Args): Args {
  return once(args, `in form: ${id}`, () => [imageBatch(form((args[0] as Tensor).data as Float32Array))])
}

/** Gives images to the function `into` in the form that it was made for, and turns the pictures that come `out` of another round. */
export function askTurned(ask: Asker, { into, out }: { into?: string; out: string }, { id, form, undo }: Turned): Asker {
  const undone = (value: Value): Value =>
    once(value, `undone: ${id}`, () => {
      const { data } = numbersOf(`the images of ${out}`, value, 'images [N, 28, 28]')
      return data.length % PIXELS === 0 ? imageBatch(undo(data)) : value
    })
  return askThrough(ask, {
    args: (entry, args) => (entry === into && form !== undefined ? inForm({ id, form }, args) : args),
    answer: (entry, value) => (entry === out ? undone(value) : value),
  })
}
