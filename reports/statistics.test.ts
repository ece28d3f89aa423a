import { describe, expect, it } from 'vitest'
import { checkResult, exerciseResult, runResult, studentResult } from './sample/sample-run.ts'
import { classStatistics } from './statistics.ts'

const student = (id: string, verdict: Parameters<typeof checkResult>[0]) =>
  studentResult(id, [exerciseResult('u/a', '1a', 'A', [checkResult({ id: 'easy' }), checkResult({ id: 'hard', ...verdict })])])

describe('classStatistics', () => {
  const run = runResult([
    student('a', { verdict: 'accepted' }),
    student('b', { verdict: 'wrong-answer' }),
    student('c', { verdict: 'not-attempted' }),
    student('d', { verdict: 'judging-error' }),
    student('e', { verdict: 'load-error' }),
  ])

  it('counts every student once per exercise', () => {
    expect(classStatistics(run).exercises[0]?.counts).toEqual({ full: 1, partial: 3, zero: 0, open: 0, waits: 1 })
  })

  it("leaves out of an exercise's mean whom it could not grade", () => {
    expect(classStatistics(run).exercises[0]?.mean).toBeCloseTo((400 + 200 + 200 + 200) / 4)
  })

  it('leaves out of mean and median whom it could not grade at all', () => {
    const nothing = studentResult('f', [exerciseResult('u/a', '1a', 'A', [checkResult({ id: 'easy', verdict: 'judging-error' })])])
    const full = student('a', { verdict: 'accepted' })
    const { mean, median, unjudged } = classStatistics(runResult([full, nothing, { ...nothing, id: 'g' }]))
    expect({ mean, median, unjudged }).toEqual({ mean: full.score, median: full.score, unjudged: 2 })
  })

  it('counts no submission of which nobody knows the student', () => {
    const stranger = { ...student('z', { verdict: 'wrong-answer' }), unassigned: 'not in the roster' }
    const known = [student('a', { verdict: 'accepted' }), student('b', { verdict: 'accepted' })]
    const { unassigned, ...numbers } = classStatistics(runResult([...known, stranger]))
    expect(unassigned).toBe(1)
    expect({ ...numbers, unassigned: 0 }).toEqual(classStatistics(runResult(known)))
    expect(classStatistics(runResult([stranger]))).toMatchObject({ mean: 0, max: stranger.max, unassigned: 1, exercises: [] })
  })

  it('is all zero for nobody', () => {
    expect(classStatistics(runResult([]))).toEqual({
      mean: 0,
      median: 0,
      max: 0,
      unjudged: 0,
      unassigned: 0,
      exercises: [],
      checks: [],
      hardest: [],
    })
  })
})
