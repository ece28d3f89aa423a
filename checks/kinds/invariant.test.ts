import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { invariant } from '../index.ts'
import { answering, codes, judge } from '../testing/answering.ts'

const vectors = fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 1, maxLength: 6 })
const sumsToOne = invariant({
  id: 'sums-to-one',
  title: 'Sums to one',
  points: 1,
  entries: ['share'],
  law: 'the shares sum to 1',
  arbitrary: vectors,
  calls: (v) => [{ entry: 'share', args: [v] }],
  shape: (v) => [v.length],
  holds: (_v, [shares]) => {
    const sum = (shares as number[]).reduce((a, b) => a + b, 0)
    return Math.abs(sum - 1) < 1e-6 ? undefined : `they sum to ${sum}`
  },
  mistakes: [{ id: 'ones', says: 'one for every entry', detect: (_v, [shares]) => (shares as number[]).every((x) => x === 1) }],
})
const share = (v: number[]): number[] => v.map(() => 1 / v.length)

describe('invariant', () => {
  it('asks all inputs in one batch and nothing more while the law holds', async () => {
    const session = answering({ share })
    expect((await judge(sumsToOne, session)).verdict).toBe('accepted')
    expect(session.trips).toEqual({ batches: 1, calls: 40 })
  })

  it('shrinks a counterexample and keeps the seed to itself', async () => {
    const biased = (v: number[]): number[] => (v.length >= 3 ? v.map(() => 1) : share(v))
    const outcome = await judge(sumsToOne, { share: biased })
    const finding = outcome.findings.find((one) => one.code === 'property-violated')
    expect(JSON.stringify(outcome)).not.toContain('7041')
    expect(finding).toMatchObject({ counterexample: 'share([0, 0, 0])', observed: 'they sum to 3', runs: 40 })
  })

  it('names a recognised mistake first', async () => {
    const outcome = await judge(sumsToOne, { share: (v: number[]) => v.map(() => 1) })
    expect(codes(outcome)).toEqual(['known-mistake ones', 'property-violated'])
  })

  it('gives equal outcomes for equal seeds', async () => {
    const broken = { share: (v: number[]) => v.map((x) => x) }
    expect(await judge(sumsToOne, broken)).toEqual(await judge(sumsToOne, broken))
  })

  it('bounds the single calls made while shrinking', async () => {
    const session = answering({ share: (v: number[]) => v.map((x) => x * 1.1 + 7) })
    await judge(sumsToOne, session)
    expect(session.trips.calls).toBeLessThanOrEqual(40 + 120)
  })

  it.each([
    ['a wrong shape', () => [1, 2, 3, 4, 5, 6, 7], 'shape-mismatch'],
    ['text', () => 'one', 'type-mismatch'],
    ['NaN', (v: number[]) => v.map(() => Number.NaN), 'not-finite'],
  ])('refuses %s', async (_name, answer, code) => {
    const outcome = await judge(sumsToOne, { share: answer })
    expect(outcome.verdict).toBe('wrong-answer')
    expect(codes(outcome)).toEqual([code])
  })

  it('calls a function that throws a runtime error', async () => {
    const throwing = (): never => {
      throw new Error('no')
    }
    expect((await judge(sumsToOne, { share: throwing })).verdict).toBe('runtime-error')
  })
})
