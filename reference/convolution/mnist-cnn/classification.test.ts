import { integers, type Session } from 'assay'
import { modelQuality } from 'assay/checks'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { codes, judge } from '../../../checks/testing/answering.ts'
import { MissingData, test2k, test10k } from '../../quality/mnist/mnist.ts'
import { variedImages } from '../../quality/mnist/varied-images.ts'
import { judgeAccuracy, judgeUnseen } from './classification.ts'

vi.mock(import('../../quality/mnist/mnist.ts'), async (original) => {
  const real = await original()
  return { ...real, test10k: vi.fn(real.test10k) }
})

// Made once: every test asks for the same ones.
vi.mock(import('../../quality/mnist/varied-images.ts'), async (original) => {
  const real = await original()
  let made: ReturnType<typeof real.variedImages> | undefined
  return {
    ...real,
    variedImages: (...given: Parameters<typeof real.variedImages>) => {
      made ??= real.variedImages(...given)
      return made
    },
  }
})

const spec = { id: 'unseen', title: 'Unseen', points: 1, entries: ['classify'] }
const unseen = modelQuality({ ...spec, judge: judgeUnseen })
const digits = Array.from(test2k().labels)
/** 97 % right. */
const good = spoilt(digits, 60)
/** The classes of the images that nobody has, at the seed of `judge`. */
const varied = Array.from(variedImages(test2k(), 1000, 7041).labels)
const moved = digits.slice(0, 1000).toReversed()

function spoilt(labels: readonly number[], wrong: number): number[] {
  return labels.map((label, i) => (i < wrong ? (label + 5) % 10 : label))
}

/** Answers the first call with the first list, and so on. */
function answeringInTurn(...lists: readonly (readonly number[])[]): Session {
  let calls = 0
  const next = () => ({ ok: true, value: integers(lists[calls++] as number[]), usage: { ms: 0 } }) as const
  return { call: async () => next(), callMany: async () => [next()], close: async () => {} }
}

function others(): number[] {
  return Array.from({ length: 2000 }, (_, i) => i % 10)
}

beforeEach(() => {
  vi.mocked(test10k).mockImplementation(() => {
    const { images } = test2k()
    const padded = new Float32Array(7000 * 784)
    padded.set(images, 5000 * 784)
    return { images: padded, labels: Uint8Array.from({ length: 7000 }, (_, i) => i % 10) }
  })
})

describe('images that were not asked before', () => {
  it('earn all when varied, moved and other images are read as well', async () => {
    expect(await judge(unseen, answeringInTurn(good, varied, moved, others()))).toMatchObject({ verdict: 'accepted', findings: [] })
    expect(await judge(unseen, answeringInTurn(good, spoilt(varied, 125), moved, others()))).toMatchObject({ verdict: 'accepted' })
  })

  it('earn half when moved or other ones are read worse than their margin', async () => {
    expect(await judge(unseen, answeringInTurn(good, varied, spoilt(moved, 120), others()))).toMatchObject({ fraction: 0.5 })
    expect(await judge(unseen, answeringInTurn(good, varied, moved, spoilt(others(), 110)))).toMatchObject({ fraction: 0.5 })
  })

  it('earn less the more the accuracy falls on images that nobody has, and nothing when hardly one is read', async () => {
    const half = await judge(unseen, answeringInTurn(good, spoilt(varied, 230), moved, others()))
    expect(half.fraction).toBeCloseTo(0.5, 12)
    expect(codes(half)).toEqual(['statistic-out-of-band'])
    const outcome = await judge(unseen, answeringInTurn(good, spoilt(varied, 900), moved, others()))
    expect(outcome).toMatchObject({ verdict: 'wrong-answer', fraction: 0 })
    expect(codes(outcome)[0]).toBe('known-mistake published-images-only')
  })

  it('are varied and moved ones alone where the test set is not installed, which is said', async () => {
    vi.mocked(test10k).mockImplementation(() => {
      throw new MissingData('not installed')
    })
    expect(await judge(unseen, answeringInTurn(good, varied, moved))).toMatchObject({
      verdict: 'accepted',
      findings: [{ code: 'remark' }],
    })
    expect(await judge(unseen, answeringInTurn(good, varied, spoilt(moved, 120)))).toMatchObject({ verdict: 'wrong-answer', fraction: 0 })
  })

  it('are not looked at before the known ones are read', async () => {
    expect(await judge(unseen, answeringInTurn(spoilt(digits, 1000)))).toMatchObject({ verdict: 'wrong-answer', fraction: 0 })
  })
})

describe('the accuracy', () => {
  const accuracy = modelQuality({ ...spec, judge: judgeAccuracy })

  it('earns its points on the curve', async () => {
    expect(await judge(accuracy, answeringInTurn(good, varied))).toMatchObject({ verdict: 'accepted', fraction: 1 })
    const less = spoilt(digits, 148)
    // A few images are asked for again in other forms, of which none is read better.
    const again = Array.from({ length: 10 }, () => less.slice(0, 500))
    const outcome = await judge(accuracy, answeringInTurn(less, varied, ...again))
    expect(outcome).toMatchObject({ verdict: 'partial' })
    expect(outcome.fraction).toBeCloseTo(0.7, 12)
  })

  it('waits for a person when nearly every image is read right', async () => {
    expect(await judge(accuracy, answeringInTurn(spoilt(digits, 4), varied))).toMatchObject({ verdict: 'pending-manual' })
  })

  it('earns nothing, and says what was measured, when it falls from 97 % to 12 % on images that nobody has', async () => {
    const outcome = await judge(accuracy, answeringInTurn(good, spoilt(varied, 880)))
    expect(outcome).toMatchObject({ verdict: 'wrong-answer', fraction: 0 })
    expect(outcome.findings[0]).toMatchObject({
      mistake: 'published-images-only',
      says: 'correct predictions for published images only: the accuracy falls from 97 % on the 2000 test images to 12 % on the same digits slightly turned, sheared, scaled and moved, where trained networks lose less than 10 %',
    })
  })

  it('is that of the fall-back, and less, where known images are read from a list', async () => {
    const outcome = await judge(accuracy, answeringInTurn(good, spoilt(varied, 250)))
    expect(outcome.fraction).toBeCloseTo(0.4 * 0.25, 12)
    expect(codes(outcome)[0]).toBe('known-mistake published-images-only')
  })
})
