import { beforeEach, describe, expect, it, vi } from 'vitest'
import { modelQuality } from '../../../checks/index.ts'
import { MissingData, test2k, test10k } from '../../../checks/mnist/mnist.ts'
import { codes, judge } from '../../../checks/testing/answering.ts'
import type { Session } from '../../../grading/model/session.ts'
import { integers } from '../../../grading/model/value.ts'
import { judgeAccuracy, judgeUnseen } from './classification.ts'

vi.mock(import('../../../checks/mnist/mnist.ts'), async (original) => {
  const real = await original()
  return { ...real, test10k: vi.fn(real.test10k) }
})

const spec = { id: 'unseen', title: 'Unseen', points: 1, entries: ['classify'] }
const unseen = modelQuality({ ...spec, judge: judgeUnseen })
const digits = Array.from(test2k().labels)
/** 97 % right. */
const good = spoilt(digits, 60)

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
  it('earn all when moved and other images are read as well', async () => {
    expect(await judge(unseen, answeringInTurn(good, digits.toReversed(), others()))).toMatchObject({ verdict: 'accepted', findings: [] })
  })

  it('earn half when one of the two is read worse than its margin', async () => {
    expect(await judge(unseen, answeringInTurn(good, spoilt(digits.toReversed(), 180), others()))).toMatchObject({ fraction: 0.5 })
    expect(await judge(unseen, answeringInTurn(good, digits.toReversed(), spoilt(others(), 110)))).toMatchObject({ fraction: 0.5 })
  })

  it('earn nothing when both look memorised', async () => {
    const outcome = await judge(unseen, answeringInTurn(good, good, spoilt(others(), 1900)))
    expect(outcome).toMatchObject({ verdict: 'wrong-answer', fraction: 0 })
    expect(codes(outcome)[0]).toBe('known-mistake memorised')
  })

  it('are the moved ones alone where the test set is not installed, which is said', async () => {
    vi.mocked(test10k).mockImplementation(() => {
      throw new MissingData('not installed')
    })
    expect(await judge(unseen, answeringInTurn(good, digits.toReversed()))).toMatchObject({
      verdict: 'accepted',
      findings: [{ code: 'remark' }],
    })
    expect(await judge(unseen, answeringInTurn(good, spoilt(digits.toReversed(), 180)))).toMatchObject({
      verdict: 'wrong-answer',
      fraction: 0,
    })
  })

  it('are not looked at before the known ones are read', async () => {
    expect(await judge(unseen, answeringInTurn(spoilt(digits, 1000)))).toMatchObject({ verdict: 'wrong-answer', fraction: 0 })
  })
})

describe('the accuracy', () => {
  const accuracy = modelQuality({ ...spec, judge: judgeAccuracy })

  it('earns its points on the curve', async () => {
    expect(await judge(accuracy, answeringInTurn(good, digits.toReversed()))).toMatchObject({ verdict: 'accepted', fraction: 1 })
    const outcome = await judge(accuracy, answeringInTurn(spoilt(digits, 148), digits.toReversed()))
    expect(outcome).toMatchObject({ verdict: 'partial' })
    expect(outcome.fraction).toBeCloseTo(0.7, 12)
  })

  it('waits for a person when nearly every image is read right, or when moved images are not read', async () => {
    expect(await judge(accuracy, answeringInTurn(spoilt(digits, 4)))).toMatchObject({ verdict: 'pending-manual' })
    expect(await judge(accuracy, answeringInTurn(good, good))).toMatchObject({ verdict: 'pending-manual' })
  })
})
