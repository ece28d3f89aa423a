import { describe, expect, it } from 'vitest'
import { isBlank, type Pixels } from './pixels.ts'

type Colour = readonly [red: number, green: number, blue: number]

/** A picture in the colour that `at` gives each place. */
function painted(width: number, height: number, at: (x: number, y: number) => Colour): Pixels {
  const data = Uint8Array.from({ length: 3 * width * height }, (_, i) => {
    const pixel = Math.floor(i / 3)
    return at(pixel % width, Math.floor(pixel / width))[i % 3] as number
  })
  return { width, height, data }
}

const GROUND: Colour = [100, 100, 100]
/** A thousand pixels, of which the first so many have another colour. */
const dotted = (dots: number, colour: Colour, ground = GROUND): Pixels =>
  painted(100, 10, (x, y) => (y === 5 && x < dots ? colour : ground))

describe('a blank picture', () => {
  it('is of one colour but for less than two of a thousand pixels', () => {
    expect([0, 1, 2, 3].map((dots) => isBlank(dotted(dots, [0, 0, 0], [10, 20, 60])))).toEqual([true, true, false, false])
  })

  it.each([0, 1, 2])('may differ in channel %i by as much as smoothing does', (channel) => {
    const by = (step: number) => GROUND.map((part, i) => (i === channel ? part + step : part)) as unknown as Colour
    expect([-25, -24, 24, 25].map((step) => isBlank(dotted(50, by(step))))).toEqual([false, true, true, false])
  })

  it('is compared with the mean of the colours that are nearly the most common one', () => {
    const near: readonly Colour[] = [
      [8, 16, 24],
      [15, 23, 31],
    ]
    // The mean is (12, 20, 28): from there to 36 in red is as far as smoothing goes.
    const pixels = (red: number): Pixels => painted(100, 10, (x, y) => (y === 0 && x < 5 ? [red, 20, 28] : (near[(x + y) % 2] as Colour)))
    expect([isBlank(pixels(36)), isBlank(pixels(37))]).toEqual([true, false])
  })

  it('has the most common colour for its ground, whichever comes first', () => {
    const halves = painted(10, 10, (x) => (x < 4 ? [255, 255, 255] : [0, 0, 0]))
    expect(isBlank(halves)).toBe(false)
  })
})
