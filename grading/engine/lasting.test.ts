import { describe, expect, it } from 'vitest'
import type { CheckResult, StudentResult } from '../model/result.ts'
import type { Fault } from '../model/session.ts'
import { isLasting } from './earlier.ts'

describe('a result that lasts', () => {
  const resultOf = (part: Partial<CheckResult>): StudentResult => {
    const one: CheckResult = {
      id: 'c',
      title: 'C',
      visibility: 'visible',
      verdict: 'accepted',
      fraction: 1,
      score: 1,
      max: 1,
      findings: [],
      ms: 0,
      ...part,
    }
    const exercise = { id: 'u/e', sheet: '1', title: 'E', status: 'full' as const, score: 1, max: 1, checks: [one] }
    return {
      id: 'a',
      kind: 'python',
      hash: 'h',
      score: 1,
      max: 1,
      pending: 0,
      exercises: [exercise],
      remarks: [],
      output: { stdout: '', stderr: '' },
    }
  }
  const fault = (one: Fault): Partial<CheckResult> => ({
    verdict: 'runtime-error',
    findings: [{ code: 'fault', entry: 'f', fault: one, severity: 'error' }],
  })

  it.each<[string, Partial<CheckResult>, boolean]>([
    ['a right answer', {}, true],
    ['an exception', fault({ kind: 'exception', name: 'E', message: '' }), true],
    ['a program that ends itself', fault({ kind: 'exited', code: 1, signal: null }), true],
    ['a program that the system ended', fault({ kind: 'exited', code: null, signal: 'SIGKILL' }), false],
    ['a time limit', { verdict: 'time-limit' }, false],
    ['a memory limit', { verdict: 'memory-limit' }, false],
    ['a fault of ours', { verdict: 'judging-error' }, false],
    ['a call that was given up after another', fault({ kind: 'not-called', reason: '' }), false],
    ['a time limit that cost a part', { ...fault({ kind: 'time-limit', stage: 'call', limitMs: 1 }), verdict: 'partial' }, false],
  ])('%s: %j', (_what, part, lasts) => expect(isLasting(resultOf(part))).toBe(lasts))
})
