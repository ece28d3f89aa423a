import { type DrawingArea, readInside } from './drawing-area.ts'
import type { Box, Ink, Pixels } from './pixels.ts'
import { other, type Reading, SHOWN, twoDigits, unclear } from './reading.ts'

/** Points of a plane: those that the picture should show, all or some of them. */
export interface Points {
  readonly x: readonly number[]
  readonly y: readonly number[]
  readonly all: boolean
}

const CLASSES = 10
/** Of ten classes, points of the rarer ones may be covered. */
const ENOUGH_COLOURS = 8
const TOO_FEW_COLOURS = 3
/** A class covers this share of what is drawn. */
const OF_ITS_OWN = 0.004
const APART = 20
const EVEN = 8
const LEAST_EVEN = 0.05
/** Occupied cells in common, of those occupied in either; the same points drawn in another style have more. */
const SAME_CLOUD = 0.5
/** Cells across a plot. */
const CELLS = 32
/** Pixels of a mark from its middle. */
const MARKS = [0, 2, 4, 7] as const
const LEAST_INK = 200
/** Share of points left out at each end, so that a legend or a single point far away does not decide the scale. */
const TAIL = 0.01
/** Axes leave this margin around the points in the usual libraries. */
const MARGIN = 1 / 22

/** Whether a picture is a scatter plot of these points, coloured by class. */
export function readEmbedding(pixels: Pixels, points: Points): Reading {
  return readInside(pixels, (area) => readPoints(pixels, area, points))
}

function readPoints(pixels: Pixels, area: DrawingArea, points: Points): Reading {
  if (area.count < LEAST_INK) return other('empty-axes', 'has axes without points')
  const colours = coloursOf(pixels, area)
  if (colours !== undefined && colours <= TOO_FEW_COLOURS) {
    return other(
      'one-colour',
      `has points in ${colours === 1 ? 'one colour' : `${colours} colours`}, not in one for each of the ${CLASSES} digits`,
      'Which argument of your plotting function takes the labels?',
    )
  }
  if (constant(points.x) || constant(points.y)) return unclear('the code is constant in one of its first two numbers')
  const common = overlap(area, points)
  if (common < SAME_CLOUD) {
    return other(
      'other-points',
      `shows other points than your functions give: of the places with points in either, ${twoDigits(common)} are in common`,
      'Was the plot made by the network that you handed in?',
    )
  }
  if (colours === undefined) return unclear('its marks are too small to tell their colours apart')
  return colours < ENOUGH_COLOURS ? unclear(`only ${colours} colours were told apart`) : SHOWN
}

/** Colours that differ clearly from each other and from the background; undefined where marks are too small to have a colour of their own. */
function coloursOf({ width, data }: Pixels, { ink, count }: DrawingArea): number | undefined {
  const at = (i: number): number => ((data[3 * i] as number) << 16) | ((data[3 * i + 1] as number) << 8) | (data[3 * i + 2] as number)
  const bins = new Map<number, number>()
  let even = 0
  for (const [i, drawn] of ink.data.entries()) {
    // The smoothed edge of a mark is a mixture: only where its neighbours have the colour too, it is one.
    if (drawn === 0 || distance(at(i), at(i + 1)) > EVEN || distance(at(i), at(i + width)) > EVEN) continue
    even++
    bins.set(at(i), (bins.get(at(i)) ?? 0) + 1)
  }
  if (even < LEAST_EVEN * count) return undefined
  const found: number[] = []
  for (const [key, times] of [...bins].sort((a, b) => b[1] - a[1])) {
    if (times < OF_ITS_OWN * even) break
    if (found.every((one) => distance(one, key) > APART)) found.push(key)
  }
  return found.length
}

function distance(a: number, b: number): number {
  return Math.max(...[16, 8, 0].map((shift) => Math.abs(((a >> shift) & 255) - ((b >> shift) & 255))))
}

/** The best overlap over the ways in which a library may have chosen scale and size of marks. */
function overlap({ box, ink }: DrawingArea, points: Points): number {
  const cell = Math.max(6, (box.right - box.left) / CELLS)
  const columns = Math.ceil((box.right - box.left) / cell)
  const rows = Math.ceil((box.bottom - box.top) / cell)
  const drawn = new Set<number>()
  const place = (x: number, y: number): number | undefined => {
    const [column, row] = [Math.floor((x - box.left) / cell), Math.floor((y - box.top) / cell)]
    return column < 0 || row < 0 || column >= columns || row >= rows ? undefined : row * columns + column
  }
  eachInk(ink, box, (x, y) => drawn.add(place(x, y) as number))
  let best = 0
  for (const [toX, toY] of scalesOf(box, ink, points)) {
    for (const mark of MARKS) {
      const expected = new Set<number>()
      for (const [i, value] of points.x.entries()) {
        const [x, y] = [toX(value), toY(points.y[i] as number)]
        for (const [dx, dy] of AROUND) {
          const cellAt = place(x + dx * mark, y + dy * mark)
          if (cellAt !== undefined) expected.add(cellAt)
        }
      }
      const both = [...expected].filter((one) => drawn.has(one)).length
      const either = points.all ? drawn.size + expected.size - both : expected.size
      best = Math.max(best, both / either)
    }
  }
  return best
}

const AROUND = [-1, 0, 1].flatMap((dx) => [-1, 0, 1].map((dy) => [dx, dy] as const))

type Scale = (value: number) => number

function scalesOf(box: Box, ink: Ink, { x, y }: Points): readonly (readonly [Scale, Scale])[] {
  const [inkX, inkY]: [number[], number[]] = [[], []]
  eachInk(ink, box, (column, row) => {
    inkX.push(column)
    inkY.push(row)
  })
  const all: readonly [readonly number[], readonly number[], readonly number[], readonly number[]] = [
    sorted(x),
    sorted(y),
    sorted(inkX),
    sorted(inkY),
  ]
  const fitted = (tail: number): readonly [Scale, Scale] => {
    const [dataX, dataY, drawnX, drawnY] = all.map((values) => between(values, tail)) as [Span, Span, Span, Span]
    return [linear(dataX, drawnX), linear(dataY, [drawnY[1], drawnY[0]])]
  }
  const [width, height] = [box.right - box.left, box.bottom - box.top]
  const [dataX, dataY] = [between(all[0], 0), between(all[1], 0)]
  const byAxes: readonly [Scale, Scale] = [
    linear(dataX, [box.left + MARGIN * width, box.right - MARGIN * width]),
    linear(dataY, [box.bottom - MARGIN * height, box.top + MARGIN * height]),
  ]
  return [fitted(0), fitted(TAIL), byAxes]
}

type Span = readonly [low: number, high: number]

function linear([from, to]: Span, [low, high]: Span): Scale {
  return (value) => low + ((high - low) * (value - from)) / (to - from)
}

function between(values: readonly number[], tail: number): Span {
  const last = values.length - 1
  return [values[Math.floor(tail * last)] as number, values[Math.ceil((1 - tail) * last)] as number]
}

function sorted(values: readonly number[]): readonly number[] {
  return Array.from(Float64Array.from(values).sort())
}

function constant(values: readonly number[]): boolean {
  const middle = between(sorted(values), TAIL)
  return !(middle[1] > middle[0])
}

function eachInk({ width, data }: Ink, { left, top, right, bottom }: Box, visit: (x: number, y: number) => void): void {
  for (let y = top; y < bottom; y++) for (let x = left; x < right; x++) if (data[y * width + x] === 1) visit(x, y)
}
