import { describe, expect, it } from 'vitest'
import { readConfusion } from './confusion-plot.ts'
import type { Pixels } from './pixels.ts'
import { SHOWN, unclear } from './reading.ts'
import { createFigure } from './testing/figure.ts'

type Sides = readonly [left: number, top: number, right: number, bottom: number]
type Level = (row: number, column: number) => number

interface Drawing {
  /** Side of a cell in pixels. */
  readonly cell?: number
  readonly at?: readonly [left: number, top: number]
  /** To so many cells `corner` is added in their upper left part. */
  readonly spoilt?: number
  readonly corner?: number
  /** Painted last. */
  readonly box?: Sides
  readonly grey?: number
}

/** Ten by ten cells of grey levels on white. */
function cells(level: Level, { cell = 8, at = [20, 30], spoilt = 0, corner = 0, box = [0, 0, 0, 0], grey = 255 }: Drawing = {}): Pixels {
  const figure = createFigure(300, 270)
  const paint = (sides: Sides, value: number): void => figure.rectangle(...sides, [value, value, value])
  for (let i = 0; i < 100; i++) {
    const [row, column] = [Math.floor(i / 10), i % 10]
    const [x, y] = [at[0] + cell * column, at[1] + cell * row]
    paint([x, y, x + cell, y + cell], level(row, column))
    if (i < spoilt) paint([x, y, x + cell / 2, y + cell / 2], level(row, column) + corner)
  }
  paint(box, grey)
  return figure.pixels()
}

const matrix = (diagonal: readonly number[], off: Level = () => 3) =>
  diagonal.map((count, i) => diagonal.map((_, j) => (i === j ? count : off(i, j))))

const rising = Array.from({ length: 10 }, (_, i) => 100 + 10 * i)
const counts = matrix(rising)
/** The diagonal in the order of these ranks, from 0 to 9. */
const ranked = (ranks: readonly number[]): Pixels => cells((i, j) => (i === j ? 100 + 10 * (ranks[i] as number) : 20))

describe('a confusion matrix', () => {
  it.each<[string, Pixels]>([
    ['brighter where more is', ranked([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])],
    ['darker where more is', cells((i, j) => (i === j ? 100 - 10 * i : 200))],
    ['in larger cells', cells((i, j) => (i === j ? 100 + 10 * i : 20), { cell: 15 })],
  ])('is recognised %s', (_, pixels) => expect(readConfusion(pixels, counts)).toEqual(SHOWN))

  it('is recognised where the order along its diagonal agrees to 0.8', () => {
    // Spearman's correlation of ten ranks: 1 − 6 · 32 / 990 and 1 − 6 · 34 / 990.
    expect(readConfusion(ranked([4, 1, 2, 3, 0, 5, 6, 7, 8, 9]), counts)).toEqual(SHOWN)
    expect(readConfusion(ranked([4, 1, 2, 3, 0, 5, 6, 7, 9, 8]), counts)).toMatchObject({
      mistake: 'other-matrix',
      says: expect.stringContaining('agrees with the counts to 0.79 only'),
    })
    expect(readConfusion(ranked([9, 8, 7, 6, 5, 4, 3, 2, 1, 0]), counts)).toMatchObject({ says: expect.stringContaining('to -1.00 only') })
    expect(
      readConfusion(
        cells((i, j) => (i === j ? 100 + 5 * i : 200)),
        counts,
      ),
    ).toMatchObject({ says: expect.stringContaining('to -1.00 only') })
  })

  it('gives equal counts their mean rank', () => {
    const tied = matrix([100, 100, 100, 100, 100, 200, 200, 200, 200, 200])
    // Five and five against ten ranks: 62.5 / √(62.5 · 82.5).
    expect(readConfusion(ranked([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]), tied)).toEqual(SHOWN)
    expect(readConfusion(ranked([1, 2, 3, 4, 5, 0, 6, 7, 8, 9]), tied)).toMatchObject({ says: expect.stringContaining('to 0.52 only') })
  })

  it('gives equal counts their mean rank, however many there are', () => {
    const tied = matrix([100, 100, 100, 100, 100, 100, 150, 160, 160, 170])
    // Ranks 3.5 (six times), 7, 8.5, 8.5, 10 against ten ranks: 24.5 / √(64.5 · 82.5).
    expect(readConfusion(ranked([0, 1, 2, 3, 9, 8, 4, 5, 6, 7]), tied)).toMatchObject({ says: expect.stringContaining('to 0.34 only') })
  })

  it.each<[string, Drawing]>([
    ['above', { at: [20, 110], box: [200, 10, 280, 90] }],
    ['below', { at: [20, 10], box: [200, 170, 280, 250] }],
  ])('is the larger one of two squares, the smaller one %s', (_, drawing) => {
    const pixels = cells((i, j) => (i === j ? 100 + 10 * i : 20), { cell: 15, grey: 90, ...drawing })
    expect(readConfusion(pixels, counts)).toEqual(SHOWN)
  })

  it('may be drawn as shares of its rows or of its columns', () => {
    const falling = (i: number): number => Math.round((200 * (100 + 10 * i)) / (100 + 100 * i))
    const byRows = matrix(rising, (i) => 10 * i)
    const byColumns = matrix(rising, (_, j) => 10 * j)
    const drawn = cells((i, j) => (i === j ? falling(i) : 10))
    expect(readConfusion(drawn, byRows)).toEqual(SHOWN)
    expect(readConfusion(drawn, byColumns)).toEqual(SHOWN)
    expect(readConfusion(drawn, counts)).toMatchObject({ mistake: 'other-matrix' })
  })

  it('is refused where its diagonal does not stand out', () => {
    const diagonal = (least: number, others: number) =>
      readConfusion(
        cells((i, j) => (i === j ? least + 10 * i : others)),
        counts,
      )
    expect(diagonal(61, 60)).toEqual(SHOWN)
    expect(diagonal(60, 60)).toMatchObject({ seen: 'other', mistake: 'no-diagonal' })
    expect(diagonal(60, 100)).toMatchObject({ seen: 'other', mistake: 'no-diagonal' })
    expect(diagonal(60, 150)).toMatchObject({ seen: 'other', mistake: 'no-diagonal' })
    expect(diagonal(60, 151)).toMatchObject({ seen: 'other', mistake: 'other-matrix' })
  })

  it('is left open where the answers have no diagonal that stands out', () => {
    const open = unclear('your answers have no diagonal that stands out')
    const withMost = (most: number) =>
      readConfusion(
        cells(() => 60),
        matrix(rising, (i, j) => (i === 2 && j === 7 ? most : 0)),
      )
    expect(withMost(100)).toEqual(open)
    expect(withMost(99)).toMatchObject({ mistake: 'no-diagonal' })
  })

  it('is left open where the colours of its diagonal are too alike', () => {
    const range = (levels: number) =>
      readConfusion(
        cells((i, j) => (i === j ? 98 + Math.floor((levels * i) / 9) : 20)),
        counts,
      )
    expect(range(3)).toEqual(unclear('all cells of its diagonal have one colour'))
    expect(range(4)).toEqual(SHOWN)
  })

  it('has a hundred cells of eight pixels or more, of which ten may be uneven', () => {
    const level: Level = (i, j) => (i === j ? 100 + 10 * i : 61)
    const none = unclear('no grid of 10 × 10 even cells was found in it')
    expect(readConfusion(cells(level, { cell: 7 }), counts)).toEqual(none)
    expect(readConfusion(cells(level, { box: [99, 0, 200, 200] }), counts)).toEqual(none)
    expect(readConfusion(cells(level, { box: [0, 109, 200, 200] }), counts)).toEqual(none)
    expect(readConfusion(cells(level, { spoilt: 10, corner: 30 }), counts).seen).not.toBe('unclear')
    expect(readConfusion(cells(level, { spoilt: 11, corner: 30 }), counts)).toEqual(none)
    expect(readConfusion(cells(level, { spoilt: 100, corner: 12 }), counts)).toEqual(SHOWN)
    expect(readConfusion(cells(level, { spoilt: 100, corner: 13 }), counts)).toEqual(none)
  })
})
