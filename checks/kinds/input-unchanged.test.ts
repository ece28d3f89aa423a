import { describe, expect, it } from 'vitest'
import type { Answer } from '#grading/model/session'
import { listOf, type Plain, toValue, type Value } from '#grading/model/value'
import { caseSet, inputUnchanged } from '../index.ts'
import { answering, codes, judge } from '../testing/answering.ts'

const cases = caseSet('v', () => [{ args: [[1, 2]] }, { args: [[3, 4]] }])
const check = inputUnchanged({ id: 'kept', title: 'Kept', points: 1, entry: 'f', cases })
const answered = (value: Plain | Value, right: Plain | Value) => judge(check, { f: () => value }, { f: () => right })

describe('inputUnchanged', () => {
  it('names the first argument that was changed, in whichever case', async () => {
    const came = (...mutated: number[]): Answer => ({ ok: true, value: 1, usage: { ms: 0 }, mutated })
    const session = { ...answering({}), callMany: async () => [came(), came(2, 1)] }
    const finding = { code: 'input-modified', severity: 'error', entry: 'f', argument: 2 }
    expect(await judge(check, session, { f: () => 1 })).toEqual({ verdict: 'wrong-answer', fraction: 0, findings: [finding] })
    expect(check.entries).toEqual(['f'])
  })

  it('calls a missing function not attempted', async () => {
    expect(await judge(check, {}, { f: () => 1 })).toMatchObject({ verdict: 'not-attempted', findings: [{ code: 'fault', entry: 'f' }] })
  })

  it('names the part of a record that is not what is asked for', async () => {
    const right = {
      mean: 0,
      parts: [
        [1, 2],
        [3, 4],
      ],
      values: [1],
    }
    const told = async (value: Plain | Value) => (await answered(value, right)).findings
    expect(
      await told(
        new Map<string, Value>([
          ['mean', 0],
          ['parts', listOf([[1], [3, 4]])],
          ['values', toValue([1])],
        ]),
      ),
    ).toMatchObject([{ label: 'parts', actual: 'a list of 2 arrays of different shapes', expected: 'an array of shape [2, 2]' }])
    expect(
      await told({
        mean: 0,
        parts: [
          [1, 2],
          [3, 4],
        ],
        values: [Number.NaN],
      }),
    ).toMatchObject([
      { label: 'values', actual: 'an array of shape [1] with elements that are not finite', expected: 'an array of shape [1]' },
    ])
  })

  it.each<[string, Plain | Value, Plain | Value]>([
    ['wrong numbers', [7, 8], [1, 2]],
    ['as many numbers in another shape', [[7], [8]], [1, 2]],
    ['NaN where it is due', [Number.NaN, 1], [Number.NaN, 2]],
    ['a number where NaN is due', [3, 4], [Number.NaN, 2]],
    ['a list of wrong arrays', listOf([[7], [8, 9]]), listOf([[1], [2, 3]])],
    ['a record in the other case style', { delta_w: [7, 8], b: 9 }, { deltaW: [1, 2], b: 3 }],
    ['a record of some of the parts', { b: 9 }, { a: [1, 2], b: 3 }],
    ['the parts of a record in a list', listOf([[7, 8], 9]), { a: [1, 2], b: 3 }],
    ['other text', 'no', 'yes'],
    ['another truth', false, true],
    ['null where it is due', null, null],
  ])('accepts %s: what is answered is judged elsewhere', async (_, value, right) => {
    expect(await answered(value, right)).toEqual({ verdict: 'accepted', fraction: 1, findings: [] })
  })

  it.each<[string, Plain | Value, Plain | Value]>([
    ['fewer numbers', [1], [1, 2]],
    ['more numbers', [1, 2, 3], [1, 2]],
    ['one NaN', [1, Number.NaN], [1, 2]],
    ['infinity', Number.POSITIVE_INFINITY, 1],
    ['nothing for numbers', null, [1, 2]],
    ['text for numbers', ['1', '2'], [1, 2]],
    ['a list that is shorter', listOf([[1]]), listOf([[1], [2, 3]])],
    ['a list of which one part is wrong', listOf([[1], [2, 3, 4]]), listOf([[1], [2, 3]])],
    ['text for a list', 'ab', listOf([[1], [2, 3]])],
    ['an empty record', {}, { a: [1, 2], b: 3 }],
    ['a record of other parts', { c: 1 }, { a: [1, 2], b: 3 }],
    ['a record of which one part is wrong', { a: [1], b: 3 }, { a: [1, 2], b: 3 }],
    ['a list of some of the parts', listOf([[1, 2]]), { a: [1, 2], b: 3 }],
    ['a list of parts in another order', listOf([3, [1, 2]]), { a: [1, 2], b: 3 }],
    ['null for a record', null, { a: [1, 2], b: 3 }],
    ['a record for a list', { a: [1], b: [2, 3] }, listOf([[1], [2, 3]])],
    ['a number for text', 1, 'yes'],
    ['text for a truth', 'true', true],
  ])('refuses %s: a function that does nothing changes nothing', async (_, value, right) => {
    const outcome = await answered(value, right)
    expect(outcome).toMatchObject({ verdict: 'wrong-answer', fraction: 0 })
    expect(codes(outcome)).toEqual(['type-mismatch'])
  })

  it('looks at every case, and says what came and what was due', async () => {
    const outcome = await judge(check, { f: ([x]: number[]) => (x === 3 ? null : 1) }, { f: () => 1 })
    expect(outcome.findings).toMatchObject([{ label: 'f', actual: 'null', expected: 'the number 1' }])
  })

  it('leaves out the cases in which the reference does not answer', async () => {
    const right = ([x]: number[]): number => {
      if (x === 1) throw new Error('not this one')
      return 1
    }
    expect((await judge(check, { f: ([x]: number[]) => (x === 1 ? null : 1) }, { f: right })).verdict).toBe('accepted')
    expect((await judge(check, { f: ([x]: number[]) => (x === 1 ? 1 : null) }, { f: right })).verdict).toBe('wrong-answer')
  })
})
