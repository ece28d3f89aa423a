import { describe, expect, it } from 'vitest'
import { caseSet, errorRatio } from '../index.ts'
import { codes, judge } from '../testing/answering.ts'
import type { ErrorRatioSpec } from './error-ratio.ts'

const CREDIT = [
  [1.01, 1],
  [1.1, 0.5],
  [1.5, 0],
] as const

/** The answer is the error itself; the least is 2 for the first case and 4 for the second. */
const spec: ErrorRatioSpec = {
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
  causes: [{ id: 'double', says: 'twice the least error', residual: (_args, _answer, ratio) => Math.abs(ratio / 2 - 1) }],
}
const check = errorRatio(spec)
const judged = (ratio: (least: number) => number) => judge(check, { fit: (least: number) => ratio(least) * least })

describe('errorRatio', () => {
  it.each([1, 1.0099, 1.01])('gives full credit up to the first ratio: %d', async (ratio) => {
    expect(await judged(() => ratio)).toEqual({ verdict: 'accepted', fraction: 1, findings: [] })
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
    expect((await judged(() => 1 - 1e-5)).verdict).toBe('accepted')
    expect(codes(await judged((least) => (least === 2 ? 1 - 1e-5 : 1.2)))).toEqual(['statistic-out-of-band'])
  })

  it('names a known mistake', async () => {
    const named = ['known-mistake double', 'statistic-out-of-band']
    expect(codes(await judged(() => 2))).toEqual(named)
    for (const good of [1, 1.01]) expect(codes(await judged((least) => (least === 2 ? good : 2)))).toEqual(named)
  })

  it('names none that explains only some of what is too large, and none where none is known', async () => {
    expect(codes(await judged((least) => (least === 2 ? 1.3 : 2)))).toEqual(['statistic-out-of-band'])
    const { causes, ...plain } = spec
    expect(codes(await judge(errorRatio(plain), { fit: (least: number) => 2 * least }))).toEqual(['statistic-out-of-band'])
  })

  it.each([
    ['the one that explains more', 0.1, 'double'],
    ['both where neither explains more', 0, 'half-more double'],
  ])('names of two causes %s', async (_name, left, names) => {
    const rival = { id: 'half-more', says: 'half of it more', residual: () => left }
    const rivals = { ...spec, causes: [rival, ...(spec.causes ?? [])] }
    expect(codes(await judge(errorRatio(rivals), { fit: (least: number) => 2 * least }))[0]).toBe(`known-mistake ${names}`)
  })

  it('names no cause for an error near the optimum that short training explains as well', async () => {
    const near = { ...spec, causes: [{ id: 'near', says: 'near', residual: () => 0.03 }] }
    expect(codes(await judge(errorRatio(near), { fit: (least: number) => 1.04 * least }))).toEqual(['statistic-out-of-band'])
  })

  it.each([
    [2, 'the error, small, divided by the minimum possible error,'],
    [4, 'the error, divided by the minimum possible error,'],
  ])('names the case by its label, if it has one', async (worse, statistic) => {
    expect((await judged((least) => (least === worse ? 1.2 : 1))).findings[0]).toMatchObject({ statistic, value: 1.2 })
  })

  it('calls a missing function, which it names, not attempted', async () => {
    expect((await judge(check, {})).verdict).toBe('not-attempted')
    expect(check.entries).toEqual(['fit'])
  })

  it.each([Number.NaN, Number.POSITIVE_INFINITY])('gives nothing for %f', async (ratio) => {
    expect(await judged(() => ratio)).toMatchObject({ verdict: 'wrong-answer', fraction: 0 })
  })

  it('says what cannot be measured', async () => {
    expect(codes(await judge(check, { fit: () => 'text' }))).toEqual(['type-mismatch'])
  })
})
