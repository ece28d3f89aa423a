import { describe, expect, it } from 'vitest'
import { readCorrupted, readParabola } from './parabola-plot.ts'
import type { Pixels } from './pixels.ts'
import { BLACK, BLUE, createFigure, type Figure, GREEN, ORANGE, RED, type Rgb } from './testing/figure.ts'

function axes(draw: (figure: Figure) => void): Pixels {
  const figure = createFigure(250, 250)
  for (const x of [20, 239]) figure.rectangle(x, 10, x + 1, 230, BLACK)
  for (const y of [10, 229]) figure.rectangle(20, y, 240, y + 1, BLACK)
  draw(figure)
  return figure.pixels()
}

const dot = (figure: Figure, x: number, y: number, colour: Rgb = BLUE): void => figure.rectangle(x, y, x + 1, y + 1, colour)

/** Heights of a parabola over the columns 30 to 229, 125 pixels high. */
const height = (x: number): number => 195 - Math.round((x - 130) ** 2 / 80)

/** Two dots per column, so far below and above the parabola. */
const around = (off: number): Pixels =>
  axes((figure) => {
    for (let x = 30; x < 230; x++) for (const by of [-off, off]) dot(figure, x, height(x) + by)
  })

/** What a parabola explains of heights with so much noise. */
const share = (off: number): string => {
  const heights = Array.from({ length: 200 }, (_, i) => height(30 + i))
  const mean = heights.reduce((sum, y) => sum + y, 0) / 200
  const variance = heights.reduce((sum, y) => sum + (y - mean) ** 2, 0) / 200
  return (variance / (variance + off ** 2)).toFixed(2)
}

describe('points of a parabola', () => {
  it.each([
    [1, 'shown', undefined],
    [2, 'shown', undefined],
    [3, 'unclear', `a parabola explains ${share(3)} of it`],
    [4, 'unclear', `a parabola explains ${share(4)} of it`],
    [5, 'other', `shows points that do not lie on a parabola, which explains only ${share(5)} of them`],
    [20, 'other', `shows points that do not lie on a parabola, which explains only ${share(20)} of them`],
  ])('%i pixels beside it are %s', (off, seen, says) => {
    expect(readParabola(around(off))).toMatchObject({ seen, ...(says === undefined ? {} : { says }) })
  })

  it.each([
    [1, 'other', 'shows points that lie on the parabola, without noise'],
    [3, 'other', 'shows points that lie on the parabola, without noise'],
    [4, 'unclear', `a parabola explains ${share(4)} of it`],
    [5, 'unclear', `a parabola explains ${share(5)} of it`],
    [6, 'shown', undefined],
    [13, 'shown', undefined],
    [15, 'unclear', `a parabola explains ${share(15)} of it`],
    [20, 'unclear', `a parabola explains ${share(20)} of it`],
    [24, 'other', `shows more noise than asked for: a parabola explains ${share(24)} of it, with noise of 0.05 at least 0.87`],
  ])('with noise of %i pixels are %s', (off, seen, says) => {
    expect(readCorrupted(around(off))).toMatchObject({ seen, ...(says === undefined ? {} : { says }) })
  })

  it('all count where all lie equally far from the curve', () => {
    const line = axes((figure) => {
      for (let x = 30; x < 160; x++) for (const by of [-20, 20]) dot(figure, x, x + 30 + by)
    })
    const variance = (130 ** 2 - 1) / 12
    const explained = (variance / (variance + 20 ** 2)).toFixed(2)
    expect(readCorrupted(line)).toMatchObject({ seen: 'unclear', says: `a parabola explains ${explained} of it` })
  })

  it('may lie anywhere and on one branch only', () => {
    const branch = axes((figure) => {
      for (let x = 40; x < 140; x++) for (const by of [0, 1, 2]) dot(figure, x, 25 + Math.round((x - 40) ** 2 / 60) + by)
    })
    expect(readParabola(branch)).toEqual({ seen: 'shown' })
  })

  it('are told from the few marks of a legend, and not from many', () => {
    const legend = (marks: number): Pixels =>
      axes((figure) => {
        for (let x = 30; x < 230; x++) for (const by of [0, 1]) dot(figure, x, height(x) + by)
        for (let i = 0; i < marks; i++) dot(figure, 120 + i, 20)
      })
    expect(readParabola(legend(7))).toEqual({ seen: 'shown' })
    expect(readParabola(legend(20)).seen).not.toBe('shown')
  })

  it('are those of the most common colour, if at least half of what is drawn has it', () => {
    const beside = (others: number): Pixels =>
      axes((figure) => {
        for (let x = 30; x < 230; x++) {
          for (const by of [0, 1]) dot(figure, x, height(x) + by)
          dot(figure, x, height(x) + 2, [31 + 40, 119 - 40, 180 + 40])
        }
        for (let i = 0; i < others; i++) {
          dot(figure, 30 + (i % 200), 26 + 7 * (i % 4) + Math.floor(i / 200), [RED, GREEN, ORANGE][i % 3] as Rgb)
        }
      })
    expect(readParabola(beside(600))).toEqual({ seen: 'shown' })
    expect(readParabola(beside(601)).seen).not.toBe('shown')
  })

  it.each<[string, Rgb]>([
    ['red', [31 + 41, 119, 180]],
    ['green', [31, 119 - 41, 180]],
    ['blue', [31, 119, 180 + 41]],
  ])('do not count with colours that differ clearly in %s', (_, colour) => {
    const pixels = axes((figure) => {
      for (let x = 30; x < 230; x++) {
        for (const by of [0, 1]) dot(figure, x, height(x) + by)
        dot(figure, x, 20, colour)
      }
    })
    expect(readParabola(pixels)).toEqual({ seen: 'shown' })
  })

  it('are no line, upright or level', () => {
    const upright = axes((figure) => figure.rectangle(100, 40, 101, 220, BLUE))
    const level = axes((figure) => figure.rectangle(25, 100, 235, 101, BLUE))
    const nothing = 'shows points that do not lie on a parabola, which explains only 0.00 of them'
    expect(readParabola(level)).toMatchObject({ mistake: 'no-parabola', says: nothing })
    expect(readCorrupted(level)).toMatchObject({ mistake: 'too-noisy' })
    expect(readParabola(upright)).toMatchObject({ mistake: 'empty-axes' })
    const wider = axes((figure) => figure.rectangle(100, 15, 101, 225, BLUE))
    expect(readParabola(wider)).toMatchObject({ mistake: 'no-parabola', says: nothing })
  })

  it('are missing in axes with hardly anything in them', () => {
    const dots = (count: number): Pixels =>
      axes((figure) => {
        for (let x = 30; x < 30 + count / 2; x++) for (const by of [0, 1]) if (2 * (x - 30) + by < count) dot(figure, x, height(x) + by)
      })
    expect(readParabola(dots(199))).toMatchObject({ seen: 'other', mistake: 'empty-axes' })
    expect(readCorrupted(dots(199))).toMatchObject({ seen: 'other', mistake: 'empty-axes' })
    expect(readParabola(dots(200))).toEqual({ seen: 'shown' })
    expect(readCorrupted(dots(200))).toMatchObject({ mistake: 'no-noise' })
  })
})
