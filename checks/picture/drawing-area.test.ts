import { describe, expect, it } from 'vitest'
import { type DrawingArea, readInside } from './drawing-area.ts'
import type { Pixels } from './pixels.ts'
import { other, SHOWN, unclear } from './reading.ts'
import { BLACK, BLUE, createFigure, type Figure, type Rgb } from './testing/figure.ts'

const GREY: Rgb = [176, 176, 176]

/** Lines of a pixel around 20 to 120 across and 10 to 110 down, on 140 × 130 pixels. */
function axes(draw: (figure: Figure) => void = () => {}, sides = 'left top right bottom', face?: Rgb): Pixels {
  const figure = createFigure(140, 130)
  if (face !== undefined) figure.rectangle(20, 10, 120, 110, face)
  draw(figure)
  if (sides.includes('left')) figure.rectangle(20, 10, 21, 110, BLACK)
  if (sides.includes('right')) figure.rectangle(119, 10, 120, 110, BLACK)
  if (sides.includes('top')) figure.rectangle(20, 10, 120, 11, BLACK)
  if (sides.includes('bottom')) figure.rectangle(20, 109, 120, 110, BLACK)
  return figure.pixels()
}

function areaOf(pixels: Pixels): DrawingArea {
  const seen: DrawingArea[] = []
  readInside(pixels, (area) => {
    seen.push(area)
    return SHOWN
  })
  return seen[0] as DrawingArea
}

/** Places with ink, as they are counted too. */
function inkOf(pixels: Pixels): readonly (readonly [x: number, y: number])[] {
  const { ink, count } = areaOf(pixels)
  const places = [...ink.data.keys()].filter((i) => ink.data[i] === 1).map((i) => [i % ink.width, Math.floor(i / ink.width)] as const)
  expect(count).toBe(places.length)
  return places
}

const square = (x: number, y: number, size: number) =>
  Array.from({ length: size ** 2 }, (_, i) => [x + (i % size), y + Math.floor(i / size)] as const)

describe('the drawing area', () => {
  it('lies between the lines of the frame and their smoothed edges', () => {
    const { box, framed, count } = areaOf(axes())
    expect(box).toEqual({ left: 22, top: 12, right: 118, bottom: 108 })
    expect([framed, count]).toEqual([true, 0])
  })

  it.each<[string, boolean]>([
    ['left bottom', true],
    ['left top right', false],
    ['top right bottom', false],
    ['left top bottom', true],
  ])('with lines at %s is framed: %s', (sides, framed) => {
    // Ink in the corners makes the axes as large without a line.
    const corners = (figure: Figure): void => {
      for (const [x, y] of [
        [20, 10],
        [117, 10],
        [20, 107],
        [117, 107],
      ] as const)
        figure.rectangle(x, y, x + 3, y + 3, BLACK)
      for (const at of [25, 40, 55, 70, 85, 100]) figure.rectangle(at, at, at + 14, at + 14, BLUE)
      for (const at of [20, 35, 50, 65, 80, 95]) figure.rectangle(at + 14, at, at + 28, at + 1, BLUE)
    }
    expect(areaOf(axes(corners, sides)).framed).toBe(framed)
  })

  it('holds what is drawn on its own background', () => {
    const mark = (figure: Figure): void => figure.rectangle(40, 50, 43, 53, BLUE)
    expect(inkOf(axes(mark))).toEqual(square(40, 50, 3))
    expect(inkOf(axes(mark, undefined, [229, 229, 229]))).toEqual(square(40, 50, 3))
  })

  it('holds no mark on the lines of the frame', () => {
    expect(inkOf(axes((figure) => figure.rectangle(40, 106, 42, 109, BLUE)))).toEqual(square(40, 106, 2))
    expect(inkOf(axes((figure) => figure.rectangle(116, 50, 119, 52, BLUE)))).toEqual(square(116, 50, 2))
  })

  it('leaves out grid lines, and keeps coloured marks on them', () => {
    const grid = (figure: Figure): void => {
      figure.rectangle(60, 10, 61, 110, GREY)
      figure.rectangle(20, 70, 120, 71, GREY)
      figure.rectangle(59, 30, 62, 33, BLUE)
      figure.rectangle(80, 69, 83, 72, BLUE)
      figure.rectangle(40, 69, 43, 72, BLACK)
    }
    const [onColumn, onRow] = [square(59, 30, 3), square(80, 69, 3)]
    expect(inkOf(axes(grid))).toEqual([...onColumn, ...onRow])
  })

  it('takes a mark for coloured where its channels differ clearly', () => {
    const marks = (figure: Figure): void => {
      figure.rectangle(60, 10, 61, 110, GREY)
      figure.rectangle(60, 30, 61, 31, [100, 140, 120])
      figure.rectangle(60, 40, 61, 41, [100, 120, 141])
      figure.rectangle(60, 50, 61, 51, [141, 120, 100])
    }
    expect(inkOf(axes(marks))).toEqual([
      [60, 40],
      [60, 50],
    ])
  })

  it('takes for a line what covers six tenths of its length and stands out from its surroundings', () => {
    const vertical = (length: number, width = 1) => inkOf(axes((figure) => figure.rectangle(60, 20, 60 + width, 20 + length, GREY))).length
    expect([vertical(57), vertical(58)]).toEqual([57, 0])
    // The frame above and below belongs to the share: 58 + 2 of 100.
    const horizontal = (length: number) => inkOf(axes((figure) => figure.rectangle(30, 60, 30 + length, 61, GREY))).length
    expect([horizontal(57), horizontal(58)]).toEqual([57, 0])
    expect(vertical(80, 30)).toBe(80 * 30)
  })

  it('takes nothing for a line that has more ink a few pixels beside it', () => {
    const beside = (left: number, length: number, line: readonly [top: number, bottom: number] = [12, 108]) => {
      const pixels = axes((figure) => {
        figure.rectangle(60, line[0], 61, line[1], GREY)
        figure.rectangle(left, 30, left + 1, 30 + length, BLUE)
      })
      return inkOf(pixels).filter(([x]) => x === 60).length
    }
    expect([beside(56, 65), beside(56, 69)]).toEqual([0, 96])
    expect([beside(64, 65), beside(64, 69)]).toEqual([0, 96])
    expect([beside(55, 69), beside(65, 69)]).toEqual([0, 0])
    // With the frame the line covers 60 of 100, and what is beside it 30 or 31: it has to stand out by 30.
    const short = [20, 78] as const
    expect([beside(56, 28, short), beside(56, 29, short)]).toEqual([0, 58])
    expect([beside(64, 28, short), beside(64, 29, short)]).toEqual([0, 58])
  })

  it('does not end at a grid line that is far from the edge', () => {
    const gridAt = (x: number) => areaOf(axes((figure) => figure.rectangle(x, 10, x + 1, 110, GREY), 'left bottom')).box
    expect(gridAt(112)).toMatchObject({ left: 22, right: 120 })
    expect(gridAt(115)).toMatchObject({ left: 22, right: 114 })
    expect([gridAt(26).left, gridAt(27).left]).toEqual([26, 22])
  })

  it('is found where the axes fill the picture from side to side', () => {
    const figure = createFigure(100, 130)
    for (const x of [0, 96, 99]) figure.rectangle(x, 10, x + 1, 110, BLACK)
    for (const y of [10, 109]) figure.rectangle(0, y, 100, y + 1, BLACK)
    figure.rectangle(50, 50, 53, 53, BLACK)
    const { box, framed } = areaOf(figure.pixels())
    expect([box.left, box.right, framed]).toEqual([2, 95, true])
    expect(inkOf(figure.pixels())).toEqual(square(50, 50, 3))
  })
})

describe('what is read inside', () => {
  const elsewhere = other('another', 'shows something else')

  it('is said as it is read where a frame shows the ends of the axes', () => {
    for (const reading of [SHOWN, unclear('who knows'), elsewhere]) expect(readInside(axes(), () => reading)).toBe(reading)
  })

  it('is never something else without a frame', () => {
    const mark = (figure: Figure): void => figure.rectangle(40, 40, 90, 90, BLUE)
    expect(readInside(axes(mark, ''), () => elsewhere)).toEqual(unclear('no frame of axes was found in it'))
    expect(readInside(axes(mark, ''), () => SHOWN)).toBe(SHOWN)
  })

  it('is nothing where nothing large is drawn', () => {
    const dot = (figure: Figure): void => figure.rectangle(40, 40, 50, 50, BLUE)
    expect(readInside(axes(dot, ''), () => SHOWN)).toEqual(unclear('no axes were found in it'))
  })
})
