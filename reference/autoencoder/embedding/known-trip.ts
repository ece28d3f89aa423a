import type { Args, CheckContext } from 'assay'
import type { Asker } from 'assay/checks'
import { imageBatch, spreadRows } from '../../quality/image-batch.ts'
import { test2k } from '../../quality/mnist/mnist.ts'
import { type RoundTrip, roundTripOf2k } from './round-trip.ts'
import { betweenOf, variedOf } from './varied.ts'

/** Every tenth image is asked again in a smaller batch. */
export const AGAIN_STEP = 10

export function againArgs(context: CheckContext): Args {
  return context.memo<Args>('again', () => [imageBatch(spreadRows(test2k().images, AGAIN_STEP))])
}

/** The 2000 test images, decoded when all that is asked of the encoder has been answered. */
export function knownTrip(ask: Asker, context: CheckContext): Promise<RoundTrip> {
  return roundTripOf2k(ask, context, [variedOf(context).args, betweenOf(context).args, againArgs(context)])
}
