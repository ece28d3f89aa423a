import type { CheckContext, Finding, Outcome } from 'assay'
import {
  type Asker,
  byCredit,
  forPerson,
  linearCredit,
  meanSquaredError,
  measured,
  neighbourAccuracy,
  neighbourAccuracyOf,
  note,
  outside,
} from 'assay/checks'
import { createRandom, type TensorData } from 'assay/math'
import { notBetween, progress, progressCredit } from '../../quality/between.ts'
import { spreadRows } from '../../quality/image-batch.ts'
import { test2k } from '../../quality/mnist/mnist.ts'
import { leastPlausibleError, MEAN_IMAGE_ERROR, pcaError } from '../../quality/pca-error.ts'
import { type Codes, reorderedRows } from '../../quality/read-answer.ts'
import { formOf } from './form.ts'
import { AGAIN_STEP, againArgs, knownTrip } from './known-trip.ts'
import { codesOf, codesOf2k, decoded } from './round-trip.ts'
import { slipOfConstant, slipOfOrder } from './slips.ts'
import { betweenOf, keptOf, PAIRS, variedOf, variedTrip } from './varied.ts'

/** Every network measured reaches this much of the error of principal components after one to three epochs. */
const OF_PCA = 0.95
const WIDEST = 128
/** Shuffled labels reach .101 ± .008, the worst honest plot .2125. */
const ALIGNED = 0.16
const BY_CHANCE = 0.1
/** Of what the plot has beyond chance, images that nobody has keep 70 % and more in the plots of networks. */
const ALIGNED_AS_WELL = 0.4
/** One point of the plot for all of them keeps up to 17 %, where a digit happens to be common among them. */
const NOT_ALIGNED = 0.2
/** In a plane, networks reach .67 and principal components .41. */
const PLANE = 0.35
/** A network that earns more has no images of another form. */
const HALF = 0.5
/** Per pixel: rounding makes about 1e-12, dropout more than 1e-3. */
const SAME = 1e-5
/** Share of zeros of a code that is nowhere negative. */
const MANY_ZEROS = 0.05

export async function judgeReconstruction(ask: Asker, context: CheckContext): Promise<Outcome> {
  const trip = await knownTrip(ask, context)
  const { codes, images, error: missed } = trip
  const pca = pcaError(codes.width)
  const notes = [
    measured(
      `With a code of ${codes.width} components the mean squared error per pixel is ${figure(missed)}; as many principal components reach ${figure(pca)}, the mean image ${figure(MEAN_IMAGE_ERROR)}.`,
    ),
    ...notesOf(codes),
  ]
  const kept = missed < MEAN_IMAGE_ERROR ? await keptOf(ask, context, trip) : { credit: 1, findings: [] }
  if (kept.credit < 1) {
    const credit = kept.credit * linearCredit(missed, OF_PCA * pca, MEAN_IMAGE_ERROR)
    return byCredit(credit, [...(slipOfConstant(images) === undefined ? kept.findings : [slipOfConstant(images) as Finding]), ...notes])
  }
  if (missed < leastPlausibleError(codes.width)) {
    return forPerson(
      `The error is only ${figure(missed)}, less than networks with a code of ${codes.width} components reach: does the code carry the images?`,
      notes,
    )
  }
  const credit = linearCredit(missed, OF_PCA * pca, MEAN_IMAGE_ERROR)
  if (credit >= 1) return byCredit(1, notes)
  const slip = credit > HALF ? undefined : (slipOfConstant(images) ?? (await formOf(ask, context))?.finding ?? slipOfOrder(images))
  return byCredit(credit, [...(slip === undefined ? [] : [slip]), tooFar(missed, OF_PCA * pca, hintFor(missed, pca)), ...notes])
}

function notesOf({ tensor, width }: Codes): Finding[] {
  const wide = width > WIDEST ? [measured(`A code of ${width} components is graded as one of ${WIDEST}.`)] : []
  const says = 'No number of the code is negative and many are 0: a ReLU stands at its end, and the plot fills one quadrant.'
  return zerosOfRelu(tensor.data) > MANY_ZEROS ? [...wide, note({ code: 'remark', says })] : wide
}

/** Share of zeros among numbers of which none is negative; 0 otherwise. */
function zerosOfRelu(codes: TensorData): number {
  let zeros = 0
  for (const value of codes) {
    if (value < 0) return 0
    if (value === 0) zeros++
  }
  return zeros / codes.length
}

function hintFor(missed: number, pca: number): string {
  if (missed >= MEAN_IMAGE_ERROR) return 'What error do you get for always answering the mean image? You should be below it.'
  if (missed >= pca) return 'And which error has PCA with as many components as your code has numbers?'
  return 'Has the loss levelled off, or is it still falling when you stop?'
}

/** A decoder that uses the code makes other images of other codes: asked with images that nobody has. */
export async function judgeCodeUsed(ask: Asker, context: CheckContext): Promise<Outcome> {
  const known = await knownTrip(ask, context)
  if (known.error >= MEAN_IMAGE_ERROR) return byCredit(0, [tooFar(known.error, MEAN_IMAGE_ERROR)])
  const same = slipOfConstant(known.images)
  if (same !== undefined) return byCredit(0, [same])
  const { codes, error: missed, meanImage } = await variedTrip(ask, context)
  const kept = await keptOf(ask, context, known)
  if (missed >= meanImage) return byCredit(0, kept.findings)
  const { images, labels } = variedOf(context)
  const order = context.memo('order', () =>
    displaced(createRandom(context.seed, 'codes').shuffle(Array.from({ length: labels.length }, (_, i) => i))),
  )
  const others = await decoded(ask, codes, 'of other images', ({ tensor }) => reorderedRows(tensor, order))
  const shuffled = meanSquaredError(others, images)
  if (shuffled > meanImage) return byCredit(kept.credit, kept.findings)
  const statistic = 'The mean squared error per pixel after the codes of all images are shuffled'
  const finding = outside(statistic, shuffled, meanImage, 1, 'Shuffle the codes of your images and decode them: what do you see?')
  return byCredit(0, [finding])
}

/** A permutation in which none stays in its place. */
function displaced(order: readonly number[]): number[] {
  const moved = new Array<number>(order.length)
  for (const [i, from] of order.entries()) moved[from] = order[(i + 1) % order.length] as number
  return moved
}

/** Images of one digit lie together in the plot of the first two components of the code. */
export async function judgeLabels(ask: Asker, context: CheckContext): Promise<Outcome> {
  const known = await codesOf2k(ask, context)
  const { width } = known
  const columns = Math.min(2, width)
  const plotted = firstOf(known, columns)
  const share = neighbourAccuracy(plotted, columns, test2k().labels)
  const line = width <= 2 ? PLANE : ALIGNED
  const reached = measured(
    `In the plot of the first two numbers ${(100 * share).toFixed(1)} % of the images have the digit of most of their five neighbours.`,
  )
  const credit = share >= line ? 1 : share >= ALIGNED ? 0.5 : 0
  const statistic = 'The share of images with the digit of most of their five neighbours in the plot'
  if (credit === 0) return byCredit(0, [outside(statistic, share, line, 1, 'Do the labels belong to the same order of images?')])
  const short = credit < 1 ? [outside(statistic, share, line, 1, 'Do the labels belong to the same order of images?')] : [reached]
  const varied = variedOf(context)
  const codes = await codesOf(ask, varied.args)
  // Codes of another width for other images are no points of that plot.
  const others =
    codes.width === width ? neighbourAccuracyOf(firstOf(codes, columns), varied.labels, plotted, columns, test2k().labels) : BY_CHANCE
  const left = (others - BY_CHANCE) / (share - BY_CHANCE)
  if (left >= ALIGNED_AS_WELL) {
    const pairs = betweenOf(context)
    const between = await codesOf(ask, pairs.args)
    const way = between.width === width ? progress(plotted, firstOf(between, columns), pairs) : 0
    return byCredit(credit * progressCredit(way), [...notBetween('aeEncode', way, PAIRS), ...short])
  }
  const among = `The share of ${varied.labels.length} images in no published set with the digit of most of their five neighbours among the plotted ones`
  const finding = outside(
    among,
    others,
    BY_CHANCE + ALIGNED_AS_WELL * (share - BY_CHANCE),
    1,
    'Where in the plot does an image lie that was never shown?',
  )
  return byCredit(credit * linearCredit(1 - left, 1 - ALIGNED_AS_WELL, 1 - NOT_ALIGNED), [finding, ...short])
}

function firstOf({ tensor, width }: Codes, columns: number): Float64Array {
  const count = tensor.data.length / width
  return Float64Array.from({ length: count * columns }, (_, i) => tensor.data[Math.floor(i / columns) * width + (i % columns)] as number)
}

/** Some of the images in a smaller batch and another order. */
export async function judgeAgain(ask: Asker, context: CheckContext): Promise<Outcome> {
  const { images, error: missed } = await knownTrip(ask, context)
  if (missed >= MEAN_IMAGE_ERROR) return byCredit(0, [tooFar(missed, MEAN_IMAGE_ERROR)])
  const again = await decoded(ask, await codesOf(ask, againArgs(context)))
  const apart = meanSquaredError(again, spreadRows(Float32Array.from(images), AGAIN_STEP))
  if (apart <= SAME) return byCredit(1, [])
  const statistic = 'The mean squared difference per pixel between the same images in a smaller batch and in reverse order'
  const finding = outside(
    statistic,
    apart,
    0,
    SAME,
    'Is dropout still active, does a batch change the statistics, or is the code drawn at random?',
  )
  return byCredit(0, [finding])
}

function tooFar(missed: number, high: number, hint?: string): Finding {
  return outside('The mean squared error per pixel of decode(encode(x)) on 2000 test images', missed, 0, high, hint)
}

function figure(value: number): string {
  return `${Number(value.toPrecision(3))}`
}
