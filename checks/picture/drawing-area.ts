import { columnInk, largestBlock, rowInk } from './blocks.ts'
import { type Box, commonColour, drawnOn, type Ink, inkOn, type Pixels } from './pixels.ts'
import { type Reading, unclear } from './reading.ts'

/** Inside the axes of a plot, with what is drawn there: no frame, no grid lines, no ticks. */
export interface DrawingArea {
  readonly box: Box
  readonly ink: Ink
  /** Pixels with ink. */
  readonly count: number
  /** Whether a frame shows where the axes end, on the left and below at least. */
  readonly framed: boolean
}

/** A frame or a grid line covers this share of a row or column, and the places a few pixels beside it far less. */
const LINE = 0.6
const STANDS_OUT = 0.3
const BESIDE = 4
/** Where the lines of a frame lie: this share of the block at each edge. */
const EDGE = 0.06
const COLOURED = 40

/**
 * What is read inside the largest axes of a plot. Without a frame nobody can say where they end, so that something else is said to be
 * shown inside a frame only.
 */
export function readInside(pixels: Pixels, read: (area: DrawingArea) => Reading): Reading {
  const area = drawingArea(pixels)
  if (area === undefined) return unclear('no axes were found in it')
  const reading = read(area)
  return reading.seen === 'other' && !area.framed ? unclear('no frame of axes was found in it') : reading
}

/** The largest axes of a plot; `undefined` if nothing large is drawn. */
function drawingArea(pixels: Pixels): DrawingArea | undefined {
  const block = largestBlock(drawnOn(pixels))
  if (block === undefined) return undefined
  const ink = inkOn(pixels, commonColour(pixels, block), block)
  const [across, down] = [block.right - block.left, block.bottom - block.top]
  const rows = linesOf(block.top, block.bottom, (y) => rowInk(ink, block, y) / across)
  const columns = linesOf(block.left, block.right, (x) => columnInk(ink, block, x) / down)
  const [top, bottom] = inside(block.top, block.bottom, rows)
  const [left, right] = inside(block.left, block.right, columns)
  const data = new Uint8Array(ink.data.length)
  let count = 0
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      const onLine = rows.has(y) || columns.has(x)
      if (ink.data[y * ink.width + x] === 0 || (onLine && !isColoured(pixels, y * ink.width + x))) continue
      data[y * ink.width + x] = 1
      count++
    }
  }
  const framed = left > block.left && bottom < block.bottom
  return { box: { left, top, right, bottom }, ink: { ...ink, data }, count, framed }
}

function linesOf(from: number, to: number, share: (at: number) => number): ReadonlySet<number> {
  const at = (place: number): number => (place < from || place >= to ? 0 : share(place))
  const lines = new Set<number>()
  for (let place = from; place < to; place++) {
    const own = at(place)
    if (own < LINE || own - at(place - BESIDE) < STANDS_OUT || own - at(place + BESIDE) < STANDS_OUT) continue
    // Its antialiased neighbours belong to it.
    for (const near of [place - 1, place, place + 1]) lines.add(near)
  }
  return lines
}

/** Marks and curves that cross a grid line; that itself is grey. */
function isColoured({ data }: Pixels, i: number): boolean {
  const channels = data.subarray(3 * i, 3 * i + 3)
  return Math.max(...channels) - Math.min(...channels) > COLOURED
}

/** Between the lines of a frame. */
function inside(from: number, to: number, lines: ReadonlySet<number>): readonly [number, number] {
  const reach = EDGE * (to - from)
  const first = [...lines].filter((line) => line < from + reach)
  const last = [...lines].filter((line) => line >= to - reach)
  return [first.length > 0 ? Math.max(...first) + 1 : from, last.length > 0 ? Math.min(...last) : to]
}
