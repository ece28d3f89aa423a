import type { Check } from 'assay'
import { distribution, type Statistic } from 'assay/checks'
import { correlationBand, correlationOf, meanOf, meanSquareBand, meanSquareRatioBand } from 'assay/math'
import { SAME_NOISE } from './causes.ts'
import { BOX, BOX_SHAPE, CLOUD, type Draw, LARGEST_SEED, meanSquare, readDraw, SINGLE, TABLE } from './draws.ts'
import { wellFormed } from './noise.ts'

const STD = 0.05

const ARRAYS = [TABLE, CLOUD, BOX] as const

export const table: Check = distribution({
  id: 'noise-table',
  title: 'Each coordinate of a table of points gets noise of its own',
  points: 0.3,
  visibility: 'hidden',
  entries: ['corrupt'],
  calls: (random) => ARRAYS.map((array) => ({ entry: 'corrupt', args: [array, STD, random.integer(1, LARGEST_SEED)] })),
  statistics: (answers) =>
    wellFormed(
      ARRAYS.map((array, i) => readDraw(array, STD, answers[i])),
      ([table, cloud, box]) => [...ofTable(table as Draw), ...ofCloud(cloud as Draw), ...ofBox(box as Draw)],
    ),
  hint: 'Plot the noise of y against that of x: what should you see?',
})

const columns = ({ noise }: Draw): readonly [x: number[], y: number[]] => [
  noise.filter((_, i) => i % 2 === 0),
  noise.filter((_, i) => i % 2 === 1),
]

function ofTable(draw: Draw): readonly Statistic[] {
  const [x, y] = columns(draw)
  const shared = x.every((r, i) => Math.abs(r - (y[i] as number)) < SINGLE)
  const repeated = x.every((r) => Math.abs(r - (x[0] as number)) < SINGLE)
  const mistake = shared
    ? SAME_NOISE
    : { id: 'same-noise-for-all-points', says: 'the same noise for every point', hint: 'How many random numbers do n points need?' }
  return [
    {
      name: 'correlation of the noise of x and of y',
      value: correlationOf(x, y),
      ...correlationBand(x.length),
      draws: x.length,
      ...(shared || repeated ? { mistake } : {}),
    },
  ]
}

function centred(values: readonly number[]): number[] {
  const mean = meanOf(values)
  return values.map((value) => value - mean)
}

function ofCloud(draw: Draw): readonly Statistic[] {
  const [x, y] = columns(draw).map(centred) as [number[], number[]]
  return [
    {
      name: 'mean square of the noise of the first coordinate divided by that of the second',
      value: meanSquare(x) / meanSquare(y),
      ...meanSquareRatioBand(x.length),
      draws: x.length,
    },
  ]
}

/** Noise that is shared along an axis adds up along it; noise of its own size for each place along an axis shows in the slices. */
function ofBox({ noise }: Draw): readonly Statistic[] {
  const own = centred(noise)
  const power = meanSquare(own)
  const slices = BOX_SHAPE.reduce<number>((sum, length) => sum + length, 0)
  return BOX_SHAPE.flatMap((length, axis) => {
    const stride = BOX_SHAPE.slice(axis + 1).reduce<number>((product, one) => product * one, 1)
    const lines = new Float64Array(own.length / length)
    const squares = new Float64Array(length)
    for (const [i, r] of own.entries()) {
      const [place, line] = [Math.floor(i / stride) % length, Math.floor(i / (stride * length)) * stride + (i % stride)]
      lines[line] = (lines[line] as number) + r
      squares[place] = (squares[place] as number) + r * r
    }
    const number = lines.length
    const spread = [...squares].map((sum) => sum / number / power)
    const statistic = (name: string, value: number, band: { readonly low: number; readonly high: number }): Statistic => ({
      name: `${name} of axis ${axis + 1} of ${BOX_SHAPE.length}`,
      value,
      ...band,
      draws: own.length,
    })
    return [
      statistic(
        'mean square of the sums of noise along a line, as a multiple of that of independent noise,',
        meanSquare([...lines]) / (length * power),
        meanSquareBand(number, BOX_SHAPE.length),
      ),
      statistic('largest mean square of the noise in a slice divided by that of all,', Math.max(...spread), meanSquareBand(number, slices)),
      statistic(
        'smallest mean square of the noise in a slice divided by that of all,',
        Math.min(...spread),
        meanSquareBand(number, slices),
      ),
    ]
  })
}
