import { type Asker, type Draw, embeddingPoints, imageGrid, SHOWN_IMAGES, SHOWN_POINTS, usable } from 'assay/checks'
import type { TensorData } from 'assay/math'
import { imageBatch, PIXELS, SIZE } from '../../quality/image-batch.ts'
import { test2k } from '../../quality/mnist/mnist.ts'
import { type Codes, readCodes, readImages } from '../../quality/read-answer.ts'
import { codesOf2k, roundTripOf2k } from './round-trip.ts'

/** The first test images, what came back of them, and what the reference gives back. */
export const drawReconstructions: Draw = async (ask, context, reference) => {
  const { codes, images } = await roundTripOf2k(ask, context, [])
  const theirs = await context.memo('reference reconstructions', () => usable(() => reconstructed(reference)))
  const rows = [['image', test2k().images] as const, [`yours, ${codes.width} numbers each`, images] as const]
  return [
    imageGrid('Images, above their reconstructions by your network and by the reference with 2 numbers', SIZE, [
      ...rows,
      ...(theirs === undefined ? [] : [['reference, 2 numbers each', theirs] as const]),
    ]),
  ]
}

/** The plane of the first two components of the code, beside that of the reference. */
export const drawEmbedding: Draw = async (ask, context, reference) => {
  const own = await codesOf2k(ask, context)
  const theirs = await context.memo('reference codes', () => usable(() => codesOf(reference, SHOWN_POINTS)))
  const { labels } = test2k()
  return [
    embeddingPoints('First two components of your code', own.tensor.data, own.width, labels),
    ...(theirs === undefined ? [] : [embeddingPoints('Those of the reference', theirs.tensor.data, theirs.width, labels)]),
  ]
}

async function codesOf(reference: Asker, count: number): Promise<Codes> {
  return readCodes('codes', await reference('aeEncode', [imageBatch(test2k().images.subarray(0, count * PIXELS))]), count)
}

async function reconstructed(reference: Asker): Promise<TensorData> {
  const { tensor } = await codesOf(reference, SHOWN_IMAGES)
  return readImages('images', await reference('aeDecode', [tensor]), SHOWN_IMAGES)
}
