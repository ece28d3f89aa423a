import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { importLti } from '../../testing/importers/lti.ts'
import { importGithub, importGradescope, importNbgrader } from '../../testing/importers/others.ts'
import { githubResult } from './github-result.ts'
import { gradescopeResults } from './gradescope-results.ts'
import { ltiScore, nbgraderTable } from './other-tables.ts'
import type { RunCheck, RunStudent } from './run-results.ts'

const check = (id: string, score: number, max: number, more: Partial<RunCheck> = {}): RunCheck => ({
  ...{ id, title: `Check ${id}`, visibility: 'visible', verdict: score === max ? 'accepted' : 'wrong-answer', score, max, ms: 250 },
  findings: score === max ? [] : [{ text: 'dW2: 0.5, expected 0.25 at (0, 3)', hint: 'Divide by N.' }],
  ...more,
})
const student = (...checks: readonly (readonly RunCheck[])[]): RunStudent => {
  const sum = (list: readonly RunCheck[], key: 'score' | 'max') => list.reduce((all, one) => all + one[key], 0)
  const exercises = checks.map((own, i) => ({
    id: `u/${i + 1}`,
    status: 'partial',
    score: sum(own, 'score'),
    max: sum(own, 'max'),
    checks: own,
  }))
  const pending = sum(
    checks.flat().filter(({ verdict }) => verdict === 'pending-manual'),
    'max',
  )
  return { id: 'ada', score: sum(checks.flat(), 'score'), max: sum(checks.flat(), 'max'), pending, exercises }
}
const essay = check('essay', 0, 4, { verdict: 'pending-manual', findings: [] })

const WAITS = ['waits for manual grading', 'nothing submitted', 'could not be graded', 'marked late without a time']

describe('results for Gradescope', () => {
  const read = (of: RunStudent, hidden: 'hidden' | 'after_published' = 'hidden') =>
    importGradescope(JSON.stringify(gradescopeResults(of, '0.1.0', hidden)))

  it('have a row for each check, with what it found, and the total', () => {
    const results = gradescopeResults(student([check('a', 2, 2), check('b', 0.5, 1)]), '0.1.0', 'hidden')
    expect(results).toMatchObject({ score: 2.5, execution_time: 0.5, stdout_visibility: 'hidden' })
    expect(results?.tests[1]).toEqual({
      ...{ name: 'u/1: Check b', number: '1.2', score: 0.5, max_score: 1, status: 'failed', visibility: 'visible', output_format: 'text' },
      output: 'dW2: 0.5, expected 0.25 at (0, 3)\nDivide by N.',
    })
    expect(read(student([check('a', 2, 2)]))).toMatchObject({ total: 2, studentsSeeTotal: true })
  })

  it('never show a hidden check before its time', () => {
    const of = student([check('a', 2, 2), check('h', 0, 1, { visibility: 'hidden' })])
    expect(read(of).rows.map(({ visibility }) => visibility)).toEqual(['visible', 'hidden'])
    expect(read(of).studentsSeeTotal).toBe(false)
    expect(read(of, 'after_published').rows.map(({ visibility }) => visibility)).toEqual(['visible', 'after_published'])
  })

  it('have no total where points wait, and a row that says so', () => {
    const results = gradescopeResults(student([check('a', 2, 2)], [essay]), '0.1.0', 'hidden')
    expect(results).not.toHaveProperty('score')
    expect(results?.tests[1]).toMatchObject({ status: 'passed', output: 'Waits for manual grading.' })
    expect(results?.tests[1]).not.toHaveProperty('score')
    expect(read(student([check('a', 2, 2)], [essay])).total).toBe(2)
  })

  it('are not made of what could not be graded', () => {
    const broken: RunStudent = { ...student([check('a', 0, 2, { verdict: 'judging-error' })]), pending: 2 }
    const failed = { ...broken, exercises: broken.exercises.map((one) => ({ ...one, status: 'judging-error' })) }
    expect(gradescopeResults(failed, '0.1.0', 'hidden')).toBeUndefined()
    expect(gradescopeResults({ ...student([check('a', 0, 2)]), notGraded: true }, '0.1.0', 'hidden')).toBeUndefined()
  })
})

describe('the result for GitHub Classroom', () => {
  const read = (of: RunStudent) => importGithub(Buffer.from(JSON.stringify(githubResult(of))).toString('base64'))

  it('gives the same points on the console and in the database', () => {
    expect(read(student([check('a', 2, 2), check('b', 0.5, 1)], [check('c', 4, 4)]))).toEqual({ console: 6.5, stored: 6.5, failed: true })
    expect(read(student([check('a', 3, 3)]))).toEqual({ console: 3, stored: 3, failed: false })
  })

  it('does so for any points, and never gives more than were earned', () => {
    const points = fc
      .integer({ min: 1, max: 20 })
      .chain((max) => fc.integer({ min: 0, max: 4 * max }).map((quarters) => [quarters / 4, max] as const))
    fc.assert(
      fc.property(fc.array(points, { minLength: 1, maxLength: 6 }), (list) => {
        const of = student(...list.map(([score, max]) => [check('c', score, max)]))
        const { console, stored } = read(of)
        expect(console).toBeCloseTo(stored, 9)
        expect(stored).toBeLessThanOrEqual(of.score + 1e-9)
        const result = githubResult(of)
        expect(new Set(result?.tests.filter(({ status }) => status === 'pass').map(({ score }) => score)).size).toBeLessThan(2)
        if ((result?.tests.length ?? 0) < 100) expect(stored).toBeGreaterThan(of.score - list.length)
      }),
    )
  })

  it('says which points fit no test', () => {
    const result = githubResult(student([check('a', 33.33, 100)]))
    expect(result?.tests.length).toBeLessThanOrEqual(100)
    expect(result?.tests.find(({ message }) => message !== null)?.message).toBe(
      '33.33 of 100 points; 0.33 of them fit no test of equal points',
    )
  })

  it('is not made where points wait', () => {
    expect(githubResult(student([check('a', 2, 2)], [essay]))).toBeUndefined()
  })
})

describe('tables for others', () => {
  const grade = { student: 'ada', claims: [], id: 'ada', name: 'Ada von Lind, Dr.', email: 'ada@example.org', max: 600, points: 450 }
  const guard = (cell: string): string => (/^[=+@-]/.test(cell) ? `'${cell}` : cell)

  it('are read by nbgrader, whatever stands in a name', () => {
    const rows = importNbgrader(
      nbgraderTable(
        [
          grade,
          { ...grade, id: 'b', name: '=HYPERLINK("x", "y")\nz' },
          { ...grade, id: 'c', waits: 'waits for manual grading', points: undefined } as never,
        ],
        'ps1',
        guard,
      ),
    )
    expect(rows.get('ada')).toMatchObject({
      assignment: 'ps1',
      first_name: 'Ada',
      last_name: 'von Lind Dr.',
      score: '4.50',
      raw_score: '4.50',
      max_score: '6.00',
    })
    expect(rows.get('b')?.first_name).toMatch(/^'=HYPERLINK/)
    expect(rows.get('c')).toMatchObject({ score: '', raw_score: '', late_submission_penalty: '' })
  })

  it('are scores of LTI, without one where points wait', () => {
    const at = '2026-12-01T00:00:00.000Z'
    expect(ltiScore(grade, at)).toEqual({
      userId: 'ada',
      scoreGiven: 4.5,
      scoreMaximum: 6,
      activityProgress: 'Completed',
      gradingProgress: 'FullyGraded',
      timestamp: at,
    })
    const { points: _, ...waiting } = grade
    const all = [grade, ...['a', 'b', 'c', 'd'].map((id, i) => ({ ...waiting, id, waits: WAITS[i] as string }))].map((one) =>
      ltiScore(one, at),
    )
    expect([...importLti(JSON.stringify(all))]).toEqual([
      ['ada', { share: 0.75, final: true }],
      ['a', { final: false, comment: 'waits for manual grading' }],
      ['b', { final: false }],
      ['c', { final: false, comment: 'could not be graded' }],
      ['d', { final: false, comment: 'marked late without a time' }],
    ])
    expect(ltiScore({ ...waiting, waits: 'waits for manual grading' }, at)).toEqual({
      ...{ userId: 'ada', scoreMaximum: 6, activityProgress: 'Submitted', gradingProgress: 'PendingManual', timestamp: at },
      comment: 'waits for manual grading',
    })
    expect(ltiScore({ ...waiting, waits: 'nothing submitted' }, at)).toMatchObject({
      activityProgress: 'Initialized',
      gradingProgress: 'NotReady',
    })
  })
})
