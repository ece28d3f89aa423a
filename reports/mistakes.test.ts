import { describe, expect, it } from 'vitest'
import type { Finding } from '#grading/model/finding'
import { classMistakes } from './mistakes.ts'
import { checkResult, exerciseResult, runResult, studentResult } from './sample/sample-run.ts'

const found = (mistake: string, severity: Finding['severity'] = 'error'): Finding => ({
  code: 'known-mistake',
  severity,
  label: 'dW',
  mistake,
  says: `the formula ${mistake}`,
})
/** Each check of 200 hundredths with its findings and the fraction that it gives. */
const student = (id: string, ...checks: readonly (readonly [fraction: number, ...findings: readonly Finding[]])[]) =>
  studentResult(id, [
    exerciseResult(
      'u/a',
      '1a',
      'A',
      checks.map(([fraction, ...findings], i) => checkResult({ id: `c${i}`, verdict: 'wrong-answer', fraction, findings })),
    ),
  ])

const at = (student: string) => ({ student, exerciseId: 'u/a', checkId: 'c0' })

describe('the known mistakes of a class', () => {
  it('are counted by students, with the points of the checks that found them', () => {
    const run = runResult([
      student('ada', [0, found('x'), found('x')], [0.5, found('x')]),
      student('bob', [0, found('y')]),
      student('cyd', [0, found('x'), found('y')]),
    ])
    expect(classMistakes(run)).toEqual([
      {
        exercise: 'u/a',
        sheet: '1a',
        mistake: 'x',
        says: 'the formula x',
        students: ['ada', 'cyd'],
        first: at('ada'),
        lost: 200 + 100 + 200,
      },
      { exercise: 'u/a', sheet: '1a', mistake: 'y', says: 'the formula y', students: ['bob', 'cyd'], first: at('bob'), lost: 400 },
    ])
  })

  it('are none where it was no error', () => {
    expect(classMistakes(runResult([student('ada', [1, found('x', 'note')])]))).toEqual([])
  })
})
