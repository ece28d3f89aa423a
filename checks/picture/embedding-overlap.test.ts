import { scaleLinear } from 'd3-scale'
import { describe, expect, it } from 'vitest'
import { createRandom } from '../random.ts'
import { type Points, readEmbedding } from './embedding-plot.ts'
import type { Box, Pixels } from './pixels.ts'
import { other, type Reading, SHOWN, twoDigits } from './reading.ts'
import { BLACK, createFigure, TEN } from './testing/figure.ts'

type Place = readonly [x: number, y: number]

interface Mark {
  /** Of its upper left pixel. */
  readonly at: Place
  readonly size: number
}

/** Axes with these marks, whose colours come in turn. A pixel beside the lines of their frame does not belong to the box. */
function plotOf({ left, top, right, bottom }: Box, marks: readonly Mark[]): Pixels {
  const figure = createFigure(right + 20, bottom + 20)
  for (const x of [left - 2, right + 1]) figure.rectangle(x, top - 2, x + 1, bottom + 2, BLACK)
  for (const y of [top - 2, bottom + 1]) figure.rectangle(left - 2, y, right + 2, y + 1, BLACK)
  for (const [i, { at, size }] of marks.entries()) {
    figure.rectangle(at[0], at[1], at[0] + size, at[1] + size, TEN[i % TEN.length] as (typeof TEN)[number])
  }
  return figure.pixels()
}

/**
 * Which share of the cells with points in the picture or by the functions has both, by its definition: axes have 32 cells across, of six
 * pixels at least; points are spread from the first to the last pixel drawn, once without the outermost hundredth at each end, or with a
 * margin of a 22nd of the axes; marks are 0, 2, 4 or 7 pixels around their points.
 */
function shareInCommon(box: Box, marks: readonly Mark[], points: Points): number {
  const cell = Math.max(6, (box.right - box.left) / 32)
  const cellOf = ([x, y]: Place): string => `${Math.floor((x - box.left) / cell)} ${Math.floor((y - box.top) / cell)}`
  const isInside = ([x, y]: Place): boolean => {
    const beyond = (from: number, to: number): number => from + cell * Math.ceil((to - from) / cell)
    return x >= box.left && y >= box.top && x < beyond(box.left, box.right) && y < beyond(box.top, box.bottom)
  }
  const pixels = new Map<string, Place>()
  for (const { at, size } of marks) {
    for (let i = 0; i < size ** 2; i++) {
      const place: Place = [at[0] + (i % size), at[1] + Math.floor(i / size)]
      pixels.set(place.join(), place)
    }
  }
  const ink = [...pixels.values()]
  const drawn = new Set(ink.map(cellOf))
  const ends = (values: readonly number[], tail: number): Place => {
    const inOrder = [...values].sort((a, b) => a - b)
    return [inOrder[Math.floor(tail * (values.length - 1))] as number, inOrder[Math.ceil((1 - tail) * (values.length - 1))] as number]
  }
  const [width, height] = [box.right - box.left, box.bottom - box.top]
  const spreads = [
    ...[0, 0.01].map((tail) => ({
      tail,
      across: ends(
        ink.map(([x]) => x),
        tail,
      ),
      up: ends(
        ink.map(([, y]) => y),
        tail,
      ),
    })),
    { tail: 0, across: [box.left + width / 22, box.right - width / 22], up: [box.top + height / 22, box.bottom - height / 22] },
  ]
  const shares = spreads.flatMap(({ tail, across, up }) => {
    const toX = scaleLinear(ends(points.x, tail), across)
    const toY = scaleLinear(ends(points.y, tail), [...up].reverse())
    return [0, 2, 4, 7].map((mark) => {
      const expected = new Set<string>()
      for (const [i, x] of points.x.entries()) {
        for (let corner = 0; corner < 9; corner++) {
          const place: Place = [toX(x) + mark * ((corner % 3) - 1), toY(points.y[i] as number) + mark * (Math.floor(corner / 3) - 1)]
          if (isInside(place)) expected.add(cellOf(place))
        }
      }
      const both = [...expected].filter((one) => drawn.has(one)).length
      return both / (points.all ? new Set([...expected, ...drawn]).size : expected.size)
    })
  })
  return Math.max(...shares)
}

function readingOf(share: number): Reading {
  if (share >= 0.5) return SHOWN
  return other(
    'other-points',
    `shows other points than your functions give: of the places with points in either, ${twoDigits(share)} are in common`,
    'Was the plot made by the network that you handed in?',
  )
}

const random = createRandom(3, 'embedding')
const whole = (from: number, to: number): number => Math.floor(random.uniform(from, to))

interface Scene {
  readonly box: Box
  readonly marks: readonly Mark[]
  readonly points: Points
}

/** Marks at random places, and points of which some belong to them. */
function scene(kind: number): Scene {
  const [left, top] = [whole(12, 40), whole(12, 40)]
  const box = { left, top, right: left + whole(90, 420), bottom: top + whole(90, 420) }
  const [zoomX, zoomY] = [whole(1, 9) / 64, whole(1, 9) / 64]
  const size = whole(4, 8)
  // Rounded to what binary fractions hold, so that no rounding decides in which cell a point lies.
  const [marginX, marginY] = [box.right - box.left, box.bottom - box.top].map((extent) => Math.round((64 * extent) / 22) / 64) as [
    number,
    number,
  ]
  const somewhere = (): Place => [
    whole(box.left + marginX, box.right - marginX - size),
    whole(box.top + marginY, box.bottom - marginY - size),
  ]
  const places = Array.from({ length: whole(30, 60) }, somewhere)
  const marks: Mark[] = places.map((at) => ({ at, size }))
  // A legend, in two corners: small, or so large that it decides what is drawn first and last.
  const legend = [1, 3, 12][kind % 3] as number
  if (kind >= 3) marks.push({ at: [box.left, box.bottom - legend], size: legend }, { at: [box.right - legend, box.top], size: legend })
  const known = places.filter(() => random.uniform(0, 1) < 0.4)
  const unknown = Array.from({ length: whole(25, 50) }, somewhere)
  const middle = size / 2
  const shown = [...known, ...unknown].map(([x, y]): Place => [x + middle, y + middle])
  if (kind >= 3) shown.push([box.left + marginX, box.top + marginY], [box.right - marginX, box.bottom - marginY])
  const all = shown.map(([x, y]): Place => [zoomX * x - 5, 9 - zoomY * y])
  return { box, marks, points: { x: all.map(([x]) => x), y: all.map(([, y]) => y), all: kind % 2 === 0 } }
}

/** Large marks, also in the corners, and points of which many belong to them. */
function sceneAtTheEdges(all: boolean): Scene {
  const box = { left: 20, top: 20, right: 20 + whole(120, 280), bottom: 20 + whole(120, 280) }
  const size = whole(13, 17)
  const [right, bottom] = [box.right - size, box.bottom - size]
  const somewhere = (): Place => [whole(box.left, right), whole(box.top, bottom)]
  const places = Array.from({ length: whole(4, 9) }, somewhere)
  const corners: readonly Place[] = [
    [box.left, box.top],
    [right, box.top],
    [box.left, bottom],
    [right, bottom],
  ]
  const unknown = Array.from({ length: all ? whole(4, 9) : whole(8, 16) }, somewhere)
  const shown = [...corners, ...places.slice(0, 2), ...unknown]
  return {
    box,
    marks: [...corners, ...places].map((at) => ({ at, size })),
    points: { x: shown.map(([x]) => x / 64), y: shown.map(([, y]) => -y / 64), all },
  }
}

/** Many of the scenes have less than half in common: of those the share is told, so that it can be compared. */
function expectAsDefined(times: number, make: () => Scene): void {
  let others = 0
  for (let i = 0; i < times; i++) {
    const { box, marks, points } = make()
    const reading = readingOf(shareInCommon(box, marks, points))
    if (reading !== SHOWN) others++
    expect(readEmbedding(plotOf(box, marks), points)).toEqual(reading)
  }
  expect(others).toBeGreaterThan(10)
}

describe('the share of places that a plot and the points have in common', () => {
  it.each([0, 1, 2, 3, 4, 5])('is what its definition says, in scenes of kind %i', (kind) => {
    expectAsDefined(20, () => scene(kind))
  })

  it.each([true, false])('does not count what would lie outside of the axes, with all points %s', (all) => {
    expectAsDefined(40, () => sceneAtTheEdges(all))
  })

  it('is enough from one half on', () => {
    let halves = 0
    for (let i = 0; i < 200; i++) {
      const { box, marks, points } = sceneAtTheEdges(false)
      if (shareInCommon(box, marks, points) !== 0.5) continue
      halves++
      expect(readEmbedding(plotOf(box, marks), points)).toEqual(SHOWN)
    }
    expect(halves).toBeGreaterThan(0)
  })
})
