import { describe, expect, it } from 'vitest'
import { PIXELS } from './image-batch.ts'
import { retained, retainedCredit, varianceOf } from './retained.ts'

describe('what is explained of other images', () => {
  const known = { error: 0.04, meanImage: 0.08 }

  it.each([
    [0.02, 0.04, 1],
    [0.03, 0.04, 0.5],
    [0.04, 0.04, 0],
    [9, 0.04, 0],
  ])('with an error of %f where the mean image has %f is %f of it', (error, meanImage, share) => {
    expect(retained(known, { error, meanImage })).toBeCloseTo(share, 12)
  })

  it('is nothing where nothing is explained of the known ones', () => {
    expect(retained({ error: 0.08, meanImage: 0.08 }, { error: 0.01, meanImage: 0.04 })).toBe(0)
  })

  it('earns all from .6 on, nothing up to .2', () => {
    expect([1.1, 0.6, 0.4, 0.2, 0, Number.NaN].map((share) => Number(retainedCredit(share).toFixed(9)))).toEqual([1, 1, 0.5, 0, 0, 0])
  })

  it('is measured against the error of the mean image', () => {
    const images = new Float32Array(2 * PIXELS).fill(0.5, 0, PIXELS)
    expect(varianceOf(images)).toBeCloseTo(0.0625, 12)
  })
})
