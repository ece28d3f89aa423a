import { type Draw, embeddingPoints, imageGrid, SHOWN_IMAGES, SHOWN_POINTS, usable } from 'assay/checks'
import type { TensorData } from 'assay/math'
import { SIZE } from '../../quality/image-batch.ts'
import { test2k } from '../../quality/mnist/mnist.ts'
import { type Part, partsOf } from '../pictures.ts'
import { type Coded, caeParts, decoded, encoded, skipDecoded, skipEncoded, skipParts } from './measure.ts'

/** Without skips: images above what came back of them, and the plane of the first two components of the code. */
export const drawCae: Draw = async (ask, context, reference) => {
  const parts = caeParts(context).filter((_, i) => i < Math.ceil(SHOWN_POINTS / 500))
  const codes: Coded[] = []
  for (const part of parts) codes.push(await encoded(ask, part))
  const first = codes[0] as Coded
  const few = fewOf(partsOf(context, 0, SHOWN_IMAGES, SHOWN_IMAGES))
  const theirs = await context.memo('reference without skips', () =>
    usable(async () => decoded(reference, (await encoded(reference, few)).tensor, few.count)),
  )
  return [gridOf('without skips', await decoded(ask, first.tensor, first.part.count), theirs), pointsOf('without skips', codes)]
}

/** The same with skips. */
export const drawSkip: Draw = async (ask, context, reference) => {
  const codes: Coded[] = []
  for (const part of skipParts(context)) codes.push(await skipEncoded(ask, part))
  const part = fewOf(skipParts(context))
  const own = await skipEncoded(ask, part)
  const few = fewOf(partsOf(context, 0, SHOWN_IMAGES, SHOWN_IMAGES))
  const theirs = await context.memo('reference with skips', () =>
    usable(async () => {
      const { tensor, skips } = await skipEncoded(reference, few)
      return skipDecoded(reference, tensor, skips, few.count)
    }),
  )
  return [gridOf('with skips', await skipDecoded(ask, own.tensor, own.skips, part.count), theirs), pointsOf('with skips', codes)]
}

function fewOf(parts: readonly Part[]): Part {
  return parts[0] as Part
}

function gridOf(which: string, own: TensorData, theirs: TensorData | undefined) {
  const rows = [['image', test2k().images] as const, ['yours', own] as const]
  const below = theirs === undefined ? 'by your network' : 'by your network and by the reference'
  return imageGrid(`Images, above their reconstructions ${below}, ${which}`, SIZE, [
    ...rows,
    ...(theirs === undefined ? [] : [['reference', theirs] as const]),
  ])
}

/** Codes of several calls as one list. */
function pointsOf(which: string, codes: readonly Coded[]) {
  const { width } = codes[0] as Coded
  const same = codes.filter((one) => one.width === width)
  const all = Float64Array.from(same.flatMap(({ tensor }) => Array.from(tensor.data)))
  return embeddingPoints(`First two components of your code, ${which}`, all, width, test2k().labels)
}
