import { describe, expect, it } from 'vitest'
import { type Points, readEmbedding } from './embedding-plot.ts'
import type { Pixels } from './pixels.ts'
import { other, SHOWN, unclear } from './reading.ts'
import { BLACK, createFigure, type Figure, type Rgb, TEN } from './testing/figure.ts'

/** Axes of 200 by 200 pixels with square marks of `size` pixels, whose colours come in turn. */
function plot(marks: readonly (readonly [x: number, y: number])[], colours: readonly Rgb[] = TEN, size = 3): Pixels {
  return axesWith((figure) => {
    for (const [i, [x, y]] of marks.entries()) figure.rectangle(x, y, x + size, y + size, colours[i % colours.length] as Rgb)
  })
}

function axesWith(draw: (figure: Figure) => void): Pixels {
  const figure = createFigure(230, 230)
  for (const x of [20, 221]) figure.rectangle(x, 10, x + 1, 212, BLACK)
  for (const y of [10, 211]) figure.rectangle(20, y, 222, y + 1, BLACK)
  draw(figure)
  return figure.pixels()
}

/** Places along two branches of a parabola that lies on its side. */
const places = Array.from({ length: 120 }, (_, i) => [30 + Math.round((i - 60) ** 2 / 22), 25 + Math.round(1.5 * i)] as const)
const pointsOf = (marks: readonly (readonly [x: number, y: number])[], all = true): Points => ({
  x: marks.map(([x]) => 0.01 * x - 3),
  y: marks.map(([, y]) => 7 - 0.02 * y),
  all,
})
const points = pointsOf(places)

/** Places in rows of 28, seven pixels apart. */
const grid = (count: number) => Array.from({ length: count }, (_, i) => [24 + 7 * (i % 28), 14 + 7 * Math.floor(i / 28)] as const)

describe('a plot of points', () => {
  it('has the points of the functions, all or some of them', () => {
    expect(readEmbedding(plot(places), points)).toEqual(SHOWN)
    expect(readEmbedding(plot(places), pointsOf(places.slice(0, 60), false)).seen).toBe('other')
    expect(
      readEmbedding(
        plot(places),
        pointsOf(
          places.filter((_, i) => i % 7 === 0),
          false,
        ),
      ),
    ).toEqual(SHOWN)
  })

  it('is another where it is upside down', () => {
    const branch = places.slice(0, 70)
    const right = pointsOf(branch)
    expect(readEmbedding(plot(branch), right)).toEqual(SHOWN)
    expect(readEmbedding(plot(branch), { ...right, y: right.y.map((y) => -y) })).toMatchObject({ mistake: 'other-points' })
  })

  it('is another where it is mirrored', () => {
    const mirrored: Points = { ...points, x: points.x.map((x) => -x) }
    expect(readEmbedding(plot(places), mirrored)).toMatchObject({
      mistake: 'other-points',
      says: expect.stringMatching(/of the places with points in either, 0\.[0-4]\d are in common$/),
    })
  })

  it.each([
    [1, 'other', 'has points in one colour, not in one for each of the 10 digits'],
    [3, 'other', 'has points in 3 colours, not in one for each of the 10 digits'],
    [4, 'unclear', 'only 4 colours were told apart'],
    [7, 'unclear', 'only 7 colours were told apart'],
  ])('in %i colours is %s', (count, seen, says) => {
    expect(readEmbedding(plot(places, TEN.slice(0, count)), points)).toMatchObject({ seen, says })
  })

  it('in eight colours may be that of ten classes', () => {
    expect(readEmbedding(plot(places, TEN.slice(0, 8)), points)).toEqual(SHOWN)
  })

  it('has colours that differ by more than 20 levels in a channel', () => {
    const greens = (step: number): readonly Rgb[] => Array.from({ length: 8 }, (_, i) => [200, 20 + step * i, 0])
    expect(readEmbedding(plot(places, greens(21)), points)).toEqual(SHOWN)
    expect(readEmbedding(plot(places, greens(20)), points)).toEqual(unclear('only 4 colours were told apart'))
  })

  it('is left open where its marks are a pixel large', () => {
    const dense = places.flatMap(([x, y]) => [[x, y] as const, [x + 3, y] as const])
    expect(readEmbedding(plot(dense, TEN, 1), pointsOf(dense))).toEqual(unclear('its marks are too small to tell their colours apart'))
  })

  it('is left open where one of the numbers is the same for all', () => {
    const constant = unclear('the code is constant in one of its first two numbers')
    expect(readEmbedding(plot(places), { ...points, x: points.x.map(() => 2) })).toEqual(constant)
    expect(readEmbedding(plot(places), { ...points, y: points.y.map(() => 2) })).toEqual(constant)
  })

  it.each([
    ['on the right', 1, 0],
    ['below', 0, 1],
  ])('has no more colours for the smoothed edges of its marks %s', (_, right, below) => {
    const pixels = axesWith((figure) => {
      for (const [i, [x, y]] of places.entries()) {
        const colour = TEN[i % 3] as Rgb
        const mixed = colour.map((part) => Math.round((part + 255) / 2)) as unknown as Rgb
        figure.rectangle(x, y, x + 3 + right, y + 3 + below, mixed)
        figure.rectangle(x, y, x + 3, y + 3, colour)
      }
    })
    expect(readEmbedding(pixels, points)).toMatchObject({ says: 'has points in 3 colours, not in one for each of the 10 digits' })
  })

  it.each([
    ['to the right', 1, 0],
    ['downwards', 0, 1],
  ])('has marks that may shade off by eight levels a pixel %s', (_, right, down) => {
    const shaded = (step: number): Pixels =>
      axesWith((figure) => {
        for (const [i, [x, y]] of grid(120).entries()) {
          for (let at = 0; at < 9; at++) {
            const [dx, dy] = [at % 3, Math.floor(at / 3)]
            const [red, green, blue] = TEN[i % 8] as Rgb
            figure.rectangle(x + dx, y + dy, x + dx + 1, y + dy + 1, [red, green + step * (right * dx + down * dy), blue])
          }
        }
      })
    expect(readEmbedding(shaded(8), pointsOf(grid(120)))).toEqual(SHOWN)
    expect(readEmbedding(shaded(9), pointsOf(grid(120)))).toEqual(unclear('its marks are too small to tell their colours apart'))
  })

  it('has colours where a twentieth of its pixels lies inside of marks', () => {
    const few = (large: number) => {
      const marks = grid(568 + large)
      const pixels = axesWith((figure) => {
        // Each large mark has four pixels whose neighbours to the right and below have its colour.
        for (const [i, [x, y]] of marks.entries()) {
          const size = i < large ? 3 : 1
          figure.rectangle(x, y, x + size, y + size, TEN[i % 8] as Rgb)
        }
      })
      return readEmbedding(pixels, pointsOf(marks))
    }
    expect(few(8)).toEqual(SHOWN)
    expect(few(7)).toEqual(unclear('its marks are too small to tell their colours apart'))
  })

  it('has a colour where four of a thousand pixels have it', () => {
    const colours = (count: number) => Array.from({ length: count }, (_, i) => TEN[i === 0 ? 7 : i % 7] as Rgb)
    expect(readEmbedding(plot(grid(250), colours(250)), pointsOf(grid(250)))).toEqual(SHOWN)
    expect(readEmbedding(plot(grid(251), colours(251)), pointsOf(grid(251)))).toEqual(unclear('only 7 colours were told apart'))
  })

  it('has two hundred pixels at least', () => {
    const eight = places.filter((_, i) => i % 15 === 0)
    expect(readEmbedding(plot(eight, TEN, 5), pointsOf(eight))).toEqual(SHOWN)
  })

  it('is missing in axes with hardly anything in them', () => {
    expect(readEmbedding(plot(places.filter((_, i) => i % 10 === 0)), points)).toEqual(other('empty-axes', 'has axes without points'))
  })
})
