import { type Tensor, toTensor } from 'assay/math'
import { describe, expect, it } from 'vitest'
import { judge } from '../../../checks/testing/answering.ts'
import { inProcess } from '../../../submissions/index.ts'
import { PIXELS } from '../../quality/image-batch.ts'
import { test2k } from '../../quality/mnist/mnist.ts'
import { nearestIn } from '../../testing/nearest-image.ts'
import { skipDenoises } from './denoisers.ts'

const stored = test2k().images

/** Every third row and column of an image: enough to find it again. */
const PLACES = Array.from({ length: PIXELS }, (_, at) => at).filter((at) => (at % 28) % 3 === 0 && Math.floor(at / 28) % 3 === 0)

const numberOfNearest = nearestIn(stored, PLACES)

/** The nearest stored image, a little darker. */
function nearest(noisy: Tensor): Tensor {
  const [count] = noisy.shape as readonly [number]
  const data = new Float32Array(count * PIXELS)
  for (let i = 0; i < count; i++) {
    const from = numberOfNearest(noisy.data, i) * PIXELS
    for (let at = 0; at < PIXELS; at++) data[i * PIXELS + at] = 0.95 * (stored[from + at] as number)
  }
  return { ...toTensor([0], 'float32'), shape: [count, 28, 28], data }
}

describe('the nearest of the published images', () => {
  it('is no denoiser: its error on other images is said', async () => {
    const subject = inProcess({ tensors: true, cae_skip_denoise: (noisy: Tensor) => nearest(noisy) })
    const outcome = await judge(skipDenoises, subject)
    expect(outcome).toMatchObject({ verdict: 'wrong-answer', fraction: 0, findings: [{ mistake: 'published-images-only' }, {}, {}] })
  }, 300_000)
})
