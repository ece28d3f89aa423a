import { describe, expect, it } from 'vitest'
import type { Answer } from '#grading/model/session'
import { toValue } from '#grading/model/value'
import { ask, batchesOf, valuesOf } from './ask.ts'
import { answering } from './testing/answering.ts'

const calls = [
  { entry: 'add', args: [1, 2] },
  { entry: 'negate', args: [3] },
  { entry: 'add', args: [4, 5] },
]
const add = (a: number, b: number): number => a + b
const negate = (a: number): number => -a

describe('asking', () => {
  it('takes one trip per function and gives the answers in the order of the calls', async () => {
    const session = answering({ add, negate })
    const { answers, fault } = await ask(session, batchesOf(calls))
    expect(valuesOf(answers, 'the submission')).toEqual([3, -3, 9])
    expect(fault).toBeUndefined()
    expect(session.trips).toEqual({ batches: 2, calls: 3 })
  })

  it('has no answers and no fault where nothing is called', async () => {
    expect(await ask(answering({}), batchesOf([]))).toEqual({ answers: [], thrown: 0 })
  })

  it('names the function of the first call that brought no value', async () => {
    const { fault } = await ask(answering({ add }), batchesOf(calls))
    expect(fault).toMatchObject({ verdict: 'not-attempted', findings: [{ code: 'fault', entry: 'negate' }] })
    expect((await ask(answering({}), batchesOf(calls))).fault).toMatchObject({ findings: [{ entry: 'add' }] })
  })

  it('takes values only where all came, and says whose did not', async () => {
    const { answers } = await ask(answering({ add }), batchesOf(calls))
    expect(() => valuesOf(answers, 'the reference')).toThrow('the reference did not answer: {"kind":"missing-entry","entry":"negate"')
    const thrown: Answer = {
      ok: false,
      fault: { kind: 'exception', name: 'Error', message: 'solution.py: ValueError: no row (line 2)' },
      usage: { ms: 0 },
    }
    expect(() => valuesOf([thrown], 'the reference')).toThrow('the reference did not answer: solution.py: ValueError: no row (line 2)')
    expect(valuesOf([{ ok: true, value: toValue([1]), usage: { ms: 0 } }], 'the reference')).toEqual([toValue([1])])
  })
})
