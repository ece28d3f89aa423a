import type { CheckContext, Finding } from 'assay'
import { type Asker, error, meanSquaredError, once, outside } from 'assay/checks'
import { type Between, imagesBetween, notBetween, progress, progressCredit } from '../../quality/between.ts'
import { imageBatch } from '../../quality/image-batch.ts'
import { test2k } from '../../quality/mnist/mnist.ts'
import { movedCodes } from '../../quality/moved-codes.ts'
import { retained, retainedCredit, varianceOf } from '../../quality/retained.ts'
import type { Part } from '../pictures.ts'
import { told } from '../pictures.ts'
import { variedPart } from '../varied.ts'
import { type Coded, caeParts, decoded, encoded, skipDecoded, skipEncoded, skipParts, twice } from './measure.ts'

/** As many as one part of the network with skips. */
const WITH_SKIPS = 50

/** Pairs of images of the first part, whose pictures are known. */
const PAIRS = 200

/** Images between two published ones each, other pairs in every run. */
function betweenPart(context: CheckContext): Part & Between {
  return context.memo('images between', () => {
    const [{ images, count }] = caeParts(context) as readonly [Part]
    const made = imagesBetween({ images, labels: test2k().labels.subarray(0, count) }, PAIRS, context.seed)
    return { ...made, count: PAIRS, args: [imageBatch(made.images)] }
  })
}

/** Asks both encoders for all that is to be decoded; from then on a new process answers, which was never shown an image. */
export async function encodeFirst(ask: Asker, context: CheckContext): Promise<void> {
  const parts = [...caeParts(context), variedPart(context), betweenPart(context), ...twice(context)]
  const codes: Coded[] = []
  for (const part of parts) codes.push(await encoded(ask, part))
  await once((codes[0] as Coded).tensor, 'afresh', async () => ask.afresh?.('caeDecode'))
}

/** The same for the network with skips. @throws Unusable */
export async function skipEncodeFirst(ask: Asker, context: CheckContext): Promise<void> {
  const parts = [...skipParts(context), variedPart(context, WITH_SKIPS), ...twice(context)]
  const codes: Coded[] = []
  for (const part of parts) codes.push(await skipEncoded(ask, part))
  await once((codes[0] as Coded).tensor, 'afresh', async () => ask.afresh?.('caeSkipDecode'))
}

export interface VariedTrip {
  readonly coded: Coded
  readonly error: number
  readonly meanImage: number
}

/** Images that nobody has, decoded from codes that were moved a little. @throws Unusable */
export async function variedTrip(ask: Asker, context: CheckContext): Promise<VariedTrip> {
  const part = variedPart(context)
  const coded = await encoded(ask, part)
  const pictures = await decoded(ask, moved(coded, context), part.count)
  const meanImage = once(part, 'variance', () => varianceOf(part.images))
  return { coded, error: once(pictures, 'error', () => meanSquaredError(pictures, part.images)), meanImage }
}

function moved(coded: Coded, context: CheckContext) {
  return once(coded.tensor, 'moved', () => movedCodes(coded, context.seed))
}

export interface Kept {
  readonly credit: number
  readonly findings: readonly Finding[]
}

/**
 * How much of what the network without skips explains of the published images it explains of those that nobody has.
 *
 * @param known - mean squared error per pixel on the 2000 test images. @throws Unusable
 */
export async function keptOf(ask: Asker, context: CheckContext, known: number): Promise<Kept> {
  const trip = await variedTrip(ask, context)
  const { images, count } = trip.coded.part
  const before = { error: known, meanImage: once(test2k(), 'variance', () => varianceOf(test2k().images)) }
  const share = retained(before, trip)
  const ofVaried = retainedCredit(share)
  const between: Kept = ofVaried > 0 ? await followed(ask, context) : { credit: 0, findings: [] }
  const credit = ofVaried * between.credit
  if (ofVaried >= 1) return between
  const short = outside(
    `Of what is explained of the pixels of the 2000 test images, the share that is explained of ${count} images in no published set`,
    share,
    0.6,
    1,
  )
  const asTheyAre = meanSquaredError(await decoded(ask, trip.coded.tensor, count), images)
  const says =
    retainedCredit(retained(before, { ...trip, error: asTheyAre })) >= 1
      ? `images of exactly these codes only: the error goes from ${told(asTheyAre)} to ${told(trip.error)} when the codes are rounded to single precision and moved by up to 2 % of their spread, which decoders of trained networks hardly notice`
      : `reconstructions of published images: the error goes from ${told(known)} on the 2000 test images to ${told(trip.error)} on ${count} of them slightly turned, sheared, scaled and moved, of which the mean image has ${told(trip.meanImage)}`
  const mistake = says.startsWith('pictures') ? 'exact-codes-only' : 'published-images-only'
  const label = 'the reconstruction of the autoencoder without skips'
  return {
    credit,
    findings: [...between.findings, ...(ofVaried > 0 ? [] : [error({ code: 'known-mistake', label, mistake, says })]), short],
  }
}

/** What stays the picture of one stored image until it is that of another explains images close to the stored ones, and none between. @throws Unusable */
export async function followed(ask: Asker, context: CheckContext): Promise<Kept> {
  const pairs = betweenPart(context)
  const known = await encoded(ask, (caeParts(context) as readonly [Part])[0])
  const pictures = await decoded(ask, known.tensor, known.part.count)
  const answered = await decoded(ask, (await encoded(ask, pairs)).tensor, pairs.count)
  const share = progress(pictures, answered, pairs)
  return { credit: progressCredit(share), findings: notBetween('the reconstruction of the autoencoder without skips', share, PAIRS) }
}

/** Mean squared error per pixel of the network with skips on images that nobody has. @throws Unusable */
export async function skipErrorOfVaried(ask: Asker, context: CheckContext): Promise<number> {
  const part = variedPart(context, WITH_SKIPS)
  const coded = await skipEncoded(ask, part)
  const pictures = await skipDecoded(ask, moved(coded, context), coded.skips, part.count)
  return once(pictures, 'error', () => meanSquaredError(pictures, part.images))
}
