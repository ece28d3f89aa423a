import { describe, expect, it } from 'vitest'
import { blocksOf, columnInk, isSquare, largestBlock, rowInk, squarePanels, withoutTicks } from './blocks.ts'
import type { Box, Ink } from './pixels.ts'

type Sides = readonly [left: number, top: number, right: number, bottom: number]

const boxOf = ([left, top, right, bottom]: Sides): Box => ({ left, top, right, bottom })
const sidesOf = ({ left, top, right, bottom }: Box): Sides => [left, top, right, bottom]

/** Ink that fills rectangles of a picture of 300 × 200 pixels. */
function inked(...filled: readonly Sides[]): Ink {
  const data = Uint8Array.from({ length: 300 * 200 }, (_, i) => {
    const [x, y] = [i % 300, Math.floor(i / 300)]
    return filled.some(([left, top, right, bottom]) => x >= left && x < right && y >= top && y < bottom) ? 1 : 0
  })
  return { width: 300, height: 200, data }
}

const blocks = (...filled: readonly Sides[]): readonly Sides[] => blocksOf(inked(...filled)).map(sidesOf)

describe('blocks', () => {
  it('fit tightly around their ink', () => {
    expect(blocks([40, 50, 90, 120])).toEqual([[40, 50, 90, 120]])
    expect(blocks([0, 0, 300, 200])).toEqual([[0, 0, 300, 200]])
    expect(blocks([60, 30, 61, 100], [40, 60, 90, 61])).toEqual([[40, 30, 90, 100]])
  })

  it('are no smaller than a panel can be', () => {
    expect(blocks()).toEqual([])
    expect(blocks([10, 10, 34, 34])).toEqual([[10, 10, 34, 34]])
    expect(blocks([10, 10, 33, 150])).toEqual([])
    expect(blocks([10, 10, 150, 33])).toEqual([])
  })

  it.each<[string, Sides, Sides]>([
    ['rows', [10, 10, 50, 50], [10, 52, 50, 90]],
    ['columns', [10, 10, 50, 50], [52, 10, 90, 50]],
  ])('are parted by two empty %s', (_, one, another) => {
    expect(blocks(one, another)).toEqual([one, another])
  })

  it('are not parted by a single empty row or column', () => {
    expect(blocks([10, 10, 50, 50], [10, 51, 50, 90])).toEqual([[10, 10, 50, 90]])
    expect(blocks([10, 10, 50, 50], [51, 10, 90, 50])).toEqual([[10, 10, 90, 50]])
  })

  it('are found one inside the gaps of others', () => {
    const [wide, left, right]: readonly [Sides, Sides, Sides] = [
      [10, 10, 200, 40],
      [10, 60, 50, 150],
      [70, 60, 200, 90],
    ]
    expect(blocks(wide, left, right, [70, 110, 200, 150], [220, 120, 223, 123])).toEqual([wide, left, right, [70, 110, 200, 150]])
  })

  it('are looked for inside a box only', () => {
    const ink = inked([10, 10, 90, 90], [150, 10, 190, 50])
    expect(blocksOf(ink, boxOf([60, 50, 120, 80])).map(sidesOf)).toEqual([[60, 50, 90, 80]])
  })

  it('of the largest is the one that covers most', () => {
    const largest = largestBlock(inked([10, 10, 40, 150], [60, 10, 140, 80], [160, 10, 260, 60]))
    expect(largest && sidesOf(largest)).toEqual([60, 10, 140, 80])
    expect(largestBlock(inked())).toBeUndefined()
  })
})

describe('ink in a row or a column', () => {
  it('is counted between the edges of a box', () => {
    const ink = inked([10, 20, 30, 50])
    expect(rowInk(ink, boxOf([0, 0, 300, 200]), 20)).toBe(20)
    expect(rowInk(ink, boxOf([12, 0, 15, 200]), 49)).toBe(3)
    expect(rowInk(ink, boxOf([0, 0, 300, 200]), 50)).toBe(0)
    expect(columnInk(ink, boxOf([0, 0, 300, 200]), 29)).toBe(30)
    expect(columnInk(ink, boxOf([0, 18, 300, 22]), 10)).toBe(2)
    expect(columnInk(ink, boxOf([0, 0, 300, 200]), 30)).toBe(0)
  })
})

describe('a box without its ticks', () => {
  it('ends where half of a row or column is drawn', () => {
    const panel: Sides = [50, 50, 110, 110]
    const ticks: readonly Sides[] = [
      [46, 70, 50, 99],
      [110, 70, 114, 99],
      [70, 46, 99, 50],
      [70, 110, 99, 114],
    ]
    expect(sidesOf(withoutTicks(inked(panel, ...ticks), boxOf([46, 46, 114, 114])))).toEqual(panel)
  })

  it('keeps an edge of which just half is drawn', () => {
    const half: readonly Sides[] = [
      [49, 50, 50, 80],
      [110, 50, 111, 80],
    ]
    expect(sidesOf(withoutTicks(inked([50, 50, 110, 110], ...half), boxOf([49, 50, 111, 110])))).toEqual([49, 50, 111, 110])
    const short: readonly Sides[] = [
      [49, 50, 50, 79],
      [110, 50, 111, 79],
    ]
    expect(sidesOf(withoutTicks(inked([50, 50, 110, 110], ...short), boxOf([49, 50, 111, 110])))).toEqual([50, 50, 110, 110])
    const above: readonly Sides[] = [
      [50, 49, 80, 50],
      [50, 110, 80, 111],
    ]
    expect(sidesOf(withoutTicks(inked([50, 50, 110, 110], ...above), boxOf([50, 49, 110, 111])))).toEqual([50, 49, 110, 111])
  })

  it('is empty where nothing is drawn densely', () => {
    const { left, right } = withoutTicks(inked([50, 50, 110, 60]), boxOf([50, 50, 110, 110]))
    expect(right - left).toBe(0)
    const { top, bottom } = withoutTicks(inked([50, 50, 52, 110], [108, 50, 110, 110]), boxOf([50, 50, 110, 110]))
    expect(bottom - top).toBe(0)
  })
})

describe('a square', () => {
  it.each([
    [24, 24, true],
    [23, 24, false],
    [24, 23, false],
    [40, 50, true],
    [50, 40, true],
    [40, 51, false],
    [51, 40, false],
  ])('of %i × %i pixels: %s', (across, down, expected) => {
    expect(isSquare(boxOf([7, 9, 7 + across, 9 + down]))).toBe(expected)
  })
})

describe('the panels of a figure', () => {
  const panels = (...filled: readonly Sides[]): readonly Sides[] => squarePanels(inked(...filled)).map(sidesOf)

  it('are its squares row by row, also where one lies a little higher than its neighbour', () => {
    const [first, second, third, fourth]: readonly [Sides, Sides, Sides, Sides] = [
      [10, 34, 60, 84],
      [80, 10, 130, 60],
      [10, 120, 60, 170],
      [80, 100, 130, 150],
    ]
    expect(panels(fourth, second, third, first)).toEqual([first, second, third, fourth])
    expect(panels([10, 35, 60, 85], second)).toEqual([[10, 35, 60, 85], second])
    expect(panels([10, 36, 60, 86], second)).toEqual([second, [10, 36, 60, 86]])
  })

  it('are of one size, give or take six of a hundred', () => {
    expect(panels([10, 10, 60, 60], [80, 10, 133, 63])).toEqual([
      [10, 10, 60, 60],
      [80, 10, 133, 63],
    ])
    expect(panels([10, 10, 60, 60], [80, 10, 134, 64])).toEqual([[80, 10, 134, 64]])
    expect(panels([10, 10, 104, 104], [130, 10, 230, 110])).toHaveLength(2)
    expect(panels([10, 10, 103, 103], [130, 10, 230, 110])).toHaveLength(1)
  })

  it('are those that cover most together', () => {
    const three: readonly Sides[] = [
      [10, 10, 70, 70],
      [80, 10, 140, 70],
      [150, 10, 210, 70],
    ]
    expect(panels(...three, [10, 90, 110, 190])).toEqual(three)
    expect(panels(...three.slice(1), [10, 90, 110, 190])).toEqual([[10, 90, 110, 190]])
  })

  it('are squares without their ticks; other shapes are none', () => {
    expect(panels([10, 10, 60, 60], [5, 20, 10, 21], [30, 60, 31, 66])).toEqual([[10, 10, 60, 60]])
    expect(panels([10, 10, 150, 60])).toEqual([])
  })
})
