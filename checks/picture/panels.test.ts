import { describe, expect, it } from 'vitest'
import { PIXELS, SIDE } from '../model/image-batch.ts'
import { createRandom } from '../random.ts'
import { imageAt, likeness, mostAlike, panelsOf, standardised } from './panels.ts'
import type { Pixels } from './pixels.ts'
import { createFigure, grey } from './testing/figure.ts'

const random = createRandom(11, 'panels')

/** Images of grey levels from 60 to 200, so that no part of them is taken for the white margin. */
const noise = Array.from({ length: 4 }, () => Float64Array.from({ length: PIXELS }, () => 60 + Math.floor(random.uniform(0, 141))))

/** The images with their upper left corners at these places, `scale` pixels to one of theirs. */
function figureOf(corners: readonly (readonly [left: number, top: number])[], scale: number, tick = 0): Pixels {
  const figure = createFigure(300, 300)
  for (const [i, [left, top]] of corners.entries()) {
    for (const [j, value] of (noise[i] as Float64Array).entries()) {
      const [x, y] = [left + scale * (j % SIDE), top + scale * Math.floor(j / SIDE)]
      figure.rectangle(x, y, x + scale, y + scale, grey(value / 255))
    }
    if (left < 50) figure.rectangle(left - tick, top + 10, left, top + 11, [0, 0, 0])
  }
  return figure.pixels()
}

const likenesses = (pixels: Pixels) =>
  panelsOf(pixels).map((panel, i) => likeness(panel.slice(0, 1), standardised(noise[i] as Float64Array)))

describe('the panels of a figure', () => {
  it.each<[string, readonly (readonly [number, number])[], number]>([
    [
      'that stand apart',
      [
        [10, 10],
        [100, 10],
        [10, 100],
        [100, 100],
      ],
      2,
    ],
    [
      'that stand apart, three of them',
      [
        [10, 10],
        [100, 10],
        [190, 10],
      ],
      2,
    ],
    [
      'that touch, two by two',
      [
        [10, 10],
        [66, 10],
        [10, 66],
        [66, 66],
      ],
      2,
    ],
    [
      'that touch, in a row',
      [
        [10, 10],
        [66, 10],
        [122, 10],
        [178, 10],
      ],
      2,
    ],
    [
      'that touch, one below the other',
      [
        [10, 10],
        [10, 66],
        [10, 122],
        [10, 178],
      ],
      2,
    ],
    [
      'of a pixel for a pixel',
      [
        [10, 10],
        [50, 10],
        [10, 50],
        [50, 50],
      ],
      1,
    ],
  ])('%s, come row by row', (_, corners, scale) => {
    const found = likenesses(figureOf(corners, scale))
    expect(found).toHaveLength(corners.length)
    for (const r of found) expect(r).toBeCloseTo(1, 12)
  })

  it('that touch end where their ticks begin', () => {
    const found = likenesses(
      figureOf(
        [
          [20, 10],
          [76, 10],
          [20, 66],
          [76, 66],
        ],
        2,
        5,
      ),
    )
    expect(found).toHaveLength(4)
    for (const r of found) expect(r).toBeCloseTo(1, 12)
  })

  it('are the means of equal parts of a square', () => {
    const figure = createFigure(300, 300)
    const fine = Float64Array.from({ length: 4 * PIXELS }, () => 60 + Math.floor(random.uniform(0, 141)))
    for (const left of [10, 100, 190]) {
      for (const [j, value] of fine.entries()) {
        const [x, y] = [left + (j % (2 * SIDE)), 10 + Math.floor(j / (2 * SIDE))]
        figure.rectangle(x, y, x + 1, y + 1, grey(value / 255))
      }
    }
    const at = (row: number, column: number): number => fine[2 * SIDE * row + column] as number
    const means = Float64Array.from({ length: PIXELS }, (_, i) => {
      const [row, column] = [2 * Math.floor(i / SIDE), 2 * (i % SIDE)]
      return (at(row, column) + at(row, column + 1) + at(row + 1, column) + at(row + 1, column + 1)) / 4
    })
    const panels = panelsOf(figure.pixels())
    expect(panels).toHaveLength(3)
    for (const panel of panels) expect(likeness(panel.slice(0, 1), standardised(means))).toBeCloseTo(1, 12)
  })

  it.each([1, 2, 3])('may have a frame of %i pixels', (thickness) => {
    const corners = [
      [20, 20],
      [120, 20],
      [20, 120],
      [120, 120],
    ] as const
    const pixels = figureOf(corners, 2)
    const framed = { ...pixels, data: pixels.data.slice() }
    const paint = (x: number, y: number): void => void framed.data.fill(0, 3 * (300 * y + x), 3 * (300 * y + x) + 3)
    for (const [left, top] of corners) {
      for (let along = -thickness; along < 56 + thickness; along++) {
        for (let deep = 1; deep <= thickness; deep++) {
          paint(left + along, top - deep)
          paint(left + along, top + 55 + deep)
          paint(left - deep, top + along)
          paint(left + 55 + deep, top + along)
        }
      }
    }
    const panels = panelsOf(framed)
    expect(panels.map((panel) => panel.length)).toEqual([4, 4, 4, 4])
    for (const [i, panel] of panels.entries()) {
      expect(likeness([panel[thickness] as Float64Array], standardised(noise[i] as Float64Array))).toBeCloseTo(1, 12)
    }
  })

  it('are means over parts of unequal size as well, bright where the image is', () => {
    const figure = createFigure(300, 300)
    const level = (row: number, column: number): number => 60 + ((7 * row + 3 * column) % 140)
    for (const left of [10, 100, 190]) {
      for (let i = 0; i < 70 * 70; i++) {
        const [row, column] = [Math.floor(i / 70), i % 70]
        figure.rectangle(left + column, 10 + row, left + column + 1, 11 + row, grey(level(row, column) / 255))
      }
    }
    const means = Float64Array.from({ length: PIXELS }, (_, i) => {
      const part = (at: number): number[] =>
        Array.from({ length: 70 }, (_, k) => k).filter((k) => k >= Math.floor(2.5 * at) && k < Math.floor(2.5 * (at + 1)))
      const levels = part(Math.floor(i / SIDE)).flatMap((row) => part(i % SIDE).map((column) => level(row, column)))
      return levels.reduce((sum, one) => sum + one, 0) / levels.length
    })
    const expected = standardised(means)
    for (const [whole] of panelsOf(figure.pixels())) {
      for (const [i, value] of (whole as Float64Array).entries()) expect(value).toBeCloseTo(expected[i] as number, 12)
    }
    expect.assertions(3 * PIXELS)
  })

  it('repeat pixels where less than 28 are left of a side', () => {
    const corners = [10, 100, 190].map((left) => [left, 10] as const)
    for (const [i, panel] of panelsOf(figureOf(corners, 1)).entries()) {
      for (const inset of [1, 2, 3]) {
        const nearest = (at: number): number => inset + Math.floor(((SIDE - 2 * inset) * at) / SIDE)
        const expected = Float64Array.from({ length: PIXELS }, (_, j) => {
          const [row, column] = [nearest(Math.floor(j / SIDE)), nearest(j % SIDE)]
          return (noise[i] as Float64Array)[SIDE * row + column] as number
        })
        expect(likeness([panel[inset] as Float64Array], standardised(expected))).toBeCloseTo(1, 12)
      }
    }
  })

  it('that touch are all square, or there are none', () => {
    const block = (width: number): Pixels => {
      const figure = createFigure(300, 300)
      figure.rectangle(10, 10, 10 + width, 90, [0, 0, 0])
      return figure.pixels()
    }
    expect(panelsOf(block(100))).toHaveLength(4)
    expect(panelsOf(block(101))).toEqual([])
  })

  it('are none where nothing is square', () => {
    expect(panelsOf(createFigure(300, 300).pixels())).toEqual([])
    const wide = createFigure(300, 300)
    wide.rectangle(10, 10, 90, 50, [0, 0, 0])
    expect(panelsOf(wide.pixels())).toEqual([])
  })
})

describe('images to compare', () => {
  it('have mean 0 and length 1, so that brightness and contrast do not count', () => {
    expect([...standardised([1, 1, 3, 3])]).toEqual([-0.5, -0.5, 0.5, 0.5])
    expect([...standardised([10, 10, 10.5, 10.5])]).toEqual([-0.5, -0.5, 0.5, 0.5])
  })

  it('are zeros where all numbers are equal, but for rounding', () => {
    expect([...standardised([7, 7])]).toEqual([0, 0])
    expect([...standardised([0, 1e-10])]).toEqual([0, 0])
    expect([...standardised([1e12, 1e12 + 1])]).toEqual([0, 0])
    expect([...standardised([0, 1e-8])]).not.toEqual([0, 0])
    expect([...standardised([0, 0, 1e-9, 1e-9])]).toEqual([0, 0, 0, 0])
  })

  it('are taken one by one from many', () => {
    const many = Float64Array.from({ length: 2 * PIXELS }, (_, i) => noise[Math.floor(i / PIXELS)]?.[i % PIXELS] as number)
    expect(imageAt(many, 1)).toEqual(standardised(noise[1] as Float64Array))
  })

  it('are alike up to the sign, in the best view of a panel', () => {
    const image = standardised([1, 1, 3, 3])
    expect(likeness([standardised([1, 3, 1, 3]), standardised([3, 3, 1, 1])], image)).toBe(1)
    expect(likeness([standardised([1, 3, 1, 3])], image)).toBe(0)
  })

  it('are found by the first that is most alike', () => {
    const images = [
      [1, 3, 1, 3],
      [1, 2, 3, 4],
      [1, 1, 3, 3],
      [3, 3, 1, 1],
    ].map(standardised)
    expect(mostAlike([standardised([0, 0, 1, 1])], images)).toEqual({ index: 2, r: 1 })
    expect(mostAlike([standardised([0, 0, 0, 0])], images)).toEqual({ index: 0, r: 0 })
    expect(mostAlike([standardised([0, 0, 1, 1])], [])).toEqual({ index: -1, r: -1 })
  })
})
