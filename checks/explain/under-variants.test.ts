import { describe, expect, it } from 'vitest'
import type { Plain } from '#grading/model/value'
import { caseSet, closeToReference } from '../index.ts'
import { codes, judge } from '../testing/answering.ts'

const sorted = (v: readonly number[]): number[] => v.toSorted((a, b) => b - a)
const check = closeToReference({
  id: 'sorted',
  title: 'Sorted',
  points: 1,
  entry: 'sorted',
  cases: caseSet('lists', () => [
    { args: [[7]], label: 'one number' },
    { args: [[3, 9, 4]], label: 'three numbers' },
  ]),
  variants: [{ says: 'Divided by 10.', answer: (_, right) => (right as number[]).map((x) => x / 10) }],
  mistakes: [
    { id: 'ascending', says: 'the smallest first', answer: (_, right) => (right as number[]).toReversed() },
    { id: 'unsorted', says: 'as they came', answer: ([v]) => v as Plain },
  ],
})
const judged = (answer: (v: readonly number[]) => Plain) => judge(check, { sorted: answer }, { sorted })

describe('a check with variants', () => {
  it.each<[string, string, (v: readonly number[]) => Plain]>([
    ['ascending', "the sheet's convention", (v) => sorted(v).toReversed()],
    ['ascending', 'a variant', (v) => sorted(v.map((x) => x / 10)).toReversed()],
    ['unsorted', 'a variant, from a formula of the arguments', (v) => v.map((x) => x / 10)],
  ])('names the mistake %s made under %s, at a case that is wrong', async (id, _name, answer) => {
    const outcome = await judged(answer)
    expect(codes(outcome).slice(0, 2)).toEqual([`known-mistake ${id}`, 'value-mismatch'])
    expect(outcome.findings[1]).toMatchObject({ case: 'three numbers' })
  })

  it('shows a case that is wrong in the convention which makes most answers right, and says which', async () => {
    const outcome = await judged((v) => (v.length === 1 ? [0.7] : [0.9, 0.4, 0.2]))
    expect(outcome.findings).toMatchObject([
      { code: 'value-mismatch', case: 'three numbers', index: [2], actual: 0.2, expected: 0.3 },
      { code: 'convention', says: 'Divided by 10.' },
    ])
    expect(outcome.agreement).toEqual({ right: 2, of: 3 })
  })

  it('keeps to the sheet where no convention makes more answers right', async () => {
    const outcome = await judged(() => [5])
    expect(codes(outcome)[0]).toBe('value-mismatch')
    expect(outcome.findings[0]).toMatchObject({ case: 'one number', expected: 7 })
  })
})
