import { describe, expect, it } from 'vitest'
import { impliedGain } from '../../../checks/quality/noise-gain.ts'
import golden from '../../../fixtures/golden/convolutional-autoencoder/denoising/golden.json' with { type: 'json' }
import { bottleneckCurve, creditOf, skipCurve } from './credit.ts'
import { UNITS } from './loss-rows.ts'
import { meaningsOf, provesCopying } from './reconcile.ts'

const NOISE = 0.09
const last = (run: string): (typeof golden.runs)[number] =>
  golden.runs.filter((one) => one.run === run).at(-1) as (typeof golden.runs)[number]

describe('the golden runs', () => {
  it('keep clean = noisy + noise·(2·gain − 1), all with the noise of one draw', () => {
    for (const { run, epoch, clean, noisy, gain } of golden.runs) {
      // Sums in float32 leave 1e-5 of the errors.
      expect(impliedGain({ clean, noisy, noise: 0.09013 }), `${run} ${epoch}`).toBeCloseTo(gain, 2)
    }
  })

  it('earn everything when trained to the clean images, and with skips nothing when trained to the noisy ones', () => {
    for (const one of golden.runs) {
      const skip = one.run.startsWith('SKIP')
      const curve = skip ? skipCurve(false) : bottleneckCurve(false, one.k)
      if (skip) expect(creditOf(one, curve), `${one.run} ${one.epoch}`).toBe(one.target === 'clean' ? 1 : 0)
      else if (one.run.startsWith('CAE') && one.target === 'clean') expect(creditOf(one, curve), `${one.run} ${one.epoch}`).toBe(1)
    }
    expect(creditOf(last('AE32_clean_adam_1'), bottleneckCurve(false, 32))).toBe(1)
  })
})

describe('meaningsOf', () => {
  it('finds unit and target of the loss of every golden run, in each unit', () => {
    for (const one of golden.runs) {
      for (const unit of UNITS) {
        for (const target of ['clean', 'noisy'] as const) {
          const found = meaningsOf(unit.factor * one[target], one)
          expect(found[0], `${one.run} ${one.epoch} ${unit.name} ${target}`).toEqual({ unit, target })
        }
      }
    }
  })

  it('reads the loss that a training loop sums over an image', () => {
    const copying = last('SKIP2_noisy_adam_1')
    expect(meaningsOf(0.0013, copying)).toEqual([{ unit: UNITS[1], target: 'noisy' }])
    expect(meaningsOf(0.5, copying)).toEqual([])
  })
})

describe('provesCopying', () => {
  it('holds for every network that copies and for no denoiser', () => {
    const [pixel, image] = UNITS as unknown as [(typeof UNITS)[number], (typeof UNITS)[number]]
    for (const { run, noisy, gain, summedNoisy } of golden.runs) {
      expect(provesCopying(noisy, pixel, NOISE), run).toBe(gain > 0.25)
      expect(provesCopying(summedNoisy, image, NOISE), run).toBe(gain > 0.25)
    }
  })
})
