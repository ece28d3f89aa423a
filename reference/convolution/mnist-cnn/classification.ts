import { type Asker, byCredit, forPerson, measured } from '../../../checks/index.ts'
import { MissingData, rows, test2k, test10k } from '../../../checks/mnist/mnist.ts'
import { accuracy } from '../../../checks/model/accuracy.ts'
import { creditBetween } from '../../../checks/model/credit.ts'
import { imageBatch, movedImages, PIXELS, reversedRows } from '../../../checks/model/image-batch.ts'
import { error, outside } from '../../../checks/outcome.ts'
import type { CheckContext, Outcome } from '../../../grading/model/check.ts'
import type { Finding } from '../../../grading/model/finding.ts'
import { classesOf2k, shareOf } from './classes-of.ts'
import { percent, readClasses } from './read-classes.ts'
import { slipOfAnswers, slipOfConstant, slipOfImages } from './slips.ts'

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
/** No honest network loses that much by a pixel. */
const MEMORISED_MARGIN = 0.3
/** Of so many answers, asked again in another batch, rounding may change one. */
const AGAIN = 500
const MAY_DIFFER = 1

/** Share of the points: none up to .78, .4 at .892, all from .96 on, linear between. */
export function creditOf(share: number): number {
  return creditBetween(CREDIT, share)
}

export async function judgeAccuracy(ask: Asker, context: CheckContext): Promise<Outcome> {
  const { images, labels: truth } = test2k()
  const classes = await classesOf2k(ask, context)
  const share = accuracy(truth, classes.labels)
  const reached = measured(`Of the 2000 test images ${percent(share)} are read right.`)
  if (share >= TOO_GOOD) {
    return forPerson(
      `${percent(share)} of the test images are read right, more than single networks reach: were they in the training set?`,
      [reached, ...classes.notes],
    )
  }
  const moved = share < NO_CREDIT ? share : await shareOfMoved(ask, context)
  if (moved < share - MEMORISED_MARGIN) {
    const says = `${percent(share)} of the test images are read right, and ${percent(moved)} when they move by one pixel: are the answers kept for known images?`
    return forPerson(says, [reached, ...classes.notes])
  }
  const credit = creditOf(share)
  if (credit >= 1) return byCredit(1, [reached, ...classes.notes])
  const slip =
    slipOfAnswers(classes, truth) ??
    (share < LINEAR ? await slipOfImages(ask, context, images, truth) : undefined) ??
    slipOfConstant(classes)
  const short = outside('The share of the 2000 test images that is read right', share, FULL, 1, hintFor(share))
  return byCredit(credit, [...(slip === undefined ? [] : [slip]), short, ...classes.notes])
}

function hintFor(share: number): string {
  if (share < 0.2) return 'One in ten is right by chance. Do images and labels stay in the same order while you train?'
  if (share < NO_CREDIT)
    return 'Comparing with the mean image of each digit reads 78 % right. Does your loss decrease, and what does it level off at?'
  if (share < LINEAR + 0.02) return 'A linear model reaches 89 %. What in your network is not linear, and does it train long enough?'
  return 'How does the accuracy change from epoch to epoch? Has it levelled off?'
}

/** Whether the network reads what it has not been asked before, and in another order: answers kept for the test images do not fit. */
export async function judgeUnseen(ask: Asker, context: CheckContext): Promise<Outcome> {
  const known = await classesOf2k(ask, context)
  const before = accuracy(test2k().labels, known.labels)
  if (before < NO_CREDIT) return byCredit(0, [tooLittle(before)])
  const parts = [
    {
      what: 'The share of the test images that is read right after they move by one pixel',
      margin: MOVED_MARGIN,
      share: await shareOfMoved(ask, context),
    },
  ]
  const other = context.memo('other-images', otherImages)
  if (other !== undefined) {
    parts.push({
      what: 'The share of 2000 other test images that is read right',
      margin: OTHER_IMAGES_MARGIN,
      share: await shareOf(ask, context, 'others', () => other.images, other.labels),
    })
  }
  const lost = parts.filter(({ share, margin }) => share < before - margin)
  const without =
    other === undefined ? [measured('Images 5000 to 6999 of the test set are not on this machine; moved images alone decide here.')] : []
  if (lost.length === 0) return byCredit(1, without)
  const findings = lost.map(({ what, share, margin }) => outside(what, share, before - margin, 1))
  const memorised = parts.every(({ share }) => share < before - MEMORISED_MARGIN)
  return byCredit(memorised ? 0 : 1 - lost.length / parts.length, [...(memorised ? [MEMORISED] : []), ...findings, ...without])
}

const MEMORISED: Finding = error(
  {
    code: 'known-mistake',
    label: 'classify',
    mistake: 'memorised',
    says: 'answers kept for the known test images: images like them, which were not asked before, are not read',
  },
  'What does your function do with an image that is in no list?',
)

/** The same images in a smaller batch and another order. */
export async function judgeAgain(ask: Asker, context: CheckContext): Promise<Outcome> {
  const known = await classesOf2k(ask, context)
  const before = accuracy(test2k().labels, known.labels)
  if (before < NO_CREDIT) return byCredit(0, [tooLittle(before)])
  const args = context.memo('again', () => [imageBatch(reversedRows(test2k().images.subarray(0, AGAIN * PIXELS)))])
  const again = readClasses(await ask('classify', args), AGAIN).labels
  let differ = 0
  for (let i = 0; i < AGAIN; i++) if (again[AGAIN - 1 - i] !== known.labels[i]) differ++
  if (differ <= MAY_DIFFER) return byCredit(1, [])
  const statistic = `The number of ${AGAIN} images that are read otherwise when they come alone and in reverse order`
  const finding = outside(statistic, differ, 0, MAY_DIFFER, LEFT_ON)
  return byCredit(0, [finding])
}

const LEFT_ON = 'Is dropout still active, or does a batch change the statistics by which its images are scaled?'

async function shareOfMoved(ask: Asker, context: CheckContext): Promise<number> {
  const { images, labels } = test2k()
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
  return outside('The share of the 2000 test images that is read right, without which this shows nothing,', share, NO_CREDIT, 1)
}
