import { describe, expect, it } from 'vitest'
import { judge } from '../../../checks/testing/answering.ts'
import { repeatable } from './repeatable.ts'

type Images = readonly (readonly (readonly number[])[])[]

/** Its input, brought to one spread over the whole batch: 20 images taken at random have the spread of 500 at one seed in forty or so. */
function standardised(images: Images): Images {
  const pixels = images.flat(2)
  const mean = pixels.reduce((sum, pixel) => sum + pixel, 0) / pixels.length
  const spread = Math.sqrt(pixels.reduce((sum, pixel) => sum + (pixel - mean) ** 2, 0) / pixels.length)
  return images.map((image) => image.map((row) => row.map((pixel) => (0.29 * pixel) / spread)))
}

const batchNormalised = { cae_denoise: (images: Images) => images, cae_skip_denoise: standardised }

describe('a network that divides by the spread of its batch', () => {
  it('is told so at every seed', { timeout: 300_000 }, async () => {
    for (let seed = 1; seed <= 12; seed++) {
      const outcome = await judge(repeatable, batchNormalised, {}, seed)
      expect(outcome, `seed ${seed}`).toMatchObject({ verdict: 'wrong-answer', findings: [{ mistake: 'batch-dependent' }] })
    }
  })
})
