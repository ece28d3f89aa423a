import { plots } from '../../../checks/index.ts'
import { PIXELS } from '../../../checks/model/image-batch.ts'
import type { Asker } from '../../../checks/model-quality.ts'
import { planeOf } from '../../../checks/picture/artifacts.ts'
import { type Points, readEmbedding } from '../../../checks/picture/embedding-plot.ts'
import { readReconstructions } from '../../../checks/picture/figures-of-digits.ts'
import type { Pixels } from '../../../checks/picture/pixels.ts'
import type { Reading } from '../../../checks/picture/reading.ts'
import type { Check, CheckContext } from '../../../grading/model/check.ts'
import type { TensorData } from '../../../grading/model/tensor.ts'
import { type Coded, caeParts, decoded, encoded, type SkipCoded, skipDecoded, skipEncoded, skipParts } from './measure.ts'

interface Arrays {
  readonly cae: TensorData
  readonly skip: TensorData
  readonly caePoints: Points
  readonly skipPoints: Points
}

export const plotsThere: Check = plots({
  points: 0.3,
  entries: ['cae_encode', 'cae_decode', 'cae_skip_encode', 'cae_skip_decode'],
  arrays: arraysOf,
  plots: {
    'reconstructions-1': figureOf(0),
    'reconstructions-2': figureOf(1),
    'reconstructions-3': figureOf(2),
    'reconstructions-4': figureOf(3),
    'embedding-cae': (pixels, { caePoints }) => readEmbedding(pixels, caePoints),
    'embedding-cae-skip': (pixels, { skipPoints }) => readEmbedding(pixels, skipPoints),
  },
})

/** The same calls as those of the other checks, so that nothing is asked twice. */
async function arraysOf(ask: Asker, context: CheckContext): Promise<Arrays> {
  const codes: Coded[] = []
  for (const part of caeParts(context)) codes.push(await encoded(ask, part))
  const skips: SkipCoded[] = []
  for (const part of skipParts(context)) skips.push(await skipEncoded(ask, part))
  const [first, firstSkip] = [codes[0] as Coded, skips[0] as SkipCoded]
  return {
    cae: await decoded(ask, first.tensor, first.part.count),
    skip: await skipDecoded(ask, firstSkip.tensor, firstSkip.skips, firstSkip.part.count),
    caePoints: pointsOf(codes, true),
    // Of the 2000 points that a plot shows, the codes with their skips are asked for 250.
    skipPoints: pointsOf(skips, false),
  }
}

function pointsOf(codes: readonly Coded[], all: boolean): Points {
  const planes = codes.map(({ tensor, width }) => planeOf(tensor.data, width))
  return { x: planes.flatMap(({ x }) => x), y: planes.flatMap(({ y }) => y), all }
}

function figureOf(index: number): (pixels: Pixels, arrays: Arrays) => Reading {
  const of = (images: TensorData): TensorData => images.subarray(index * PIXELS, (index + 1) * PIXELS)
  return (pixels, { cae, skip }) =>
    readReconstructions(pixels, index, [
      { name: 'cae_decode', image: of(cae) },
      { name: 'cae_skip_decode', image: of(skip) },
    ])
}
