import { meanSquaredError, measureDenoised } from 'assay/checks'
import { describe, expect, it } from 'vitest'
import { imageBatch, PIXELS } from '../../quality/image-batch.ts'
import { test2k } from '../../quality/mnist/mnist.ts'
import { meaningsOf } from './reconcile.ts'
import { caeDenoise, caeSkipDenoise, corrupt, lossHistory } from './solution.ts'

const clean = test2k().images.subarray(0, 500 * PIXELS)
const noisy = corrupt(imageBatch(clean), 0.3, 11)

describe('corrupt', () => {
  it('adds noise of the standard deviation that is asked for, the same for the same seed', () => {
    expect(meanSquaredError(noisy.data, clean) / 0.09).toBeCloseTo(1, 1)
    const few = imageBatch(clean.subarray(0, 2 * PIXELS))
    expect(corrupt(few, 0.3, 11)).toEqual(corrupt(few, 0.3, 11))
    expect(corrupt(few, 0.3, 12)).not.toEqual(corrupt(few, 0.3, 11))
    expect(corrupt(few, 0, 11)).toEqual(few)
  })
})

describe('the reference networks', () => {
  it('come near the clean images, keep little of the noise, and have the losses that are given', () => {
    for (const [model, denoise, most] of [
      ['cae', caeDenoise, 0.0185],
      ['cae_skip', caeSkipDenoise, 0.01],
    ] as const) {
      const found = measureDenoised(clean, noisy.data, denoise(noisy).data)
      expect(found.clean, model).toBeLessThan(most)
      expect(found.gain, model).toBeLessThan(0.1)
      const last = lossHistory().findLast((row) => row.model === model)
      expect(meaningsOf(last?.test_loss ?? 0, found)[0], model).toMatchObject({ unit: { factor: 1 }, target: 'clean' })
    }
  }, 300_000)
})
