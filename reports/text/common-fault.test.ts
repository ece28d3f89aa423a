import { describe, expect, it } from 'vitest'
import type { Finding } from '#grading/model/finding'
import { checkResult, exerciseResult } from '../sample/sample-run.ts'
import { causesOf, commonFault } from './common-fault.ts'

const broken = (entry: string, message = 'a bracket is missing'): Finding => ({
  code: 'fault',
  severity: 'error',
  entry,
  fault: { kind: 'load-error', name: 'SyntaxError', message },
})
const lost = (id: string, finding: Finding) => checkResult({ id, verdict: 'load-error', findings: [finding] })
const skipped = checkResult({ id: 's', verdict: 'skipped' })

describe('a fault in common', () => {
  it('is what every check says that was run, whichever function it would have called', () => {
    const exercise = exerciseResult('u/a', '1a', 'A', [lost('x', broken('f')), skipped, lost('y', broken('g'))])
    expect(commonFault(exercise)?.id).toBe('x')
  })

  it('is none where checks say something of their own', () => {
    expect(commonFault(exerciseResult('u/a', '1a', 'A', [lost('x', broken('f')), checkResult()]))).toBeUndefined()
    expect(commonFault(exerciseResult('u/a', '1a', 'A', [lost('x', broken('f')), lost('y', broken('f', 'another'))]))).toBeUndefined()
    expect(commonFault(exerciseResult('u/a', '1a', 'A', [skipped]))).toBeUndefined()
  })

  it('is a cause where several exercises have it, the dearest first', () => {
    const a = exerciseResult('u/a', '1a', 'A', [lost('x', broken('f'))])
    const b = exerciseResult('u/b', '1b', 'B', [lost('x', broken('g'))])
    const other = [1, 2, 3].map((i) => exerciseResult(`u/${i}`, `2${i}`, 'C', [lost('x', broken('f', 'another'))]))
    const alone = exerciseResult('u/d', '3', 'D', [lost('x', broken('f', 'a third'))])
    expect(causesOf([a, b, ...other, alone]).map(({ exercises }) => exercises.length)).toEqual([3, 2])
  })
})
