import { type Denoised, measureDenoised } from 'assay/checks'
import { createRandom } from 'assay/math'
import { beforeAll, describe, expect, it } from 'vitest'
import golden from '../../../fixtures/golden/convolutional-autoencoder/denoising/golden.json' with { type: 'json' }
import { PIXELS } from '../../quality/image-batch.ts'
import { test2k, train60k } from '../../quality/mnist/mnist.ts'
import { boxBlur, clip, medianBlur, pointwise, posteriorMean } from '../../testing/filters.ts'
import { type Moments, momentsOf, principalComponents, project, wiener } from '../../testing/principal-components.ts'
import { bottleneckCurve, creditOf, skipCurve } from './credit.ts'

/** Another draw of the noise moves an error by up to 0.3 %; the last digit that is given adds half a unit. */
const DRAW = 0.004
const GAIN = 0.006

let moments: Moments
let components: readonly Float64Array[]
let histogram: Float64Array

beforeAll(() => {
  const { images } = train60k()
  moments = momentsOf(images, PIXELS)
  components = principalComponents(moments, 76)
  histogram = new Float64Array(256)
  for (const value of images) {
    const grey = Math.round(255 * value)
    histogram[grey] = (histogram[grey] as number) + 1
  }
}, 300_000)

const clean = test2k().images

function withNoise(deviation: number): Float32Array {
  const random = createRandom(7041, 'baselines')
  const noisy = new Float32Array(clean)
  for (let i = 0; i < noisy.length; i++) noisy[i] = (noisy[i] as number) + deviation * random.normal()
  return noisy
}

function filters(noisy: Float32Array, variance: number): Readonly<Record<string, () => Float64Array>> {
  const counts = [2, 10, 32, 36, 76]
  const projected = project(noisy, moments, components, counts)
  const onto = (k: number): Float64Array => projected[counts.indexOf(k)] as Float64Array
  const best = wiener(noisy, moments, variance)
  return {
    identity: () => pointwise(noisy, (value) => value),
    clip: () => clip(noisy),
    half: () => pointwise(noisy, (value) => value / 2),
    threshold: () => pointwise(noisy, (value) => (value > 0.5 ? 1 : 0)),
    zero: () => pointwise(noisy, () => 0),
    'mean image': () => Float64Array.from({ length: noisy.length }, (_, i) => moments.mean[i % PIXELS] as number),
    box: () => boxBlur(noisy),
    median: () => medianBlur(noisy),
    'PCA-2': () => onto(2),
    'PCA-10': () => onto(10),
    'PCA-32': () => onto(32),
    'PCA-36': () => onto(36),
    'PCA-76': () => onto(76),
    'PCA-76 clipped': () => clip(onto(76)),
    Wiener: () => best,
    'Wiener clipped': () => clip(best),
  }
}

function expectIn(table: readonly { name: string; clean: number; gain?: number }[], deviation: number): ReadonlyMap<string, Denoised> {
  const noisy = withNoise(deviation)
  const known = filters(noisy, deviation ** 2)
  const found = new Map<string, Denoised>()
  for (const { name, clean: error, gain } of table) {
    const measured = measureDenoised(clean, noisy, (known[name] as () => Float64Array)())
    found.set(name, measured)
    const digit = 10 ** -(`${error}`.split('.')[1]?.length ?? 4)
    expect(Math.abs(measured.clean - error), `${name}: ${measured.clean}, in the table ${error}`).toBeLessThan(DRAW * error + digit / 2)
    if (gain !== undefined) expect(Math.abs(measured.gain - gain), `${name}: gain ${measured.gain}`).toBeLessThan(GAIN)
    expect(Math.abs(measured.clean - measured.noisy - measured.noise * (2 * measured.gain - 1))).toBeLessThan(1e-12)
  }
  return found
}

describe('the filters that need no training', () => {
  it('have the errors and gains of the table for a standard deviation of 0.3, and earn what they should', () => {
    const found = expectIn(golden.baselines, 0.3)
    const credit = (name: string, curve = skipCurve(false)): number => creditOf(found.get(name) as Denoised, curve)
    for (const name of ['identity', 'clip', 'half', 'threshold', 'zero', 'mean image', 'PCA-2']) expect(credit(name), name).toBe(0)
    // Even the best linear filter, clipped, stays below what a network with skips reaches in one epoch.
    expect(credit('Wiener clipped')).toBeLessThan(1)
    expect(credit('Wiener clipped')).toBeGreaterThan(0.95)
    expect(credit('PCA-32', bottleneckCurve(false, undefined))).toBeLessThan(1)
    expect(credit('PCA-2', bottleneckCurve(false, 2))).toBe(1)
    expect(credit('clip', bottleneckCurve(false, 2))).toBe(0)
  }, 300_000)

  it('have the errors of the table for a variance of 0.3', () => {
    const found = expectIn(golden.baselinesOfVariance, Math.sqrt(0.3))
    expect(creditOf(found.get('clip') as Denoised, skipCurve(true))).toBe(0)
    expect(creditOf(found.get('Wiener') as Denoised, skipCurve(true))).toBeLessThan(1)
  }, 300_000)

  it('leave 0.0256 when each pixel is judged by its own noisy value alone', () => {
    const noisy = withNoise(0.3)
    expect(measureDenoised(clean, noisy, posteriorMean(noisy, histogram, 0.3)).clean).toBeCloseTo(0.0256, 3)
  }, 300_000)
})

describe('principal components', () => {
  it('of 60000 images leave the errors on 2000 others that an eigen-solver gave', () => {
    const [counts, errors] = [
      [2, 10, 32],
      [0.0537860031, 0.0340779003, 0.0173387236],
    ]
    const noisy = withNoise(0.3)
    for (const [i, pictures] of project(clean, moments, components, counts).entries()) {
      const error = errors[i] as number
      expect(Math.abs(measureDenoised(clean, noisy, pictures).clean / error - 1), `k = ${counts[i]}`).toBeLessThan(1e-5)
    }
  }, 300_000)
})
