import { expect, it } from 'vitest'
import { MEAN_IMAGE_ERROR, pcaError } from './pca-error.ts'

it('falls with the number of components, from below that of the mean image', () => {
  const errors = Array.from({ length: 128 }, (_, i) => pcaError(i + 1))
  expect(errors[0]).toBeLessThan(MEAN_IMAGE_ERROR)
  for (const [i, error] of errors.slice(1).entries()) expect(error).toBeLessThan(errors[i] as number)
  expect(pcaError(500)).toBe(pcaError(128))
  expect(() => pcaError(0)).toThrow(RangeError)
})

it('has the values published with the sheet', () => {
  const known: readonly [number, number][] = [
    [1, 0.0581833898],
    [2, 0.053786003],
    [3, 0.0500338225],
    [10, 0.0340779003],
    [16, 0.0272527554],
    [32, 0.0173387236],
    [64, 0.0092794249],
    [128, 0.0041963687],
  ]
  for (const [k, error] of known) expect(pcaError(k)).toBeCloseTo(error, 9)
})
