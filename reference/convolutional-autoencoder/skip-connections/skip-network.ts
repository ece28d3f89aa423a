import type { Check, CheckContext, Finding, Outcome } from 'assay'
import {
  type Asker,
  accepted,
  byCredit,
  COMPARED,
  error,
  inEitherForm,
  meanSquaredError,
  measured,
  modelQuality,
  once,
  outside,
  usable,
} from 'assay/checks'
import type { Tensor, TensorData } from 'assay/math'
import { MEAN_IMAGE_ERROR } from '../../quality/pca-error.ts'
import { told } from '../pictures.ts'
import { holdsImages, otherOrders } from '../rows.ts'
import { creditOf, FULL, HALF } from './credit.ts'
import { drawSkip } from './draw.ts'
import { formOfSkip } from './form.ts'
import { encoded, exchanged, exchangedSkips, meanError, type SkipCoded, skipDecoded, skipEncoded, skipParts } from './measure.ts'
import { skipEncodeFirst, skipErrorOfVaried } from './varied.ts'

const LABEL = 'the reconstruction of the autoencoder with skips'
const OTHER_ORDER_CREDIT = 0.5
const FOREIGN_CREDIT = 0.75
/** A foreign code made the error 80 to 200 times as large. */
const CLEARLY_LESS = 1 / 4

export const skipReconstruction: Check = modelQuality({
  id: 'skip-reconstruction',
  title: 'Decoding code and skips gives the image back almost exactly',
  points: 0.85,
  entries: ['cae_skip_encode', 'cae_skip_decode'],
  pictures: drawSkip,
  hint: 'What could your network do at best if the first skip were the image itself?',
  judge: inEitherForm(judgeReconstruction, formOfSkip, COMPARED),
})

async function judgeReconstruction(ask: Asker, context: CheckContext): Promise<Outcome> {
  await skipEncodeFirst(ask, context)
  const codes: SkipCoded[] = []
  for (const part of skipParts(context)) codes.push(await skipEncoded(ask, part))
  const mse = await meanError(codes, ({ tensor, skips, part }) => skipDecoded(ask, tensor, skips, part.count))
  const first = codes[0] as SkipCoded
  const { tensor, skips, part } = first
  const own = await skipDecoded(ask, tensor, skips, part.count)
  const ownError = meanSquaredError(own, part.images)
  const varied = await skipErrorOfVaried(ask, context)
  const notes = [await ablation(ask, first, ownError, mse), ...ofTheImage(first)]
  // A network that does what is asked may have any code.
  const foreign = creditOf(mse) < 1 ? await usable(() => foreignCode(ask, first, ownError)) : undefined
  if (foreign !== undefined) {
    const finding = named(foreign.mistake, foreign.says, 'Whose encoder produced the code in this line?')
    return byCredit(Math.max(FOREIGN_CREDIT * creditOf(Math.min(foreign.mse, mse)), mse <= HALF ? 0.25 : 0), [finding, ...notes])
  }
  const credit = Math.min(creditOf(mse), creditOf(varied / AS_WELL))
  if (credit < creditOf(mse)) return byCredit(credit, [...fallen(mse, varied), ...notes])
  if (credit >= 1) return accepted(notes)
  const short = byCredit(credit, [outside('The mean squared error per pixel of the reconstructions', mse, 0, FULL), ...notes])
  // It is named where it is proved: by what is earned in that form.
  if ((await usable(() => formOfSkip(ask, context))) !== undefined) return short
  const inOrder = await usable(() => errorInAnotherOrder(ask, first))
  if (inOrder !== undefined && inOrder < CLEARLY_LESS * ownError) {
    const says = `what comes of skips in another order than the decoder reads them: in that order the error is ${told(inOrder)}, in yours ${told(ownError)}`
    const finding = named('skips-exchanged', says, 'Which skip belongs to which layer of the decoder?')
    return byCredit(Math.max(credit, OTHER_ORDER_CREDIT * creditOf(inOrder)), [finding, ...notes])
  }
  return short
}

/** Least error with the list of skips reversed or two neighbours in it exchanged; `undefined` where there is no list of several. */
async function errorInAnotherOrder(ask: Asker, { tensor, skips, part }: SkipCoded): Promise<number | undefined> {
  const errors: number[] = []
  for (const order of otherOrders(skips, part.count)) {
    const pictures = await usable(() => skipDecoded(ask, tensor, order, part.count))
    if (pictures !== undefined) errors.push(meanSquaredError(pictures, part.images))
  }
  return errors.length === 0 ? undefined : Math.min(...errors)
}

/** On images that nobody has the error of the networks measured is smaller: they have less ink. */
const AS_WELL = 1.15

function fallen(mse: number, varied: number): readonly Finding[] {
  const says = `reconstructions of published images: the error goes from ${told(mse)} on 250 test images to ${told(varied)} on test images slightly turned, sheared, scaled and moved`
  const short = outside('The mean squared error per pixel on images in no published set', varied, 0, AS_WELL * FULL)
  return varied > CLEARLY_MORE * mse
    ? [named('published-images-only', says, 'What does your encoder do with an image that it was never shown?'), short]
    : [short]
}

const CLEARLY_MORE = 4

/** A skip that is the image itself, whatever else is handed over: a statement of fact, without points. */
function ofTheImage({ skips, part }: SkipCoded): readonly Finding[] {
  return holdsImages(skips, part.images)
    ? [
        measured(
          'One of the skips holds the image itself, number for number: a decoder that returns it needs neither the code nor the other skips. A skip is meant to be a feature map of the encoder.',
        ),
      ]
    : []
}

function named(mistake: string, says: string, hint: string): Finding {
  return error({ code: 'known-mistake', label: LABEL, mistake, says }, hint)
}

/** Where the picture comes from: a statement of fact, without points. */
async function ablation(ask: Asker, coded: SkipCoded, own: number, mse: number): Promise<Finding> {
  const { tensor, skips, part } = coded
  const error = async (pictures: Promise<ArrayLike<number>>): Promise<number> => meanSquaredError(await pictures, part.images)
  const code = await error(skipDecoded(ask, exchanged(tensor), skips, part.count))
  const others = await error(skipDecoded(ask, tensor, exchangedSkips(coded), part.count))
  return measured(
    `The mean squared error per pixel of 250 reconstructions is ${told(mse)}. Of the first 50 it goes from ${told(own)} to ${told(code)} with the code of the next image and to ${told(others)} with its skips.${mse > HALF ? '' : reading(code - own, others - own)}`,
  )
}

function reading(lostByCode: number, lostBySkips: number): string {
  const much = 0.1 * MEAN_IMAGE_ERROR
  const little = 0.01 * MEAN_IMAGE_ERROR
  if (lostByCode < little && lostBySkips >= much)
    return ' So the image passes through the skips and the code carries next to nothing of it: the network copies. That is no fault on clean images, but its small error is no sign of learning, and its code shows no classes.'
  if (lostBySkips < little && lostByCode >= much) return ' So the image passes through the code; the skips are not used.'
  if (lostByCode < little && lostBySkips < little) return ' So the image depends on neither.'
  return ' So the image needs both.'
}

/** For each image the mean of all codes. */
function averaged(codes: Tensor): Tensor {
  return once(codes, 'averaged', () => {
    const width = codes.data.length / (codes.shape[0] as number)
    const means = new Float64Array(width)
    for (const [i, value] of codes.data.entries())
      means[i % width] = (means[i % width] as number) + (value as number) / (codes.shape[0] as number)
    const data = codes.data.slice() as TensorData
    return { ...codes, data: data.map((_, i) => means[i % width] as number) as TensorData }
  })
}

interface Foreign {
  readonly mistake: 'foreign-code' | 'code-of-the-other-model'
  readonly says: string
  readonly mse: number
}

/**
 * Whether the code is the other model's, or the decoder wants the other model's: it does clearly better with another code. Two networks may share
 * an encoder, so equal codes are no fault as such; there the code that all images have on average stands for the one that was not handed over.
 * @throws Unusable
 */
async function foreignCode(ask: Asker, coded: SkipCoded, own: number): Promise<Foreign | undefined> {
  const { tensor, width, skips, part } = coded
  const other = await encoded(ask, part)
  if (other.width !== width) return undefined
  const isShared = meanSquaredError(other.tensor.data, tensor.data) === 0
  const tried = isShared ? averaged(tensor) : other.tensor
  const mse = meanSquaredError(await skipDecoded(ask, tried, skips, part.count), part.images)
  if (!(mse < CLEARLY_LESS * own)) return undefined
  if (isShared) {
    const says = `what a decoder makes of the code of the other model: cae_skip_encode and cae_encode give the same code, with which the error is ${told(own)}; with the mean of these codes for every image it is ${told(mse)}`
    return { mistake: 'code-of-the-other-model', says, mse }
  }
  const says = `what comes of a code that is not its own: given the code of cae_encode, cae_skip_decode has the error ${told(mse)}, given that of cae_skip_encode ${told(own)}`
  return { mistake: 'foreign-code', says, mse }
}
