import type { Args, CheckContext, Finding } from 'assay'
import { type Asker, error, meanSquaredError, once, outside } from 'assay/checks'
import { type Between, imagesBetween, notBetween, progress, progressCredit } from '../../quality/between.ts'
import { imageBatch } from '../../quality/image-batch.ts'
import { test2k } from '../../quality/mnist/mnist.ts'
import { type VariedImages, variedImages } from '../../quality/mnist/varied-images.ts'
import { movedCodes } from '../../quality/moved-codes.ts'
import type { Codes } from '../../quality/read-answer.ts'
import { retained, retainedCredit, varianceOf } from '../../quality/retained.ts'
import { codesOf, decoded, type RoundTrip } from './round-trip.ts'

const COUNT = 400
export const PAIRS = 200

/** Images of the run's own, made of the test images, with the error of their mean image. */
export interface Varied extends VariedImages {
  readonly args: Args
  readonly meanImage: number
}

export function variedOf(context: CheckContext): Varied {
  return context.memo('varied images', () => {
    const made = variedImages(test2k(), COUNT, context.seed)
    return { ...made, args: [imageBatch(made.images)], meanImage: varianceOf(made.images) }
  })
}

/** Images between two of the 2000 test images each, other pairs in every run. */
export function betweenOf(context: CheckContext): Between & { readonly args: Args } {
  return context.memo('images between', () => {
    const made = imagesBetween(test2k(), PAIRS, context.seed)
    return { ...made, args: [imageBatch(made.images)] }
  })
}

/** Codes of images that nobody has, as they are and moved a little, and the error of what is decoded from the moved ones. */
export interface VariedTrip {
  readonly codes: Codes
  readonly error: number
  readonly meanImage: number
}

/** @throws Unusable */
export async function variedTrip(ask: Asker, context: CheckContext): Promise<VariedTrip> {
  const varied = variedOf(context)
  const codes = await codesOf(ask, varied.args)
  const images = await decoded(ask, codes, 'moved', (own) => movedCodes(own, context.seed))
  return { codes, error: once(images, 'error', () => meanSquaredError(images, varied.images)), meanImage: varied.meanImage }
}

export interface Kept {
  /** Share of the points that is left. */
  readonly credit: number
  readonly findings: readonly Finding[]
}

/**
 * How much of what the network explains of the published images it explains of those that nobody has.
 *
 * @throws Unusable
 */
export async function keptOf(ask: Asker, context: CheckContext, known: RoundTrip): Promise<Kept> {
  const trip = await variedTrip(ask, context)
  const before = { error: known.error, meanImage: once(test2k(), 'variance', () => varianceOf(test2k().images)) }
  const share = retained(before, trip)
  const ofVaried = retainedCredit(share)
  const between: Kept = ofVaried > 0 ? await followed(ask, context, known) : { credit: 0, findings: [] }
  if (ofVaried >= 1) return between
  const credit = ofVaried * between.credit
  const short = outside(
    `Of what is explained of the pixels of the 2000 test images, the share that is explained of ${COUNT} images in no published set`,
    share,
    0.6,
    1,
    'What does your encoder do with an image that it was never shown, and your decoder with a code that it never saw?',
  )
  const asTheyAre = meanSquaredError(await decoded(ask, trip.codes), variedOf(context).images)
  if (retainedCredit(retained(before, { ...trip, error: asTheyAre })) >= 1)
    return { credit, findings: [...between.findings, lastDigits(asTheyAre, trip), short] }
  if (ofVaried > 0) return { credit, findings: [...between.findings, short] }
  return { credit, findings: [publishedOnly(known.error, trip), short] }
}

/** What stays the picture of one stored image until it is that of another explains images close to the stored ones, and none between. */
async function followed(ask: Asker, context: CheckContext, known: RoundTrip): Promise<Kept> {
  const pairs = betweenOf(context)
  const images = await decoded(ask, await codesOf(ask, pairs.args))
  const share = progress(known.images, images, pairs)
  return { credit: progressCredit(share), findings: notBetween('decode(encode(x))', share, PAIRS) }
}

function lastDigits(before: number, { error: after }: VariedTrip): Finding {
  const says = `images for exactly these codes only: the mean squared error per pixel goes from ${figure(before)} to ${figure(after)} when the codes are rounded to single precision and moved by up to 2 % of their spread, which decoders of trained networks hardly notice`
  const hint = 'What do two codes that are almost equal stand for?'
  return error({ code: 'known-mistake', label: 'aeDecode', mistake: 'exact-codes-only', says }, hint)
}

function publishedOnly(before: number, { error: after, meanImage }: VariedTrip): Finding {
  const says = `reconstructions of published images: the mean squared error per pixel goes from ${figure(before)} on the 2000 test images to ${figure(after)} on ${COUNT} of them slightly turned, sheared, scaled and moved, of which the mean image has ${figure(meanImage)}`
  return error({ code: 'known-mistake', label: 'decode(encode(x))', mistake: 'published-images-only', says })
}

function figure(value: number): string {
  return `${Number(value.toPrecision(3))}`
}
