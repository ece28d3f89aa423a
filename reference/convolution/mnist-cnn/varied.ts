import type { CheckContext, Finding } from 'assay'
import { type Asker, error, linearCredit, measured, outside } from 'assay/checks'
import { test2k } from '../../quality/mnist/mnist.ts'
import { variedImages } from '../../quality/mnist/varied-images.ts'
import { shareOf } from './classes-of.ts'
import { percent } from './read-classes.ts'

const COUNT = 1000
/** Convolutional networks measured lose .010 to .013 on images that nobody has, dense ones .026 to .056, linear models up to .063. */
export const FALL = 0.1
const GONE = 0.3
/** Twice what is allowed is named. */
const NAMED = 2 * FALL

/** How far the accuracy falls from the published images to images that nobody has. */
export interface Fall {
  readonly before: number
  readonly after: number
  /** Share of the points that is left: all up to .10, none from .30 on. */
  readonly credit: number
  readonly findings: readonly Finding[]
}

/** @param before - share of the published images that is read right. @throws Unusable */
export async function fallOf(ask: Asker, context: CheckContext, before: number): Promise<Fall> {
  const varied = context.memo('varied images', () => variedImages(test2k(), COUNT, context.seed))
  const after = await shareOf(ask, context, 'varied', () => varied.images, varied.labels)
  return { before, after, credit: linearCredit(before - after, FALL, GONE), findings: findingsOf(before, after) }
}

function findingsOf(before: number, after: number): readonly Finding[] {
  const reached = measured(
    `Accuracy on ${COUNT} images in no published set (the same digits slightly turned, sheared, scaled and moved, with thicker or thinner strokes): ${percent(after)}.`,
  )
  if (before - after <= FALL) return [reached]
  const statistic = `Accuracy on ${COUNT} images in no published set`
  const short = outside(statistic, after, before - FALL, 1, 'What does your function do with an image that it was never shown?')
  return before - after > NAMED ? [error(known(before, after)), short] : [short]
}

function known(before: number, after: number) {
  const says = `correct predictions for published images only: the accuracy falls from ${percent(before)} on the 2000 test images to ${percent(after)} on the same digits slightly turned, sheared, scaled and moved, where trained networks lose less than ${percent(FALL)}`
  return { code: 'known-mistake', label: 'classify', mistake: 'published-images-only', says } as const
}
