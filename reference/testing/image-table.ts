import { type Tensor, toTensor } from 'assay/math'
import { PIXELS } from '../quality/image-batch.ts'
import { test2k } from '../quality/mnist/mnist.ts'
import { nearestIn } from './nearest-image.ts'

/** How the number of an image is written as a code that survives any small move. */
export interface Layout {
  readonly width: number
  codeOf(rank: number): readonly number[]
  rankOf(code: readonly number[]): number
}

const SIDE = 45
/** There and back, so that neighbours in a row of the grid are neighbours in rank. */
const there = (row: number, column: number): number => (row % 2 === 0 ? column : SIDE - 1 - column)

/** A fine grid in the plane. */
export const GRID: Layout = {
  width: 2,
  codeOf: (rank) => [Math.floor(rank / SIDE), there(Math.floor(rank / SIDE), rank % SIDE)],
  rankOf: ([row, column]) => SIDE * Math.round(row as number) + there(Math.round(row as number), Math.round(column as number)),
}

export const BITS: Layout = {
  width: 11,
  codeOf: (rank) => Array.from({ length: 11 }, (_, b) => (rank >> (10 - b)) & 1),
  rankOf: (code) => code.reduce((rank, bit) => 2 * rank + (bit > 0.5 ? 1 : 0), 0),
}

/** Every second row and column of an image: enough to find it again. */
const PLACES = Array.from({ length: PIXELS }, (_, at) => at).filter((at) => at % 2 === 0 && Math.floor(at / 28) % 2 === 0)

/** The number of the nearest published image as the code, and that image, paler, as the picture: nothing was learned. */
export function imageTable({ width, codeOf, rankOf }: Layout): { encode(images: Tensor): Tensor; decode(codes: Tensor): Tensor } {
  const { images: stored, labels } = test2k()
  // Images of one digit follow each other, so that a plot of their numbers shows ten stripes.
  const ranked = Array.from(labels, (_, row) => row).sort((a, b) => (labels[a] as number) - (labels[b] as number))
  const ranks = Int32Array.from(labels)
  for (const [rank, row] of ranked.entries()) ranks[row] = rank
  const numberOfNearest = nearestIn(stored, PLACES)
  const tensor = (count: number, of: number, numbers: (i: number) => ArrayLike<number>): Tensor => {
    const data = new Float32Array(count * of)
    for (let i = 0; i < count; i++) data.set(numbers(i), i * of)
    return { ...toTensor([0], 'float32'), shape: [count, of], data }
  }
  return {
    encode: (images) => tensor(images.shape[0] as number, width, (i) => codeOf(ranks[numberOfNearest(images.data, i)] as number)),
    decode: ({ shape, data }) =>
      tensor(shape[0] as number, PIXELS, (i) => {
        const rank = Math.max(0, Math.min(labels.length - 1, rankOf([...data.slice(i * width, (i + 1) * width)])))
        const from = (ranked[rank] as number) * PIXELS
        return stored.slice(from, from + PIXELS).map((x) => 0.13 + 0.3 * (x - 0.13))
      }),
  }
}
