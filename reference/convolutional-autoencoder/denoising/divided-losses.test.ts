import { type Answer, type Check, type CheckContext, type Outcome, type Session, toValue, type Value } from 'assay'
import type { Tensor } from 'assay/math'
import { describe, expect, it } from 'vitest'
import { codes } from '../../../checks/testing/answering.ts'
import { PIXELS } from '../../quality/image-batch.ts'
import { test2k } from '../../quality/mnist/mnist.ts'
import { crossEntropies } from './cross-entropy.ts'
import { DIVISORS } from './loss-rows.ts'
import { lossTable, lossTarget } from './losses.ts'

const { images } = test2k()
const COUNT = images.length / PIXELS
const MEAN = new Float32Array(PIXELS)
for (let i = 0; i < images.length; i++) MEAN[i % PIXELS] = (MEAN[i % PIXELS] as number) + (images[i] as number) / COUNT

/** Its errors per pixel: to the clean images, and to those with noise of 0.3. */
const CLEAN = 0.0638
const NOISY = 0.1538

/** Its cross-entropy to the clean images, whose mean it is: the entropies of its pixels. */
const ENTROPY = MEAN.reduce((sum, p) => sum - (p <= 0 || p >= 1 ? 0 : p * Math.log(p) + (1 - p) * Math.log(1 - p)), 0) / PIXELS

interface Losses {
  readonly train: number
  readonly test: number
  readonly reduction: string
  readonly target?: string
}

const known = new Map<string, unknown>()
const context: CheckContext = {
  reference: {
    call: () => Promise.reject(new Error('is not asked')),
    callMany: () => Promise.reject(new Error('is not asked')),
    close: async () => {},
  },
  seed: 7041,
  declared: new Map(),
  memo<T>(key: string, make: () => T): T {
    if (!known.has(key)) known.set(key, make())
    return known.get(key) as T
  },
}

/** Two networks that answer the mean image for any other, or their input, and report these losses. */
function reporting({ train, test, reduction, target = 'clean' }: Losses, copies = false): Session {
  const history = ['cae', 'cae_skip'].flatMap((model) =>
    [1, 2].map((epoch) => ({ model, epoch, train_loss: train * (3 - epoch), test_loss: test, reduction, target })),
  )
  const pictures = (noisy: Value): Value => {
    if (copies) return noisy
    const { shape } = noisy as Tensor
    return {
      dtype: 'float32',
      shape,
      data: Float32Array.from({ length: (shape[0] as number) * PIXELS }, (_, i) => MEAN[i % PIXELS] as number),
    }
  }
  const answer = (_: string, [noisy]: readonly Value[]): Answer => {
    return { ok: true, value: noisy === undefined ? toValue(history) : pictures(noisy), usage: { ms: 0 } }
  }
  return {
    call: async (entry, args) => answer(entry, args),
    callMany: async (entry, argsList) => argsList.map((args) => answer(entry, args)),
    close: async () => {},
  }
}

const judged = (check: Check, losses: Losses, copies = false): Promise<Outcome> => check.run(reporting(losses, copies), context)

const sizes = [DIVISORS.least, 128, 10_000, DIVISORS.most]

describe('a mean that was divided by a number of images once more', () => {
  it.each(sizes)('has all points where the number is not given: %i', async (n) => {
    const losses = { train: CLEAN / n, test: CLEAN / n, reduction: 'batch mean / len' }
    for (const check of [lossTable, lossTarget]) expect(await judged(check, losses)).toMatchObject({ verdict: 'accepted', fraction: 1 })
  })

  it.each(sizes)('has all points where it is given, and the other column was divided by its own: %i', async (n) => {
    const losses = { train: CLEAN / 60_000, test: CLEAN / n, reduction: `batch mean / ${n}` }
    for (const check of [lossTable, lossTarget]) expect(await judged(check, losses)).toMatchObject({ verdict: 'accepted', fraction: 1 })
  })

  it.each(['mean/pixel', 'mean over the batch', 'per pixel'])('is not taken for one where it is called %s', async (reduction) => {
    expect(await judged(lossTable, { train: CLEAN, test: CLEAN, reduction })).toMatchObject({ verdict: 'accepted', fraction: 1 })
  })

  it('has all points as a sum over all images divided by their number: the sum over an image', async () => {
    expect(await judged(lossTable, { train: 784 * CLEAN, test: 784 * CLEAN, reduction: 'sum / len(dataset)' })).toMatchObject({
      fraction: 1,
    })
  })

  it.each([
    [
      'another number than was given',
      { train: CLEAN / 128, test: CLEAN / 1000, reduction: 'batch mean / 128' },
      'known-mistake other-unit',
    ],
    ['not divided at all', { train: CLEAN, test: CLEAN, reduction: 'batch mean / len' }, 'known-mistake other-unit'],
    [
      'divided by fewer than a batch has',
      { train: CLEAN / 4, test: CLEAN / 4, reduction: 'batch mean / len' },
      'known-mistake unconfirmed',
    ],
    ['divided, and called a mean', { train: CLEAN / 10_000, test: CLEAN / 10_000, reduction: 'mean' }, 'known-mistake other-unit'],
    ['not divided while training', { train: CLEAN, test: CLEAN / 10_000, reduction: 'batch mean / len' }, 'known-mistake two-units'],
  ])('is told when it is %s', async (_, losses, finding) => {
    const outcome = await judged(lossTable, losses)
    expect(outcome.fraction).toBeLessThan(1)
    expect(codes(outcome)).toContain(finding)
  })

  it('to the noisy images is recognised where the number is given, the table says so, or the network copies', async () => {
    const of = (n: number | 'len', target?: string) => ({
      ...{ train: NOISY / 128, test: NOISY / 128, reduction: `batch mean / ${n}` },
      ...(target === undefined ? {} : { target }),
    })
    for (const losses of [of(128), of('len', 'noisy')]) {
      const outcome = await judged(lossTarget, losses)
      expect(codes(outcome)).toContain('known-mistake noisy-target')
      expect(outcome.fraction).toBeLessThan(1)
    }
    const copying = await judged(lossTarget, { train: 0.09 / 128, test: 0.09 / 128, reduction: 'batch mean / len' }, true)
    expect(codes(copying)).toContain('known-mistake noisy-target')
  })
})

describe('a cross-entropy', () => {
  it.each([
    ['bce', 1],
    ['bce', 784],
    ['bce sum', 784],
    ['bce, batch mean / 128', 1 / 128],
  ])('has all points where it is that of the outputs: %s, times %d', async (reduction, factor) => {
    const losses = { train: factor * ENTROPY, test: factor * ENTROPY, reduction }
    for (const check of [lossTable, lossTarget]) expect(await judged(check, losses)).toMatchObject({ verdict: 'accepted', fraction: 1 })
  })

  it.each([0.05, 33, 1.2e-5])('is refused where the outputs have another one: %d', async (test) => {
    for (const check of [lossTable, lossTarget]) {
      const outcome = await judged(check, { train: test, test, reduction: 'bce' })
      expect(outcome.fraction).toBe(0)
      expect(codes(outcome)).toContain('known-mistake unconfirmed')
    }
  })

  it('is refused where outputs are not between 0 and 1', async () => {
    for (const check of [lossTable, lossTarget]) {
      const outcome = await judged(check, { train: ENTROPY, test: ENTROPY, reduction: 'bce' }, true)
      expect(outcome.fraction).toBe(0)
      expect(codes(outcome)).toContain('known-mistake no-cross-entropy')
    }
  })

  it('to the noisy images is believed where the table says so', async () => {
    const outcome = await judged(lossTarget, { train: ENTROPY, test: ENTROPY, reduction: 'bce', target: 'noisy' })
    expect(codes(outcome)).toContain('known-mistake noisy-target')
    expect(outcome.fraction).toBeLessThan(1)
  })

  it('is bounded for outputs of 0 and 1 as PyTorch and as Keras do it', () => {
    const [pytorch, keras] = crossEntropies([1, 0, 1], [1, 0, 0.5], [0, 0, 1]) as { clean: number; noisy: number }[]
    expect(pytorch?.clean).toBeCloseTo(100 / 3, 12)
    expect(pytorch?.noisy).toBeCloseTo(150 / 3, 12)
    expect(keras?.clean).toBeCloseTo(-Math.log(1e-7) / 3, 5)
    expect(crossEntropies([1, 0], [1, 0], [-0.1, 0.5])).toEqual({ least: -0.1, most: 0.5 })
  })
})
