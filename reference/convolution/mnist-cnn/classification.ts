import type { CheckContext, Finding, Outcome } from 'assay'
import { type Asker, accuracy, byCredit, creditBetween, forPerson, measured, outside } from 'assay/checks'
import type { Tensor } from 'assay/math'
import { imageBatch, movedImages, reversedRows, spreadRows } from '../../quality/image-batch.ts'
import { MissingData, rows, test2k, test10k } from '../../quality/mnist/mnist.ts'
import { classesOf2k, shareOf } from './classes-of.ts'
import { percent, readClasses } from './read-classes.ts'
import { formOfImages, slipOfAnswers, slipOfConstant, slipOfRange } from './slips.ts'
import { FALL, fallOf } from './varied.ts'

/** The nearest class mean reaches .776, a linear model .892; networks of this kind .968 and more after five epochs. */
const NO_CREDIT = 0.78
const LINEAR = 0.892
const LINEAR_CREDIT = 0.4
const FULL = 0.96
const CREDIT = [
  [NO_CREDIT, 0],
  [LINEAR, LINEAR_CREDIT],
  [FULL, 1],
] as const
/** Single good networks stay below .995. */
const TOO_GOOD = 0.998
/** Honest networks are better on the later images, by .008 to .020. */
const OTHER_IMAGES_MARGIN = 0.02
/** Honest networks lose .002 to .035. */
const MOVED_MARGIN = 0.05
/** Of the test images, moved by a pixel. */
const MOVED = 1000
/** Every fourth image is asked again in another batch; of so many answers rounding may change one. */
const AGAIN_STEP = 4
const MAY_DIFFER = 1

/** Share of the points: none up to .78, .4 at .892, all from .96 on, linear between. */
export function creditOf(share: number): number {
  return creditBetween(CREDIT, share)
}

export async function judgeAccuracy(ask: Asker, context: CheckContext): Promise<Outcome> {
  const { labels: truth } = test2k()
  const classes = await classesOf2k(ask, context)
  const share = accuracy(truth, classes.labels)
  const reached = measured(`Test accuracy: ${percent(share)} on 2000 images.`)
  const fall = share < NO_CREDIT ? undefined : await fallOf(ask, context, share)
  if (fall !== undefined && fall.credit < 1) {
    return byCredit(fall.credit * creditOf(Math.min(share, fall.after + FALL)), [...fall.findings, reached, ...classes.notes])
  }
  if (share >= TOO_GOOD) {
    return forPerson(`A test accuracy of ${percent(share)} is more than single networks reach: were the test images in the training set?`, [
      reached,
      ...(fall?.findings ?? []),
      ...classes.notes,
    ])
  }
  const credit = creditOf(share)
  if (credit >= 1) return byCredit(1, [reached, ...(fall?.findings ?? []), ...classes.notes])
  const slip =
    slipOfAnswers(classes, truth) ?? (await formOfImages(ask, context))?.finding ?? slipOfRange(classes) ?? slipOfConstant(classes)
  const short = outside('Test accuracy on 2000 images', share, FULL, 1, hintFor(share))
  return byCredit(credit, [...(slip === undefined ? [] : [slip]), short, ...classes.notes])
}

function hintFor(share: number): string {
  if (share < 0.2) return 'Guessing reaches 10 %. Do images and labels stay in the same order while you train?'
  if (share < NO_CREDIT)
    return 'Comparing with the mean image of each digit reaches 78 %. Does your loss decrease, and what does it level off at?'
  if (share < LINEAR + 0.02) return 'A linear model reaches 89 %. What in your network is not linear, and does it train long enough?'
  return 'How does the accuracy change from epoch to epoch? Has it levelled off?'
}

/** Whether the network reads images that nobody has, the known ones moved by a pixel and in another order, and other ones. */
export async function judgeUnseen(ask: Asker, context: CheckContext): Promise<Outcome> {
  const known = await classesOf2k(ask, context)
  const before = accuracy(test2k().labels, known.labels)
  if (before < NO_CREDIT) return byCredit(0, [tooLittle(before)])
  const fall = await fallOf(ask, context, before)
  const parts = [
    {
      what: `Test accuracy on ${MOVED} images moved by one pixel`,
      least: accuracy(test2k().labels.subarray(0, MOVED), known.labels) - MOVED_MARGIN,
      share: await shareOfMoved(ask, context),
    },
  ]
  const other = context.memo('other-images', otherImages)
  if (other !== undefined) {
    parts.push({
      what: 'Test accuracy on 2000 other images',
      least: before - OTHER_IMAGES_MARGIN,
      share: await shareOf(ask, context, 'others', () => other.images, other.labels),
    })
  }
  const lost = parts.filter(({ share, least }) => share < least)
  const without =
    other === undefined ? [measured('Images 5000 to 6999 of the test set are not on this machine; moved images alone decide here.')] : []
  const findings = lost.map(({ what, share, least }) => outside(what, share, least, 1))
  return byCredit(fall.credit * (1 - lost.length / parts.length), [...(fall.credit < 1 ? fall.findings : []), ...findings, ...without])
}

/** Some of the images in a smaller batch and another order. */
export async function judgeAgain(ask: Asker, context: CheckContext): Promise<Outcome> {
  const known = await classesOf2k(ask, context)
  const before = accuracy(test2k().labels, known.labels)
  if (before < NO_CREDIT) return byCredit(0, [tooLittle(before)])
  const args = context.memo('again', () => [imageBatch(spreadRows(test2k().images, AGAIN_STEP))])
  const count = (args[0] as Tensor).shape[0] as number
  const again = readClasses(await ask('classify', args), count).labels
  let differ = 0
  for (let i = 0; i < count; i++) if (again[count - 1 - i] !== known.labels[i * AGAIN_STEP]) differ++
  if (differ <= MAY_DIFFER) return byCredit(1, [])
  const statistic = `The number of ${count} images whose prediction changes in a smaller batch and in reverse order`
  const finding = outside(statistic, differ, 0, MAY_DIFFER, LEFT_ON)
  return byCredit(0, [finding])
}

const LEFT_ON = 'Is dropout still active, or does a batch change the statistics by which its images are scaled?'

async function shareOfMoved(ask: Asker, context: CheckContext): Promise<number> {
  const { images, labels } = rows(test2k(), 0, MOVED)
  return shareOf(ask, context, 'moved', () => reversedRows(movedImages(images)), labels.toReversed())
}

/** Rows 5000 to 6999 of the test set, where it is installed. */
function otherImages(): { readonly images: Float32Array; readonly labels: Uint8Array } | undefined {
  try {
    return rows(test10k(), 5000, 7000)
  } catch (thrown) {
    if (thrown instanceof MissingData) return undefined
    throw thrown
  }
}

function tooLittle(share: number): Finding {
  return outside('Test accuracy on 2000 images, without which this shows nothing,', share, NO_CREDIT, 1)
}
