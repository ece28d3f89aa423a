import { blocksOf, isSquare, withoutTicks } from './blocks.ts'
import { standardised } from './panels.ts'
import { type Box, brightness, drawnOn, type Pixels } from './pixels.ts'
import { other, type Reading, SHOWN, twoDigits, unclear } from './reading.ts'

const CLASSES = 10
const SMALLEST_CELL = 8
/** Grey levels by which the corners of one cell may differ; numbers stand in its middle. */
const EVEN = 12
/** Of the hundred cells. */
const EVEN_CELLS = 90
/** Rank correlation of brightness and count along the diagonal. Of the other cells, with counts from 0 to 6, colours cannot tell. */
const SAME_ORDER = 0.8
/** Grey levels over which an order along the diagonal can be seen. */
const VISIBLE = 4

/**
 * Whether a picture is the heat map of this confusion matrix. Its orientation and single mistakes cannot be told from the colours.
 * @param counts - 10 × 10, true classes in rows.
 */
export function readConfusion(pixels: Pixels, counts: readonly (readonly number[])[]): Reading {
  const cells = cellsOf(pixels)
  if (cells === undefined) return unclear(`no grid of ${CLASSES} × ${CLASSES} even cells was found in it`)
  const diagonal = cells.filter((_, i) => i % (CLASSES + 1) === 0)
  const others = cells.filter((_, i) => i % (CLASSES + 1) !== 0)
  const right = counts.map((row, i) => row[i] as number)
  const wrong = counts.flatMap((row, i) => row.filter((_, j) => j !== i))
  if (Math.min(...right) <= Math.max(...wrong)) return unclear('your answers have no diagonal that stands out')
  const brighter = Math.min(...diagonal) > Math.max(...others)
  if (!brighter && Math.max(...diagonal) >= Math.min(...others)) {
    return other('no-diagonal', 'shows a diagonal that does not stand out, although most of your answers are right')
  }
  if (Math.max(...diagonal) - Math.min(...diagonal) < VISIBLE) return unclear('all cells of its diagonal have one colour')
  const sums = { rows: counts.map(sum), columns: counts.map((_, j) => sum(counts.map((row) => row[j] as number))) }
  // Counts, or shares of the rows or of the columns: all three are drawn.
  const readings = [
    right,
    right.map((count, i) => count / (sums.rows[i] as number)),
    right.map((count, i) => count / (sums.columns[i] as number)),
  ]
  const r = Math.max(...readings.map((reading) => (brighter ? 1 : -1) * rankCorrelation(diagonal, reading)))
  if (r >= SAME_ORDER) return SHOWN
  return other(
    'other-matrix',
    `shows another matrix than that of your answers: along the diagonal the order of the colours agrees with the counts to ${twoDigits(r)} only (rank correlation)`,
    'Was the plot made by the network that you handed in, on the first 2000 test images?',
  )
}

/** Brightness of the cells, row by row, if the picture has such a grid. */
function cellsOf(pixels: Pixels): readonly number[] | undefined {
  const ink = drawnOn(pixels)
  const light = brightness(pixels)
  const squares = blocksOf(ink)
    .map((box) => withoutTicks(ink, box))
    .filter((box) => isSquare(box) && box.right - box.left >= CLASSES * SMALLEST_CELL && box.bottom - box.top >= CLASSES * SMALLEST_CELL)
    .sort((a, b) => b.right - b.left - (a.right - a.left))
  for (const box of squares) {
    const cells = Array.from({ length: CLASSES ** 2 }, (_, i) => cornersOf(light, pixels.width, box, Math.floor(i / CLASSES), i % CLASSES))
    const even = cells.filter((corners) => Math.max(...corners) - Math.min(...corners) <= EVEN)
    if (even.length >= EVEN_CELLS) return cells.map((corners) => sum(corners) / corners.length)
  }
  return undefined
}

/** Brightness near the four corners of a cell. */
function cornersOf(light: Float64Array, width: number, { left, top, right, bottom }: Box, row: number, column: number): readonly number[] {
  const [across, down] = [(right - left) / CLASSES, (bottom - top) / CLASSES]
  return [0.2, 0.8].flatMap((v) =>
    [0.2, 0.8].map((u) => {
      const [x, y] = [Math.floor(left + (column + u) * across), Math.floor(top + (row + v) * down)]
      return light[y * width + x] as number
    }),
  )
}

/** Spearman's; ties share their mean rank. */
function rankCorrelation(a: readonly number[], b: readonly number[]): number {
  const [left, right] = [standardised(ranksOf(a)), standardised(ranksOf(b))]
  return left.reduce((total, value, i) => total + value * (right[i] as number), 0)
}

function ranksOf(values: readonly number[]): readonly number[] {
  return values.map((value) => values.filter((other) => other < value).length + values.filter((other) => other === value).length / 2)
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
