import { describe, expect, it } from 'vitest'
import { caseSet, errorRatio } from './index.ts'
import { codes, judge } from './testing/answering.ts'

const CREDIT = [
  [1.01, 1],
  [1.1, 0.5],
  [1.5, 0],
] as const

/** The answer is the error itself; the least is 2 for the first case and 4 for the second. */
const check = errorRatio({
  id: 'error',
  title: 'Error',
  points: 1,
  entry: 'fit',
  label: 'the error',
  cases: caseSet('fits', () => [{ args: [2], label: 'small' }, { args: [4] }]),
  known: ([least]) => ({ least: least as number }),
  measure: (_, answer) =>
    typeof answer === 'number' ? answer : { code: 'type-mismatch', label: 'fit', actual: 'text', expected: 'a number' },
  credit: CREDIT,
  impossible: { id: 'below-optimum', says: 'an error that cannot be' },
  mistakes: [{ id: 'double', says: 'twice the least error', detect: (_args, _answer, ratio) => Math.abs(ratio - 2) < 0.1 }],
})
const judged = (ratio: (least: number) => number) => judge(check, { fit: (least: number) => ratio(least) * least })

describe('errorRatio', () => {
  it('gives full credit up to the first ratio', async () => {
    expect(await judged(() => 1.0099)).toMatchObject({ verdict: 'accepted', fraction: 1 })
  })

  it('gives the mean credit of the cases', async () => {
    const outcome = await judged((least) => (least === 2 ? 1.1 : 1))
    expect(outcome.verdict).toBe('partial')
    expect(outcome.fraction).toBeCloseTo(0.75, 12)
    expect(outcome.findings[0]).toMatchObject({
      code: 'statistic-out-of-band',
      statistic: expect.stringContaining('small'),
      low: 1,
      high: 1.01,
    })
  })

  it('gives nothing for an error below the optimum, and names it', async () => {
    const outcome = await judged((least) => (least === 2 ? 0.999 : 1))
    expect(outcome).toMatchObject({ verdict: 'wrong-answer', fraction: 0 })
    expect(codes(outcome)[0]).toBe('known-mistake below-optimum')
  })

  it('leaves room for rounding below the optimum', async () => {
    expect((await judged(() => 1 - 1e-7)).verdict).toBe('accepted')
  })

  it('names a known mistake', async () => {
    expect(codes(await judged(() => 2))).toEqual(['known-mistake double', 'statistic-out-of-band'])
  })

  it.each([Number.NaN, Number.POSITIVE_INFINITY])('gives nothing for %f', async (ratio) => {
    expect(await judged(() => ratio)).toMatchObject({ verdict: 'wrong-answer', fraction: 0 })
  })

  it('says what cannot be measured', async () => {
    expect(codes(await judge(check, { fit: () => 'text' }))).toEqual(['type-mismatch'])
  })
})
