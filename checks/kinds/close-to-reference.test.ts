import { describe, expect, it } from 'vitest'
import { listOf, type Plain } from '#grading/model/value'
import { caseSet, closeToReference, printed } from '../index.ts'
import { answering, codes, judge } from '../testing/answering.ts'

const base = { id: 'values', title: 'Values', points: 2, entry: 'double' }
const numbers = caseSet('numbers', (random) => [{ args: [random.vector(3)] }, { args: [[1, 2, 4, 8]] }])
const double = (v: number[]): number[] => v.map((x) => 2 * x)
const doubled = closeToReference({ ...base, cases: numbers, hint: 'How large is it?' })

describe('closeToReference', () => {
  it('accepts the reference itself without a remark', async () => {
    expect(await judge(doubled, { double }, { double })).toEqual({ verdict: 'accepted', fraction: 1, findings: [] })
  })

  it('accepts float32 work with a note', async () => {
    const outcome = await judge(doubled, { double: (v: number[]) => v.map((x) => Math.fround(2 * Math.fround(x))) }, { double })
    expect(outcome.verdict).toBe('accepted')
    expect(codes(outcome)).toEqual(['single-precision'])
  })

  it.each([
    ['a column', (v: number[]) => v.map((x) => [2 * x])],
    ['a row', (v: number[]) => [v.map((x) => 2 * x)]],
  ])('accepts %s for a vector', async (_name, answer) => {
    expect((await judge(doubled, { double: answer }, { double })).verdict).toBe('accepted')
  })

  it.each([
    ['NaN', (v: number[]) => v.map(() => Number.NaN), 'not-finite'],
    ['infinity', (v: number[]) => v.map((x, i) => (i === 1 ? Infinity : 2 * x)), 'not-finite'],
    ['text', (v: number[]) => v.map((x) => String(2 * x)), 'type-mismatch'],
    ['null', () => null, 'type-mismatch'],
    ['one element too few', (v: number[]) => double(v).slice(1), 'shape-mismatch'],
    ['an empty list', () => [], 'shape-mismatch'],
    ['one number for all', () => 2, 'shape-mismatch'],
    ['an error just above the tolerance', (v: number[]) => v.map((x, i) => 2 * x * (i === 0 ? 1 + 3e-4 : 1)), 'value-mismatch'],
  ])('refuses %s', async (_name, answer, code) => {
    const outcome = await judge(doubled, { double: answer as (v: number[]) => Plain }, { double })
    expect(outcome.fraction).toBe(0)
    expect(codes(outcome)).toEqual([code])
    expect(outcome.findings[0]?.hint).toBe('How large is it?')
  })

  it('gives the worst element with its index, both values and the error allowed', async () => {
    const outcome = await judge(doubled, { double: (v: number[]) => double(v).map((x, i) => x + 0.1 * i * i) }, { double })
    expect(outcome.findings[0]).toMatchObject({ code: 'value-mismatch', index: [2], differing: 2, total: 3 })
  })

  it.each([
    ['a constant', (v: number[]) => v.map((x) => 6 * x), { factor: 3 }],
    ['a sign', (v: number[]) => v.map((x) => -2 * x), { factor: -1 }],
    ['the length of an argument', (v: number[]) => v.map((x) => 2 * x * v.length), { meaning: 'the length of the first argument' }],
    [
      'one over the length',
      (v: number[]) => v.map((x) => (2 * x) / v.length),
      { meaning: 'one divided by the length of the first argument' },
    ],
    ['log₂ e', (v: number[]) => v.map((x) => 2 * x * Math.LOG2E), { meaning: 'log₂ e, as if log₂ were used instead of ln' }],
  ])('names a wrong answer that is the expected value times %s', async (_name, answer, expected) => {
    const outcome = await judge(doubled, { double: answer }, { double })
    expect(outcome.verdict).toBe('wrong-answer')
    expect(outcome.findings[0]).toMatchObject({ code: 'scaled', ...expected })
  })

  it('names a transpose, and refuses it', async () => {
    const square = caseSet('square', () => [
      {
        args: [
          [
            [1, 2],
            [3, 4],
          ],
        ],
      },
    ])
    const check = closeToReference({ ...base, entry: 'same', cases: square })
    const outcome = await judge(
      check,
      { same: (m: number[][]) => m.map((row, i) => row.map((_, j) => (m[j] as number[])[i] as number)) },
      { same: (m: Plain) => m },
    )
    expect(outcome.verdict).toBe('wrong-answer')
    expect(codes(outcome)).toEqual(['transposed', 'value-mismatch'])
  })

  it('names a known mistake and gives its credit', async () => {
    const check = closeToReference({
      ...base,
      cases: numbers,
      mistakes: [{ id: 'square', says: 'the square', credit: 0.25, answer: ([v]) => (v as number[]).map((x) => x * x) }],
    })
    const outcome = await judge(check, { double: (v: number[]) => v.map((x) => x * x) }, { double })
    expect(outcome).toMatchObject({ verdict: 'partial', fraction: 0.25 })
    expect(codes(outcome)).toEqual(['known-mistake square', 'value-mismatch'])
  })

  it('does not name a mistake that explains only some of the wrong answers', async () => {
    const check = closeToReference({
      ...base,
      cases: numbers,
      mistakes: [{ id: 'square', says: 'the square', answer: ([v]) => (v as number[]).map((x) => x * x) }],
    })
    const outcome = await judge(check, { double: (v: number[]) => v.map((x) => (v.length === 3 ? x * x : x + 1)) }, { double })
    expect(codes(outcome)).toEqual(['value-mismatch'])
  })

  it('names both of two mistakes that the cases cannot tell apart', async () => {
    const square = (id: string) => ({ id, says: id, answer: ([v]: readonly Plain[]) => (v as number[]).map((x) => x * x) })
    const check = closeToReference({ ...base, cases: numbers, mistakes: [square('square'), square('product')] })
    const outcome = await judge(check, { double: (v: number[]) => v.map((x) => x * x) }, { double })
    expect(outcome.findings[0]).toMatchObject({ code: 'known-mistake', mistake: 'square product', says: 'square; or equally product' })
  })

  it('leaves out a mistake that would have got a right answer wrong', async () => {
    const sevens = (id: string, applies: (v: number[]) => boolean) => ({
      id,
      says: id,
      answer: ([v]: readonly Plain[]) => (v as number[]).map((x) => (applies(v as number[]) ? 7 : 2 * x)),
    })
    const mistakes = [sevens('always', () => true), sevens('long', (v) => v.length > 3)]
    const check = closeToReference({ ...base, cases: numbers, mistakes })
    const outcome = await judge(check, { double: (v: number[]) => (v.length > 3 ? v.map(() => 7) : double(v)) }, { double })
    expect(outcome.findings[0]).toMatchObject({ mistake: 'long' })
  })

  it('accepts a variant with its note', async () => {
    const variants = [
      { says: 'Halved, as agreed.', answer: (_args: readonly Plain[], right: Plain) => (right as number[]).map((x) => x / 2) },
    ]
    const outcome = await judge(closeToReference({ ...base, cases: numbers, variants }), { double: (v: number[]) => v }, { double })
    expect(outcome).toMatchObject({ verdict: 'accepted', findings: [{ code: 'convention', says: 'Halved, as agreed.' }] })
  })

  it('charges a follow-through error once', async () => {
    const reference = { net: (x: number) => ({ first: x + 1, second: 2 * (x + 1) }) }
    const student = { net: (x: number) => ({ first: x + 2, second: 2 * (x + 2) }) }
    const cases = caseSet('x', () => [{ args: [1] }, { args: [3] }])
    const first = closeToReference({ ...base, entry: 'net', cases, field: 'first' })
    const followThrough = { from: 'first', expected: (_args: readonly Plain[], own: Plain) => 2 * (own as { first: number }).first }
    const second = closeToReference({ ...base, entry: 'net', cases, field: 'second', followThrough })
    expect((await judge(first, student, reference)).verdict).toBe('wrong-answer')
    const outcome = await judge(second, student, reference)
    expect(outcome.verdict).toBe('accepted')
    expect(codes(outcome)).toEqual(['follow-through'])
  })

  it.each([
    ['zeros', 0],
    ['NaN', Number.NaN],
  ])('does not take %s for what follows from an earlier result', async (_name, everywhere) => {
    const cases = caseSet('x', () => [{ args: [1] }])
    const followThrough = { from: 'first', expected: (_args: readonly Plain[], own: Plain) => 2 * (own as { first: number }).first }
    const check = closeToReference({ ...base, entry: 'net', cases, field: 'second', followThrough })
    const outcome = await judge(check, { net: () => ({ first: everywhere, second: everywhere }) }, { net: () => ({ first: 1, second: 2 }) })
    expect(outcome.verdict).toBe('wrong-answer')
  })

  it('reads fields in either case style and says which field is missing', async () => {
    const cases = caseSet('x', () => [{ args: [1] }])
    const check = closeToReference({ ...base, entry: 'net', cases, field: 'deltaW' })
    const reference = { net: (x: number) => ({ deltaW: x }) }
    expect((await judge(check, { net: (x: number) => ({ delta_w: x }) }, reference)).verdict).toBe('accepted')
    expect(codes(await judge(check, { net: (x: number) => ({ delta: x }) }, reference))).toEqual(['missing-field'])
  })

  it('accepts a missing optional field with its note', async () => {
    const cases = caseSet('x', () => [{ args: [1] }])
    const check = closeToReference({ ...base, entry: 'net', cases, field: 'extra', absent: 'Not asked for.' })
    const outcome = await judge(check, { net: () => ({ other: 1 }) }, { net: () => ({ extra: 1, other: 1 }) })
    expect(outcome).toMatchObject({ verdict: 'accepted', findings: [{ says: 'Not asked for.' }] })
    for (const nothing of [null, {}, [], 'x']) {
      expect((await judge(check, { net: () => nothing }, { net: () => ({ extra: 1, other: 1 }) })).fraction, `${nothing}`).toBe(0)
    }
  })

  it('notices state kept between calls', async () => {
    let calls = 0
    const drifting = (v: number[]): number[] => v.map((x) => 2 * x + (calls++ > 6 ? 1 : 0))
    const outcome = await judge(doubled, { double: drifting }, { double })
    expect(outcome.findings[0]).toMatchObject({ code: 'value-mismatch', case: expect.stringContaining('asked a second time') })
  })

  it('compares lists of matrices item by item, with their index in the message', async () => {
    const cases = caseSet('list', () => [{ args: [listOf([[[1]], [[1, 2]]])] }])
    const check = closeToReference({ ...base, entry: 'same', cases, label: 'dW' })
    const outcome = await judge(check, { same: () => [[[1]], [[1, 5]]] }, { same: () => [[[1]], [[1, 2]]] })
    expect(outcome.findings[0]).toMatchObject({ label: 'dW[1]', actual: 5, expected: 2 })
  })

  it('accepts values copied from a printout of so many decimals', async () => {
    const check = closeToReference({ ...base, cases: numbers, tolerance: printed(3) })
    expect((await judge(check, { double: (v: number[]) => double(v).map((x) => Number(x.toFixed(3))) }, { double })).verdict).toBe(
      'accepted',
    )
    expect((await judge(check, { double: (v: number[]) => double(v).map((x) => Number(x.toFixed(2))) }, { double })).verdict).toBe(
      'wrong-answer',
    )
  })

  it('asks each function once for checks that share their cases', async () => {
    const session = answering({ double })
    await judge(doubled, session, { double })
    expect(session.trips).toEqual({ batches: 1, calls: 3 })
  })

  it('calls a missing function not attempted', async () => {
    expect((await judge(doubled, {}, { double })).verdict).toBe('not-attempted')
  })

  it('throws for a reference that does not answer, so that no student loses by it', async () => {
    await expect(judge(doubled, { double }, {})).rejects.toThrow(/reference/)
  })

  it('refuses an empty case set: it would look at nothing', async () => {
    const check = closeToReference({ ...base, cases: caseSet('none', () => []) })
    await expect(judge(check, { double }, { double })).rejects.toThrow(/compare nothing/)
  })
})
