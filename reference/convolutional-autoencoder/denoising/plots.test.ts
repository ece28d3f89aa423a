import { describe, expect, it } from 'vitest'
import { test2k } from '../../../checks/mnist/mnist.ts'
import { imageBatch, PIXELS } from '../../../checks/model/image-batch.ts'
import { readDenoised, steadinessOf } from '../../../checks/picture/denoised-figure.ts'
import type { Pixels } from '../../../checks/picture/pixels.ts'
import { grey, violetToYellow } from '../../../checks/picture/testing/figure.ts'
import { digitFigure } from '../../../checks/picture/testing/plots.ts'
import type { TensorData } from '../../../grading/model/tensor.ts'
import { caeDenoise, caeSkipDenoise, corrupt } from './solution.ts'

const COUNT = 20
const clean = imageBatch(test2k().images.subarray(0, COUNT * PIXELS))
const [ours, theirs] = [corrupt(clean, 0.3, 1), corrupt(clean, 0.3, 2)]
const at = (all: TensorData, i: number): TensorData => all.subarray(i * PIXELS, (i + 1) * PIXELS)
const networks = [caeDenoise, caeSkipDenoise].map((denoise) => ({
  ofNoisy: denoise(ours).data,
  ofClean: denoise(clean).data,
  ofTheirs: denoise(theirs).data,
}))

/** The four panels of image `i`, with the pictures that `of` takes of each network. */
function figure(i: number, of: (network: (typeof networks)[number]) => TensorData, style = {}): Pixels {
  return digitFigure([at(clean.data, i), at(theirs.data, i), ...networks.map((network) => at(of(network), i))], style)
}

function read(i: number, pixels: Pixels) {
  return readDenoised(
    pixels,
    i,
    networks.map(({ ofNoisy, ofClean }, j) => ({
      name: j === 0 ? 'cae_denoise' : 'cae_skip_denoise',
      ofNoisy: at(ofNoisy, i),
      ofClean: at(ofClean, i),
      steadiness: steadinessOf(ofNoisy, ofClean, COUNT),
    })),
  )
}

describe('figures of denoised images', () => {
  it('are recognised, although their noise is another than ours', () => {
    for (const style of [{ colour: grey }, { colour: violetToYellow }]) {
      for (let i = 0; i < 4; i++)
        expect(
          read(
            i,
            figure(i, ({ ofTheirs }) => ofTheirs, style),
          ),
        ).toEqual({ seen: 'shown' })
    }
  }, 300_000)

  it('are refused where the networks got the clean images', () => {
    for (let i = 0; i < 4; i++)
      expect(
        read(
          i,
          figure(i, ({ ofClean }) => ofClean),
        ),
      ).toMatchObject({ mistake: 'of-clean-images' })
  })

  it('are refused where noisy images stand in their place', () => {
    const refused = [0, 1, 2, 3].map((i) =>
      read(
        i,
        figure(i, () => theirs.data),
      ),
    )
    expect(refused.filter((reading) => reading.seen === 'other' && reading.mistake === 'other-picture').length).toBeGreaterThanOrEqual(3)
  })

  it('are refused without a noisy panel, and of another image', () => {
    const pictures = networks.map(({ ofTheirs }) => at(ofTheirs, 1))
    expect(read(1, digitFigure([at(clean.data, 1), at(clean.data, 1), ...pictures]))).toMatchObject({ mistake: 'no-noisy-panel' })
    expect(
      read(
        1,
        figure(2, ({ ofTheirs }) => ofTheirs),
      ),
    ).toMatchObject({ mistake: 'other-image' })
  })
})
