import { describe, expect, it } from 'vitest'
import type { Outcome, Verdict } from '#grading/model/check'
import type { Finding, FindingData } from '#grading/model/finding'
import type { Fault } from '#grading/model/session'
import { accepted, defineCheck, error, faulted, NOT_ATTEMPTED, note, outside, wrong } from './outcome.ts'
import { judge } from './testing/answering.ts'

const spec = { id: 'one', title: 'One', points: 0.5 }
const remark: FindingData = { code: 'remark', says: 'Look.' }
const judging = (outcome: Outcome, hint?: string): Promise<Outcome> =>
  judge(
    defineCheck(hint === undefined ? spec : { ...spec, hint }, ['f'], async () => outcome),
    {},
  )

describe('a check', () => {
  it('is visible and comes after no other, unless it says so', () => {
    const run = async (): Promise<Outcome> => accepted()
    const plain = defineCheck(spec, ['f', 'g'], run)
    expect(plain).toStrictEqual({ ...spec, visibility: 'visible', entries: ['f', 'g'], run: expect.any(Function) })
    const later = defineCheck({ ...spec, visibility: 'hidden', after: ['zero'] }, [], run)
    expect(later).toMatchObject({ visibility: 'hidden', after: ['zero'] })
  })
})

describe('the hint of a check', () => {
  const own: Finding = error(remark, 'Is it there?')
  const bare: Finding = error(remark)
  const hints = ({ findings }: Outcome): (string | undefined)[] => findings.map(({ hint }) => hint)

  it.each<[string, Outcome, readonly (string | undefined)[]]>([
    ['goes to the first error, past notes', wrong([note(remark), bare, bare]), [undefined, 'Why?', undefined]],
    ['goes to the first error where some points are earned', wrong([bare], 0.5), ['Why?']],
    ['gives way to a hint of the first error', wrong([own, bare]), ['Is it there?', undefined]],
    ['is kept back where nothing is wrong', accepted([note(remark)]), [undefined]],
    ['is kept back where an error does not cost the check', { ...accepted(), findings: [bare] }, [undefined]],
    ['is kept back where the code failed', faulted('f', { kind: 'memory-limit' }), [undefined]],
    ['has no place without an error', wrong([note(remark)]), [undefined]],
  ])('%s', async (_name, outcome, expected) => {
    const judged = await judging(outcome, 'Why?')
    expect(hints(judged)).toEqual(expected)
    expect(judged).toMatchObject({ verdict: outcome.verdict, fraction: outcome.fraction })
  })

  it('is nothing where there is none', async () => {
    expect(await judging(wrong([bare]))).toStrictEqual({
      verdict: 'wrong-answer',
      fraction: 0,
      findings: [{ ...remark, severity: 'error' }],
    })
  })
})

it('an outcome is partial as soon as a mistake earns anything', () => {
  expect(wrong([], 0)).toEqual({ verdict: 'wrong-answer', fraction: 0, findings: [] })
  expect(wrong([], 0.01)).toEqual({ verdict: 'partial', fraction: 0.01, findings: [] })
  expect(accepted()).toEqual({ verdict: 'accepted', fraction: 1, findings: [] })
  expect(NOT_ATTEMPTED).toEqual({ verdict: 'not-attempted', fraction: 0, findings: [] })
})

it('a number outside of fixed bounds is no matter of chance', () => {
  const data = { code: 'statistic-out-of-band', statistic: 'The error', value: 2, low: 0, high: 1, alpha: 0, draws: 0 }
  expect(note(remark)).toStrictEqual({ ...remark, severity: 'note' })
  expect(outside('The error', 2, 0, 1)).toStrictEqual({ ...data, severity: 'error' })
  expect(outside('The error', 2, 0, 1, 'Why?')).toEqual({ ...data, severity: 'error', hint: 'Why?' })
})

describe('the verdict on a call that brought no value', () => {
  it.each<[Verdict, Fault]>([
    ['not-attempted', { kind: 'missing-entry', entry: 'f', available: [] }],
    ['not-attempted', { kind: 'not-implemented', entry: 'f' }],
    ['runtime-error', { kind: 'exception', name: 'Error', message: 'no' }],
    ['runtime-error', { kind: 'exited', code: 1, signal: null }],
    ['runtime-error', { kind: 'protocol', reason: 'no frame' }],
    ['load-error', { kind: 'load-error', name: 'Error', message: 'no' }],
    ['load-error', { kind: 'syntax-error', message: 'no' }],
    ['wrong-answer', { kind: 'bad-value', expected: 'a number', got: 'a function', at: '' }],
    ['time-limit', { kind: 'time-limit', stage: 'call', limitMs: 1 }],
    ['time-limit', { kind: 'never-settles', entry: 'f' }],
    ['memory-limit', { kind: 'memory-limit' }],
    ['output-limit', { kind: 'output-limit', stream: 'stdout', limitBytes: 1 }],
    ['skipped', { kind: 'not-called', reason: 'after another' }],
    ['judging-error', { kind: 'infrastructure', reason: 'the disk is full' }],
  ])('is %s for %j', (verdict, fault) => {
    expect(faulted('f', fault)).toEqual({ verdict, fraction: 0, findings: [{ code: 'fault', entry: 'f', fault, severity: 'error' }] })
  })
})
