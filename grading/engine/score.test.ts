import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Verdict } from '../model/check.ts'
import type { CheckResult } from '../model/result.ts'
import { hundredths, pendingOf, shareOf, statusOf } from './score.ts'

function result(verdict: Verdict, score: number, max = 100): CheckResult {
  return { id: verdict, title: verdict, visibility: 'visible', verdict, fraction: score / max, score, max, findings: [], ms: 0 }
}

describe('hundredths', () => {
  it.each([
    [0, 0],
    [0.1 + 0.2, 30],
    [1.15, 115],
    [8, 800],
    [1e-8, 0],
  ])('of %d points are %d', (points, expected) => {
    expect(hundredths(points)).toBe(expected)
  })

  it.each([-1, Number.NaN, Infinity, 0.005])('refuses %d points', (points) => {
    expect(() => hundredths(points)).toThrow(RangeError)
  })
})

describe('shareOf', () => {
  it('gives all only for a whole fraction, and never more than all (seed 31)', () => {
    void fc.assert(
      fc.property(fc.nat(10_000), fc.double({ min: 0, max: 1, noNaN: true }), (max, fraction) => {
        const score = shareOf(max, fraction)
        expect(Number.isInteger(score)).toBe(true)
        expect(score).toBeGreaterThanOrEqual(0)
        expect(score === max).toBe(fraction === 1 || max === 0)
      }),
      { seed: 31 },
    )
  })

  it.each([
    [100, 0.25, 25],
    [100, 0.996, 99],
    [100, 1, 100],
    [1, 0.9, 0],
    [0, 0.5, 0],
    [3, 0.5, 2],
  ])('of %d hundredths, %d, is %d', (max, fraction, expected) => {
    expect(shareOf(max, fraction)).toBe(expected)
  })

  it.each([-0.01, 1.01, Number.NaN])('refuses the fraction %d', (fraction) => {
    expect(() => shareOf(100, fraction)).toThrow(`fraction ${fraction}: expected 0 to 1`)
  })
})

describe('statusOf', () => {
  it.each<[string, CheckResult[], string]>([
    ['full marks', [result('accepted', 100), result('accepted', 50, 50)], 'full'],
    ['some points', [result('accepted', 100), result('wrong-answer', 0)], 'partial'],
    ['no points', [result('wrong-answer', 0), result('not-attempted', 0)], 'zero'],
    ['nothing tried', [result('not-attempted', 0), result('skipped', 0)], 'not-attempted'],
    ['a fault of ours beside full marks', [result('accepted', 100), result('judging-error', 0)], 'judging-error'],
    ['an essay', [result('pending-manual', 0)], 'pending-manual'],
    ['a right answer that did not get all its points', [result('accepted', 50)], 'partial'],
    ['all points beside a lost check that is worth none', [result('accepted', 100), result('wrong-answer', 0, 0)], 'partial'],
    ['full marks of zero points with a lost check', [result('wrong-answer', 0, 0)], 'zero'],
  ])('of %s', (_name, checks, expected) => {
    expect(statusOf(checks)).toBe(expected)
  })

  it('of no checks is never full', () => {
    expect(statusOf([])).not.toBe('full')
  })
})

describe('pendingOf', () => {
  it('counts what waits for a person', () => {
    expect(pendingOf([result('accepted', 100), result('pending-manual', 0, 40), result('judging-error', 0, 2)])).toBe(42)
  })
})
