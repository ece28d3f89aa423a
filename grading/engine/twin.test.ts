import { describe, expect, it } from 'vitest'
import { checkResult } from '#reports/sample/sample-run'
import type { Check, Outcome } from '../model/check.ts'
import type { Finding } from '../model/finding.ts'
import { boundedBy, isTwinAsked } from './twin.ts'

const right = checkResult({ verdict: 'accepted', fraction: 1, score: 100, max: 100, findings: [] })
const outcome = (part: Partial<Outcome>): Outcome => ({ verdict: 'wrong-answer', fraction: 0, findings: [], ...part })

describe('a twin', () => {
  it('leaves a result that it confirms, and takes the points of one that it does not', () => {
    expect(boundedBy(right, outcome({ verdict: 'accepted', fraction: 1 }))).toBe(right)
    const bounded = boundedBy(
      right,
      outcome({ agreement: { right: 0, of: 3 }, findings: [{ code: 'transposed', label: 'x', severity: 'error' }] }),
    )
    expect(bounded).toMatchObject({ verdict: 'wrong-answer', fraction: 0, score: 0 })
    expect(bounded.findings).toEqual([{ code: 'known-inputs-only', severity: 'error', right: 0, of: 3 }])
  })

  it('never raises a result', () => {
    const half = { ...right, verdict: 'partial' as const, fraction: 0.5, score: 50 }
    expect(boundedBy(half, outcome({ verdict: 'accepted', fraction: 1 }))).toBe(half)
  })

  it('costs no points where it cannot be judged', () => {
    const findings: readonly Finding[] = [{ code: 'judging-error', reason: 'ours', severity: 'error' }]
    expect(boundedBy(right, outcome({ verdict: 'judging-error', findings }))).toMatchObject({ verdict: 'judging-error', findings })
  })

  it('is not asked of a function that was given up before, nor when the time of the submission was up', () => {
    const check = { entries: ['f'], twin: {} } as unknown as Check
    const lost = (finding: Finding) => isTwinAsked(check, right, [right, checkResult({ findings: [finding] })])
    const limit = (stage: 'call' | 'submission', entry: string): Finding => ({
      ...{ code: 'fault', severity: 'error', entry, fault: { kind: 'time-limit', stage, limitMs: 1, entry } },
    })
    expect([lost(limit('call', 'f')), lost(limit('submission', 'g')), lost(limit('call', 'g'))]).toEqual([false, false, true])
    expect(isTwinAsked(check, { ...right, score: 0 }, [])).toBe(false)
  })
})
