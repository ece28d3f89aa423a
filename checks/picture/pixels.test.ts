import { describe, expect, it } from 'vitest'
import { brightness, type Colour, commonColour, drawnOn, inkOn, isBlank, type Pixels, whole } from './pixels.ts'

const WHITE: Colour = [255, 255, 255]

/** A picture in the colour that `at` gives each place. */
function painted(width: number, height: number, at: (x: number, y: number) => Colour): Pixels {
  const data = Uint8Array.from({ length: 3 * width * height }, (_, i) => {
    const pixel = Math.floor(i / 3)
    return at(pixel % width, Math.floor(pixel / width))[i % 3] as number
  })
  return { width, height, data }
}

describe('the most common colour', () => {
  const row = (...colours: readonly Colour[]): Pixels => painted(colours.length, 1, (x) => colours[x] as Colour)

  it('is the mean of colours that are near each other', () => {
    const pixels = row([200, 0, 0], [8, 16, 24], [10, 23, 30], [200, 0, 0], [15, 18, 24])
    expect(commonColour(pixels, whole(pixels))).toEqual([11, 19, 26])
  })

  it.each([0, 1, 2])('tells colours apart that differ in channel %i only', (channel) => {
    const light = WHITE.map((part, i) => (i === channel ? 0 : part)) as unknown as Colour
    const pixels = row(WHITE, light, light, [0, 0, 0], [0, 0, 0], light)
    expect(commonColour(pixels, whole(pixels))).toEqual(light)
  })

  it('is the first of two that are equally common', () => {
    const pixels = row([200, 0, 0], WHITE, WHITE, [200, 0, 0])
    expect(commonColour(pixels, whole(pixels))).toEqual([200, 0, 0])
  })

  it('is looked for inside the box only', () => {
    const pixels = painted(4, 4, (x, y) => (x >= 1 && x < 3 && y >= 1 && y < 3 ? [x, y, 40] : WHITE))
    expect(commonColour(pixels, { left: 1, top: 1, right: 3, bottom: 3 })).toEqual([2, 2, 40])
    expect(commonColour(pixels, { left: 2, top: 2, right: 3, bottom: 3 })).toEqual([2, 2, 40])
    expect(commonColour(pixels, { left: 0, top: 0, right: 4, bottom: 4 })).toEqual(WHITE)
  })
})

describe('ink', () => {
  it('is what differs in any channel by more than smoothing does', () => {
    const base: Colour = [100, 100, 100]
    const shades: readonly Colour[] = [-25, -24, 24, 25].flatMap((by) => [
      [100 + by, 100, 100] as const,
      [100, 100 + by, 100] as const,
      [100, 100, 100 + by] as const,
    ])
    const pixels = painted(12, 1, (x) => shades[x] as Colour)
    expect([...inkOn(pixels, base, whole(pixels)).data]).toEqual([1, 1, 1, 0, 0, 0, 0, 0, 0, 1, 1, 1])
  })

  it('is found inside a box only', () => {
    const pixels = painted(4, 3, () => [0, 0, 0])
    expect(inkOn(pixels, WHITE, { left: 1, top: 1, right: 3, bottom: 2 })).toEqual({
      width: 4,
      height: 3,
      data: Uint8Array.of(0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0),
    })
  })
})

describe('the margin of a picture', () => {
  /** Colour of the inner pixel and of each edge; its background is white. */
  function marginOf(edges: Readonly<Record<'top' | 'bottom' | 'left' | 'right', Colour>>): 'white' | 'another' {
    const pixels = painted(9, 9, (x, y) =>
      y === 0 ? edges.top : y === 8 ? edges.bottom : x === 0 ? edges.left : x === 8 ? edges.right : x === 4 && y === 4 ? [0, 0, 0] : WHITE,
    )
    const { data } = drawnOn(pixels)
    return data[9 * 4 + 4] === 1 && data[9 * 2 + 2] === 0 ? 'white' : 'another'
  }
  const [RED, PINK]: readonly [Colour, Colour] = [
    [255, 0, 0],
    [255, 0, 255],
  ]

  it.each([
    ['top', 'right'],
    ['bottom', 'right'],
    ['left', 'right'],
    ['bottom', 'left'],
  ] as const)('is the colour of most of its edges: %s and %s', (one, another) => {
    const [first, second] = (['top', 'bottom', 'left', 'right'] as const).filter((edge) => edge !== one && edge !== another)
    const edges = { top: WHITE, bottom: WHITE, left: WHITE, right: WHITE, [first as string]: RED, [second as string]: PINK }
    expect(marginOf(edges)).toBe('white')
  })

  it('may differ between two edges as much as smoothing does', () => {
    const edges = { top: RED, left: PINK, bottom: [255, 231, 231] as const, right: WHITE }
    expect(marginOf(edges)).toBe('white')
    const far = { top: WHITE, left: RED, bottom: [255, 231, 0] as const, right: [255, 206, 0] as const }
    expect(marginOf(far)).toBe('white')
  })

  it('may hide one edge that is covered', () => {
    expect(marginOf({ top: RED, bottom: WHITE, left: WHITE, right: WHITE })).toBe('white')
    expect(marginOf({ top: RED, bottom: RED, left: RED, right: WHITE })).toBe('another')
  })
})

describe('a blank picture', () => {
  it('has ink on less than two of a thousand pixels', () => {
    const dotted = (dots: number): Pixels => painted(100, 10, (x, y) => (y === 5 && x < dots ? [0, 0, 0] : [10, 20, 30]))
    expect([0, 1, 2, 3].map((dots) => isBlank(dotted(dots)))).toEqual([true, true, false, false])
  })
})

describe('brightness', () => {
  it('weighs green most and blue least, and reaches 255', () => {
    const colours: readonly Colour[] = [[100, 0, 0], [0, 100, 0], [0, 0, 100], WHITE]
    const light = brightness(painted(4, 1, (x) => colours[x] as Colour))
    expect(light).toHaveLength(4)
    for (const [i, expected] of [21.26, 71.52, 7.22, 255].entries()) expect(light[i]).toBeCloseTo(expected, 10)
  })
})
