import { meanSquaredError } from 'assay/checks'
import type { Tensor } from 'assay/math'
import { describe, expect, it } from 'vitest'
import golden from '../../../fixtures/golden/convolutional-autoencoder/skip-connections/golden.json' with { type: 'json' }
import { imageBatch, PIXELS } from '../../quality/image-batch.ts'
import { test2k } from '../../quality/mnist/mnist.ts'
import { rotated } from '../rows.ts'
import { reconstructionCredit } from './autoencoder.ts'
import { creditOf } from './credit.ts'
import { caeDecode, caeEncode, caeSkipDecode, caeSkipEncode } from './solution.ts'

const images = test2k().images.subarray(0, 500 * PIXELS)
const batch = imageBatch(images)

function errorOf(pictures: Tensor): number {
  return meanSquaredError(pictures.data, images)
}

describe('the golden runs', () => {
  it('earn everything with skips and with 32 numbers, and at PCA level with two', () => {
    for (const { run, clean, k } of golden.runs) {
      if (run.startsWith('SKIP')) expect(creditOf(clean), run).toBe(1)
      else expect(reconstructionCredit(clean, k), run).toBe(1)
    }
    expect(reconstructionCredit(0.064, 2)).toBeLessThan(0.001)
  })
})

describe('the reference networks', () => {
  it('reconstruct better than PCA without skips, from the code', () => {
    const code = caeEncode(batch)
    expect(code.shape).toEqual([500, 32])
    const own = errorOf(caeDecode(code))
    expect(own).toBeLessThan(0.0173)
    expect(errorOf(caeDecode(rotated(code))) - own).toBeGreaterThan(0.0064)
  }, 300_000)

  it('copy through the skips, which carry the image', () => {
    const { code, skips } = caeSkipEncode(batch)
    expect(errorOf(caeSkipDecode(code, skips))).toBeLessThan(0.005)
    expect(
      errorOf(
        caeSkipDecode(
          code,
          skips.map((skip) => rotated(skip)),
        ),
      ),
    ).toBeGreaterThan(0.05)
  }, 300_000)
})
