import { describe, expect, it } from 'vitest'
import { meanSquaredError } from '../../checks/quality/squared-error.ts'
import { imagesBetween, progress, progressCredit } from './between.ts'
import { PIXELS } from './image-batch.ts'
import { test2k } from './mnist/mnist.ts'

const source = test2k()
const made = imagesBetween(source, 50, 3)
const row = (of: Float32Array, i: number) => of.subarray(i * PIXELS, (i + 1) * PIXELS)

describe('images between two published ones', () => {
  it('take over at most a quarter of what tells the one from the other, pixel by pixel', () => {
    for (const [i, from] of made.from.entries()) {
      const [first, second, image] = [row(source.images, from), row(source.images, made.to[i] as number), row(made.images, i)]
      expect(image.every((x, p) => x === first[p] || x === second[p])).toBe(true)
      const share = meanSquaredError(image, first) / meanSquaredError(second, first)
      expect(share).toBeGreaterThan(0.2)
      expect(share).toBeLessThanOrEqual(0.25)
    }
  })

  it('are made of another image each, and of others with another seed', () => {
    expect(new Set([...made.from, ...made.to]).size).toBe(100)
    expect(imagesBetween(source, 50, 3)).toEqual(made)
    expect(imagesBetween(source, 50, 4).from).not.toEqual(made.from)
    expect(() => imagesBetween(source, 1001, 3)).toThrow(RangeError)
  })
})

describe('progress from the first to the second', () => {
  const first = Float32Array.from(
    { length: 50 * PIXELS },
    (_, i) => source.images[(made.from[Math.floor(i / PIXELS)] as number) * PIXELS + (i % PIXELS)] as number,
  )
  const second = Float32Array.from(
    first,
    (_, i) => source.images[(made.to[Math.floor(i / PIXELS)] as number) * PIXELS + (i % PIXELS)] as number,
  )

  it('is 0 at the first, 1 at the second, and a quarter for the images themselves', () => {
    expect(progress(source.images, first, made)).toBe(0)
    expect(progress(source.images, second, made)).toBe(1)
    expect(progress(source.images, made.images, made)).toBeCloseTo(0.25, 1)
  })

  it('is 0 where all answers are equal, and where they are beyond all numbers', () => {
    expect(progress(new Float64Array(2000), new Float64Array(50), made)).toBe(0)
    expect(
      progress(
        Float64Array.from({ length: 2000 }, (_, i) => (-1) ** i * 1e308),
        new Float64Array(50),
        made,
      ),
    ).toBe(0)
  })

  it('earns all from .12 on and nothing up to .06', () => {
    expect([1, 0.12, 0.09, 0.06, 0, -1, Number.NaN].map((share) => Number(progressCredit(share).toFixed(9)))).toEqual([
      1, 1, 0.5, 0, 0, 0, 0,
    ])
  })
})
