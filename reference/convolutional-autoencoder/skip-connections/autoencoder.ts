import type { Check, CheckContext, Finding, Outcome } from 'assay'
import {
  type Asker,
  accepted,
  byCredit,
  COMPARED,
  error,
  forPerson,
  inEitherForm,
  linearCredit,
  meanSquaredError,
  measured,
  modelQuality,
  NOT_COMPARED,
  outside,
  usable,
  wrong,
} from 'assay/checks'
import { PIXELS } from '../../quality/image-batch.ts'
import { leastPlausibleError, MEAN_IMAGE_ERROR, pcaError } from '../../quality/pca-error.ts'
import { type Part, told } from '../pictures.ts'
import { drawCae } from './draw.ts'
import { formOfCae } from './form.ts'
import { type Coded, caeParts, decoded, encoded, exchanged, meanError, skipEncoded } from './measure.ts'
import { encodeFirst, followed, keptOf, variedTrip } from './varied.ts'

const LABEL = 'the reconstruction of the autoencoder without skips'
/** A code of k numbers at the level of k principal components, with a hundredth for rounding, is as good as is asked for. */
const ROUNDING = 1.01
/** No trained network comes this close; a copy does. */
const COPY = 1e-7
/** For a code that was given to the decoder of the other model. */
const FOREIGN_CREDIT = 0.75
const CLEARLY_MORE = 0.3

export function reconstructionCredit(mse: number, k: number): number {
  return linearCredit(mse, ROUNDING * pcaError(k), MEAN_IMAGE_ERROR)
}

export const caeReconstruction: Check = modelQuality({
  id: 'cae-reconstruction',
  title: 'Decoding the code gives the image back, at least as well as PCA with as many numbers',
  points: 0.85,
  entries: ['cae_encode', 'cae_decode'],
  pictures: drawCae,
  hint: 'What is the error of always answering the mean image, and of PCA with your k?',
  judge: inEitherForm(judgeReconstruction, formOfCae, COMPARED),
})

async function judgeReconstruction(ask: Asker, context: CheckContext): Promise<Outcome> {
  await encodeFirst(ask, context)
  const codes: Coded[] = []
  for (const part of caeParts(context)) codes.push(await encoded(ask, part))
  // Backwards, so that a decoder which remembers what was encoded last has the wrong images at hand.
  const mse = await meanError(codes.toReversed(), ({ tensor, part }) => decoded(ask, tensor, part.count))
  const { part, width } = codes[0] as Coded
  const table = measured(
    `The mean squared error per pixel of the reconstructions of 2000 test images is ${told(mse)} with a code of ${width}; PCA with as many numbers has ${told(pcaError(width))}, the mean image alone ${told(MEAN_IMAGE_ERROR)}.`,
  )
  if (width >= PIXELS && mse < COPY)
    return wrong([named('code-is-the-image', copied(width), 'How many numbers may a code have that is not just the image again?'), table])
  const kept = mse < MEAN_IMAGE_ERROR ? await keptOf(ask, context, mse) : { credit: 1, findings: [] }
  if (kept.credit < 1) return byCredit(kept.credit * reconstructionCredit(mse, width), [...kept.findings, table])
  if (mse < leastPlausibleError(width)) {
    return forPerson(`The error is only ${told(mse)}, less than networks with a code of ${width} reach: does the code carry the images?`, [
      table,
    ])
  }
  const credit = reconstructionCredit(mse, width)
  if (credit >= 1) return accepted([table])
  const short = byCredit(credit, [outside('The mean squared error per pixel of the reconstructions', mse, 0, pcaError(width)), table])
  // It is named where it is proved: by what is earned in that form.
  if ((await usable(() => formOfCae(ask, context))) !== undefined) return short
  const foreign = await usable(() => errorWithForeignCode(ask, part, width))
  if (foreign !== undefined && reconstructionCredit(foreign, width) > credit + CLEARLY_MORE) {
    const says = `what comes of a code that is not its own: given the code of cae_skip_encode, cae_decode has the error ${told(foreign)}, given that of cae_encode ${told(mse)}`
    const finding = named('foreign-code', says, 'Whose encoder produced the code in this line?')
    return byCredit(Math.max(credit, FOREIGN_CREDIT * reconstructionCredit(foreign, width)), [finding, table])
  }
  return short
}

function copied(width: number): string {
  return `the image itself: its code has ${width} numbers, as many as the image has pixels, and nothing is left for a network to learn`
}

function named(mistake: string, says: string, hint: string): Finding {
  return error({ code: 'known-mistake', label: LABEL, mistake, says }, hint)
}

/**
 * Of cae_decode with the other encoder's code; `undefined` where it has another width.
 * @throws Unusable
 */
async function errorWithForeignCode(ask: Asker, part: Part, width: number): Promise<number | undefined> {
  const other = await skipEncoded(ask, part)
  return other.width === width ? meanSquaredError(await decoded(ask, other.tensor, part.count), part.images) : undefined
}

/** A tenth of what the mean image has: nets measured lose 0.02 and more when their codes are exchanged. */
const LEAST_LOSS = 0.1 * MEAN_IMAGE_ERROR

export const caeCodeUsed: Check = modelQuality({
  id: 'cae-code-used',
  title: 'The reconstruction depends on the code',
  points: 0.5,
  entries: ['cae_encode', 'cae_decode'],
  hint: 'Exchange the codes of two images and decode: what changes?',
  judge: inEitherForm(judgeCodeUsed, formOfCae, NOT_COMPARED),
})

async function judgeCodeUsed(ask: Asker, context: CheckContext): Promise<Outcome> {
  await encodeFirst(ask, context)
  const { coded, error: own, meanImage } = await variedTrip(ask, context)
  const { tensor, part } = coded
  const others = meanSquaredError(await decoded(ask, exchanged(tensor), part.count), part.images)
  const table = measured(
    `With the code of the next image the error of ${part.count} reconstructions of images in no published set goes from ${told(own)} to ${told(others)}.`,
  )
  if (own >= meanImage)
    return wrong([outside(`The mean squared error per pixel on ${part.count} images in no published set`, own, 0, meanImage), table])
  if (others - own >= LEAST_LOSS) {
    const { credit, findings } = await followed(ask, context)
    return byCredit(credit, [...findings, table])
  }
  const label = 'the output of cae_decode'
  const says = `almost the same image whatever the code: the code of another image adds ${told(others - own)} to the error, where at least ${told(LEAST_LOSS)} is expected`
  return wrong([error({ code: 'known-mistake', label, mistake: 'code-unused', says }), table])
}
