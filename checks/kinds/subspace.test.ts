import { describe, expect, it } from 'vitest'
import { caseSet } from '../index.ts'
import { codes, judge } from '../testing/answering.ts'
import { PLANE, planeCheck } from '../testing/plane.ts'

const check = planeCheck({
  cases: caseSet('two', () => [{ args: [2] }, { args: [1], label: 'one direction' }]),
  mistakes: [
    {
      id: 'last',
      says: 'the last directions',
      span: ([k]) =>
        [
          [0, 0, 1],
          [0, 1, 0],
        ].slice(0, k as number),
    },
    {
      id: 'other-length',
      says: 'vectors of another length',
      span: ([k]) =>
        [
          [1, 0],
          [0, 1],
        ].slice(0, k as number),
    },
  ],
})
const answered = (rows: (k: number) => number[][]) => judge(check, { span: (k: number) => ({ rows: rows(k) }) })
const first = (k: number, rows: number[][]): number[][] => rows.slice(0, k)

describe('subspace', () => {
  it.each<[string, (k: number) => number[][]]>([
    ['the same vectors', (k) => first(k, PLANE)],
    [
      'other signs and lengths',
      (k) =>
        first(k, [
          [-3, 0, 0],
          [0, 0.1, 0],
        ]),
    ],
    [
      'mixtures',
      (k) =>
        k === 1
          ? [[2, 0, 0]]
          : [
              [1, 2, 0],
              [3, -1, 0],
            ],
    ],
  ])('accepts %s', async (_name, rows) => {
    expect(await answered(rows)).toMatchObject({ verdict: 'accepted', findings: [] })
  })

  it('accepts and notes what is off by single precision', async () => {
    expect(
      codes(
        await answered((k) =>
          first(k, [
            [1, 0, 1e-6],
            [0, 1, 0],
          ]),
        ),
      ),
    ).toEqual(['single-precision'])
  })

  it('names the angle of what is off by more', async () => {
    const outcome = await answered((k) =>
      first(k, [
        [1, 0, 1],
        [0, 1, 0],
      ]),
    )
    expect(outcome.verdict).toBe('wrong-answer')
    expect(outcome.findings[0]).toMatchObject({ code: 'subspace-mismatch', directions: 2 })
    expect(outcome.findings[0]).toHaveProperty('angle', expect.closeTo(45, 6))
  })

  it('refuses fewer independent directions than expected', async () => {
    expect(
      (
        await answered((k) =>
          first(k, [
            [1, 0, 0],
            [2, 0, 0],
          ]),
        )
      ).findings[0],
    ).toMatchObject({ code: 'subspace-mismatch', angle: 90 })
  })

  it('names a known wrong space, also one of vectors of another length', async () => {
    expect(
      codes(
        await answered((k) =>
          first(k, [
            [0, 0, 1],
            [0, 1, 0],
          ]),
        ),
      )[0],
    ).toBe('known-mistake last')
    expect(
      codes(
        await answered((k) =>
          first(k, [
            [1, 0],
            [0, 1],
          ]),
        ),
      ),
    ).toEqual(['known-mistake other-length', 'shape-mismatch'])
  })

  it.each<[string, unknown, string]>([
    ['a missing field', { columns: PLANE }, 'missing-field'],
    ['text', { rows: 'plane' }, 'type-mismatch'],
    [
      'NaN',
      {
        rows: [
          [Number.NaN, 0, 0],
          [0, 1, 0],
        ],
      },
      'not-finite',
    ],
    [
      'the transpose',
      {
        rows: [
          [1, 0],
          [0, 1],
          [0, 0],
        ],
      },
      'shape-mismatch',
    ],
    ['nothing', null, 'missing-field'],
  ])('refuses %s', async (_name, answer, code) => {
    const outcome = await judge(check, { span: () => answer as never })
    expect([outcome.verdict, codes(outcome)[0]]).toEqual(['wrong-answer', code])
  })

  it('hands on the fault of a call', async () => {
    expect((await judge(check, {})).verdict).toBe('not-attempted')
  })
})
