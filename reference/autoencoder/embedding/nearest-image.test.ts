import { describe, expect, it } from 'vitest'
import { test2k } from '../../../checks/mnist/mnist.ts'
import { PIXELS } from '../../../checks/model/image-batch.ts'
import { judge } from '../../../checks/testing/answering.ts'
import { nearestIn } from '../../../checks/testing/nearest-image.ts'
import { type Tensor, toTensor } from '../../../grading/model/tensor.ts'
import { remembering } from '../../../grading/wrap-session.ts'
import { inProcess } from '../../../submissions/index.ts'
import exercise from './exercise.ts'

const WHEN_BUSY = 240_000
const { images: stored, labels } = test2k()
const COUNT = labels.length

/** Images of one digit follow each other, so that a plot of their numbers shows ten stripes. */
const ranked = Array.from(labels, (_, row) => row).sort((a, b) => (labels[a] as number) - (labels[b] as number))
const rankOf = Int32Array.from(labels)
for (const [rank, row] of ranked.entries()) rankOf[row] = rank

/** Every second row and column of an image: enough to find it again. */
const PLACES = Array.from({ length: PIXELS }, (_, at) => at).filter((at) => at % 2 === 0 && Math.floor(at / 28) % 2 === 0)

const numberOfNearest = nearestIn(stored, PLACES)
const rankOfNearest = ({ data }: Tensor, i: number): number => rankOf[numberOfNearest(data, i)] as number

const SIDE = 45
/** There and back, so that neighbours in a row of the grid are neighbours in rank. */
const there = (row: number, column: number) => (row % 2 === 0 ? column : SIDE - 1 - column)
const grid = {
  width: 2,
  codeOf: (rank: number) => [Math.floor(rank / SIDE), there(Math.floor(rank / SIDE), rank % SIDE)],
  rankOf: ([row, column]: number[]) => SIDE * Math.round(row as number) + there(Math.round(row as number), Math.round(column as number)),
}
const bits = {
  width: 11,
  codeOf: (rank: number) => Array.from({ length: 11 }, (_, b) => (rank >> (10 - b)) & 1),
  rankOf: (code: number[]) => code.reduce((rank, bit) => 2 * rank + (bit > 0.5 ? 1 : 0), 0),
}

/** The number of the nearest published image as a code that survives any small move, and that image, paler, as the picture. */
function nearestImage({ width, codeOf, rankOf }: typeof grid | typeof bits) {
  const tensor = (count: number, of: number, numbers: (i: number) => ArrayLike<number>): Tensor => {
    const data = new Float32Array(count * of)
    for (let i = 0; i < count; i++) data.set(numbers(i), i * of)
    return { ...toTensor([0], 'float32'), shape: [count, of], data }
  }
  return inProcess({
    tensors: true,
    aeEncode: (images: Tensor) => tensor(images.shape[0] as number, width, (i) => codeOf(rankOfNearest(images, i))),
    aeDecode: ({ shape, data }: Tensor) =>
      tensor(shape[0] as number, PIXELS, (i) => {
        const rank = Math.max(0, Math.min(COUNT - 1, rankOf([...data.slice(i * width, (i + 1) * width)])))
        const from = (ranked[rank] as number) * PIXELS
        return stored.slice(from, from + PIXELS).map((x) => 0.13 + 0.3 * (x - 0.13))
      }),
  })
}

describe('the number of the nearest published image is no code', () => {
  it.each([
    ['on a grid in the plane', grid, 'reconstruction'],
    ['in eleven bits', bits, 'reconstruction'],
  ])('%s: %#', { timeout: WHEN_BUSY }, async (_where, layout, id) => {
    const check = exercise.checks.find((one) => one.id === id)
    if (check === undefined) throw new Error(`there is no check ${id}`)
    const outcome = await judge(check, remembering(nearestImage(layout)))
    expect(outcome).toMatchObject({ verdict: 'wrong-answer', fraction: 0 })
    expect(outcome.findings[0]).toMatchObject({ mistake: 'nearest-image-only' })
  })
})
