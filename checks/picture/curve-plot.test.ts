import { describe, expect, it } from 'vitest'
import { readCurve } from './curve-plot.ts'
import { other, SHOWN, unclear } from './reading.ts'
import { BLACK, BLUE, createFigure, type Figure } from './testing/figure.ts'

const NO_LINE = unclear('no line over most of the width of its axes was found in it')

/** Axes that are 100 pixels wide inside, from 22 to before 122, and 96 high, from 12 to before 108. */
function reading(draw: (figure: Figure) => void) {
  const figure = createFigure(150, 130)
  for (const x of [20, 123]) figure.rectangle(x, 10, x + 1, 110, BLACK)
  for (const y of [10, 109]) figure.rectangle(20, y, 124, y + 1, BLACK)
  draw(figure)
  return readCurve(figure.pixels())
}

/** Dashes of a pixel's height from `left` to `right`, each `rise` below the one before, with `gap` columns between them. */
const dashed = (left: number, right: number, gap: number, rise = 0, dash = 10) =>
  reading((figure) => {
    for (let x = left, i = 0; x < right; x += dash + gap, i++) {
      figure.rectangle(x, 30 + i * rise, Math.min(right, x + dash), 31 + i * rise, BLUE)
    }
  })

describe('a curve', () => {
  it('goes over six tenths of the width of its axes', () => {
    expect([dashed(22, 82, 0), dashed(22, 81, 0), dashed(62, 122, 0), dashed(63, 122, 0)]).toEqual([SHOWN, NO_LINE, SHOWN, NO_LINE])
  })

  it('may have gaps as wide as a grid line that was taken out, to the right, below and above', () => {
    expect([dashed(30, 110, 3), dashed(30, 110, 4)]).toEqual([SHOWN, NO_LINE])
    expect([dashed(30, 110, 0, 4), dashed(30, 110, 0, 5)]).toEqual([SHOWN, NO_LINE])
    const rising = (step: number) =>
      reading((figure) => {
        for (let i = 0; i < 8; i++) figure.rectangle(30 + 10 * i, 100 - step * i, 40 + 10 * i, 101 - step * i, BLUE)
      })
    expect([rising(4), rising(5)]).toEqual([SHOWN, NO_LINE])
  })

  it('is found also where its first pixel lies in its middle', () => {
    const peak = reading((figure) => {
      for (let x = 30; x < 110; x++) figure.rectangle(x, 20 + Math.abs(x - 70), x + 1, 21 + Math.abs(x - 70), BLUE)
    })
    expect(peak).toEqual(SHOWN)
  })

  it('covers at most half of the box around it', () => {
    const band = (height: number) => reading((figure) => figure.rectangle(30, 40, 110, 40 + height, BLUE))
    expect([band(2), band(3), band(40)]).toEqual([SHOWN, NO_LINE, NO_LINE])
    const block = (rows: number) =>
      reading((figure) => {
        figure.rectangle(30, 20, 110, 20 + rows, BLUE)
        figure.rectangle(30, 20 + rows, 31, 60, BLUE)
      })
    expect([block(19), block(21)]).toEqual([SHOWN, NO_LINE])
  })

  it('may be one among other things', () => {
    const among = reading((figure) => {
      figure.rectangle(30, 15, 40, 25, BLUE)
      figure.rectangle(30, 60, 110, 61, BLUE)
      figure.rectangle(30, 80, 50, 100, BLUE)
    })
    expect(among).toEqual(SHOWN)
    const apart = reading((figure) => {
      figure.rectangle(24, 20, 70, 21, BLUE)
      figure.rectangle(76, 80, 120, 81, BLUE)
    })
    expect(apart).toEqual(NO_LINE)
  })

  it('is missed in axes with less ink than a line has', () => {
    const dash = (length: number) => reading((figure) => figure.rectangle(30, 60, 30 + length, 61, BLUE))
    expect([dash(0), dash(39), dash(40)]).toEqual([
      other('empty-axes', 'has axes without a line'),
      other('empty-axes', 'has axes without a line'),
      NO_LINE,
    ])
  })

  it('may fill the picture from corner to corner', () => {
    const corners = (x: (i: number) => number, y: (i: number) => number) => {
      const figure = createFigure(100, 100)
      for (let i = 0; i < 100; i++) figure.rectangle(x(i), y(i), x(i) + 1, y(i) + 1, BLUE)
      return readCurve(figure.pixels())
    }
    expect(
      corners(
        (i) => i,
        (i) => i,
      ),
    ).toEqual(SHOWN)
    expect(
      corners(
        (i) => i,
        (i) => 99 - i,
      ),
    ).toEqual(SHOWN)
  })

  it('does not go on at the other end of the next row', () => {
    const figure = createFigure(100, 100)
    figure.rectangle(60, 40, 100, 41, BLUE)
    figure.rectangle(0, 41, 40, 42, BLUE)
    for (const [x, y] of [
      [0, 0],
      [99, 99],
    ] as const)
      figure.rectangle(x, y, x + 1, y + 1, BLUE)
    figure.rectangle(50, 0, 51, 30, BLUE)
    figure.rectangle(50, 60, 51, 100, BLUE)
    expect(readCurve(figure.pixels()).seen).not.toBe('shown')
  })
})
