import { meanSquaredError, neighbourAccuracy } from 'assay/checks'
import { type Matrix, toNested } from 'assay/math'
import { describe, expect, it } from 'vitest'
import { imageBatch } from '../../quality/image-batch.ts'
import { test2k } from '../../quality/mnist/mnist.ts'
import { pcaError } from '../../quality/pca-error.ts'
import { aeDecode, aeEncode } from './solution.ts'

const WHEN_BUSY = 120_000

describe('the reference autoencoder', () => {
  const { images, labels } = test2k()
  const codes = aeEncode(toNested(imageBatch(images)) as readonly Matrix[])

  it('errs at most three quarters as much as two principal components', { timeout: WHEN_BUSY }, () => {
    expect(meanSquaredError(aeDecode(codes).flat(), images)).toBeLessThanOrEqual(0.75 * pcaError(2))
  })

  it('lays images of one digit together', () => {
    expect(codes[0]).toHaveLength(2)
    expect(neighbourAccuracy(codes.flat(), 2, labels)).toBeGreaterThan(0.6)
  })

  it('makes another image of another code', () => {
    const [first, second] = aeDecode([codes[0] as number[], codes[1] as number[]]) as [number[], number[]]
    expect(meanSquaredError(first, second)).toBeGreaterThan(0.01)
  })
})
