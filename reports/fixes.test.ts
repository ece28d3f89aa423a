import { describe, expect, it } from 'vitest'
import type { Finding } from '#grading/model/finding'
import type { CheckResult } from '#grading/model/result'
import { fixesOf } from './fixes.ts'
import { checkResult, exerciseResult, MISMATCH } from './sample/sample-run.ts'

const mistake = (says: string, label = 'dW'): Finding => ({
  code: 'known-mistake',
  severity: 'error',
  label,
  mistake: says,
  says,
  case: label,
})
const wrong = (id: string, findings: readonly Finding[], more: Partial<CheckResult> = {}) =>
  checkResult({ id, verdict: 'wrong-answer', findings, ...more })
const thrown = (entry: string, line: number): Finding => ({
  code: 'fault',
  severity: 'error',
  entry,
  fault: { kind: 'exception', name: 'TypeError', message: 'x is undefined', place: { file: 'a.ts', line } },
})
const unread = (file: string): Finding => ({
  code: 'fault',
  severity: 'error',
  entry: 'f',
  fault: { kind: 'syntax-error', message: 'a bracket', place: { file, line: 3 } },
})

describe('fixesOf', () => {
  it('tells a known mistake once, with what its checks lose, before the numbers that show it', () => {
    const a = exerciseResult('u/a', '1a', 'A', [
      wrong('x', [MISMATCH, mistake('no bias')]),
      wrong('y', [mistake('no bias', 'db'), MISMATCH], { fraction: 0.5 }),
    ])
    const [fix, ...others] = fixesOf([a])
    expect(others).toEqual([])
    expect(fix).toMatchObject({ lost: 300, exercises: [a], unloadable: false })
    expect(fix?.lead.text).toBe('dW: this equals no bias.')
  })

  it('is led by what costs most', () => {
    const a = exerciseResult('u/a', '1a', 'A', [wrong('x', [mistake('cheap')], { max: 100 }), wrong('y', [mistake('dear')], { max: 400 })])
    expect(fixesOf([a]).map(({ lost }) => lost)).toEqual([400, 100])
  })

  it('takes an error at one place for one thing, whichever function met it', () => {
    const a = exerciseResult('u/a', '1a', 'A', [wrong('x', [thrown('f', 4)]), wrong('y', [thrown('g', 4)]), wrong('z', [thrown('g', 9)])])
    expect(fixesOf([a]).map(({ lost, place }) => [lost, place?.line])).toEqual([
      [400, 4],
      [200, 9],
    ])
  })

  it('counts all points of the exercises whose file cannot be read, with their hidden checks', () => {
    const lost = (id: string, more: Partial<CheckResult> = {}) =>
      checkResult({ id, verdict: 'load-error', findings: [unread('a.py')], ...more })
    const skipped = checkResult({ id: 's', verdict: 'skipped' })
    const a = exerciseResult('u/a', '1a', 'A', [lost('x'), lost('h', { visibility: 'hidden' }), skipped])
    const b = exerciseResult('u/b', '1b', 'B', [lost('x')])
    expect(fixesOf([a, b])).toMatchObject([{ lost: 800, unloadable: true, exercises: [a, b], place: { file: 'a.py', line: 3 } }])
  })

  it('says nothing of hidden checks, of notes, nor of what an instructor has to do', () => {
    const note: Finding = { ...MISMATCH, severity: 'note' }
    const checks = [
      wrong('h', [MISMATCH], { visibility: 'hidden' }),
      checkResult({ id: 'n', findings: [note] }),
      checkResult({ id: 'p', verdict: 'pending-manual' }),
      checkResult({ id: 's', verdict: 'skipped', findings: [{ code: 'skipped', severity: 'note', because: 'x' }] }),
    ]
    expect(fixesOf([exerciseResult('u/a', '1a', 'A', checks)])).toEqual([])
  })
})
