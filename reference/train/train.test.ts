import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Autoencoder, Classifier } from 'assay/networks'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadEngine } from '../../grading/networks/backend/engine.ts'
import { adamStep, rateAt, type Trained, trained } from './adam.ts'
import type { Recipe } from './models.ts'
import { startReport } from './report.ts'
import { type Step, train } from './train.ts'

const { tf } = await loadEngine(['wasm'])

const classifier: Classifier = {
  kind: 'classifier',
  name: 'tiny',
  stage: {
    name: 's',
    input: [28, 28, 1],
    layers: [
      { kind: 'convolution', filters: 2, size: 3, stride: 2, activation: 'relu' },
      { kind: 'max-pool' },
      { kind: 'flatten' },
      { kind: 'dropout', rate: 0.25 },
      { kind: 'dense', units: 10, activation: 'linear' },
    ],
  },
}
const denoiser: Autoencoder = {
  kind: 'autoencoder',
  name: 'tiny',
  code: 2,
  noise: 0.3,
  encoder: { name: 'e', input: [784], layers: [{ kind: 'dense', units: 2, activation: 'linear' }] },
  decoder: { name: 'd', input: [2], layers: [{ kind: 'dense', units: 784, activation: 'sigmoid' }] },
}
const recipe = (changes: Partial<Recipe> = {}): Recipe => ({
  network: classifier,
  targets: [],
  epochs: 3,
  images: 256,
  batch: 64,
  rate: 1e-2,
  ...changes,
})

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-train-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

class Killed extends Error {}

function run(
  of: Recipe,
  { seed = 1, killAt = Number.POSITIVE_INFINITY, file = 'a' } = {},
): { state: ReadonlyMap<string, Trained>; steps: Step[]; resumed: number[] } {
  const steps: Step[] = []
  const resumed: number[] = []
  const state = train(tf, of, {
    seed,
    checkpoint: join(folder, file),
    onStep: (step) => {
      steps.push(step)
      if (steps.length === killAt) throw new Killed()
    },
    onResume: (epoch) => void resumed.push(epoch),
  })
  return { state, steps, resumed }
}

describe('training', () => {
  it.each([
    ['a classifier with dropout', classifier],
    ['a denoiser', denoiser],
  ])('brings the loss of %s down', (_, network) => {
    const { steps } = run(recipe({ network }))
    expect(steps.at(-1)?.loss).toBeLessThan((steps[0] as Step).loss)
  })

  it('gives the same weights for the same seed, and others for another', () => {
    const first = run(recipe()).state
    expect(run(recipe(), { file: 'b' }).state).toEqual(first)
    expect(run(recipe(), { seed: 2, file: 'c' }).state).not.toEqual(first)
  })

  it.each([
    ['a classifier with dropout', classifier],
    ['a denoiser', denoiser],
  ])('of %s goes on after a kill in the middle of an epoch to the same weights', (_, network) => {
    const whole = run(recipe({ network })).state
    expect(() => run(recipe({ network }), { killAt: 6, file: 'b' })).toThrow(Killed)
    const { state, resumed, steps } = run(recipe({ network }), { file: 'b' })
    expect(resumed).toEqual([1])
    expect(steps[0]).toMatchObject({ epoch: 2, batch: 1 })
    expect(state).toEqual(whole)
  })

  it('does not go on from a training with other settings', () => {
    run(recipe({ epochs: 1 }))
    expect(existsSync(join(folder, 'a'))).toBe(true)
    expect(run(recipe({ epochs: 1, rate: 2e-2 })).resumed).toEqual([])
  })

  it('leaves no tensors behind', () => {
    run(recipe({ epochs: 1 }))
    const { numTensors } = tf.memory()
    run(recipe({ epochs: 1 }), { file: 'b' })
    expect(tf.memory().numTensors).toBe(numTensors)
  })
})

describe('Adam', () => {
  it('moves each number by the rate in the first step, against the sign of its gradient', () => {
    const parameter = trained([1, 1, 1])
    adamStep(parameter, [5, -0.1, 0], 0.1, 1)
    expect([...parameter.values].map((value) => Number(value.toFixed(4)))).toEqual([0.9, 1.1, 1])
  })

  it('takes the second step of its definition', () => {
    const parameter = trained([0])
    adamStep(parameter, [1], 0.1, 1)
    adamStep(parameter, [3], 0.1, 2)
    // m = 0.9·0.1 + 0.1·3 = 0.39, v = 0.999·0.001 + 0.001·9 = 0.009999; corrected by 0.19 and 0.001999.
    expect(parameter.values[0]).toBeCloseTo(-0.1 - (0.1 * (0.39 / 0.19)) / Math.sqrt(0.009999 / 0.001999), 6)
  })

  it('has a rate that falls to a twentieth', () => {
    expect([rateAt(1, 0, 10), rateAt(1, 5, 10), rateAt(1, 10, 10)].map((rate) => Number(rate.toFixed(6)))).toEqual([1, 0.525, 0.05])
  })
})

describe('the progress', () => {
  it('says the loss, the seconds per epoch and the time left', () => {
    let now = 0
    const said: string[] = []
    const report = startReport(2, { say: (text) => void said.push(text), terminal: false, now: () => now })
    for (let batch = 1; batch <= 4; batch++) {
      report.step({ epoch: 1, batch, batches: 4, loss: 0.5 })
      now += 10_000
    }
    report.step({ epoch: 2, batch: 1, batches: 4, loss: 0.25 })
    expect(said).toEqual([
      'epoch 1/2  batch 3/4  loss 0.5000  40.0 s/epoch  50 s left\n',
      'epoch 1/2  batch 4/4  loss 0.5000  30.0 s/epoch  40 s left\n',
    ])
  })
})
