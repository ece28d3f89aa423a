import { expect, it } from 'vitest'
import { equalSubmissions } from './equal-submissions.ts'
import { checkResult, exerciseResult, studentResult } from './sample/sample-run.ts'

const student = (id: string, hash: string, verdict: 'accepted' | 'not-attempted' = 'accepted') =>
  studentResult(id, [exerciseResult('u/a', '1a', 'A', [checkResult({ verdict })])], { hash })

it('groups students whose files are equal', () => {
  expect(equalSubmissions({ students: [student('ada', 'x'), student('bob', 'y'), student('cyd', 'x')] })).toEqual([['ada', 'cyd']])
})

it('groups nobody who attempted nothing, whose files could not be read, or whose turn did not come', () => {
  const idle = [student('ada', 'x', 'not-attempted'), student('bob', 'x', 'not-attempted')]
  const unread = [student('cyd', ''), student('dan', '')]
  const later = [student('eve', 'z'), { ...student('fay', 'z'), notGraded: true as const }]
  expect(equalSubmissions({ students: [...idle, ...unread, ...later] })).toEqual([])
})

it('does not group the members of a group, who share one submission', () => {
  const of = (id: string, submission: string) => ({
    ...student(id, 'x'),
    attempts: [{ submission, number: 1, lateBy: 0, counts: true, why: 'It is the only one.', points: 100 }],
  })
  expect(equalSubmissions({ students: [of('ada', 'ada-bob'), of('bob', 'ada-bob')] })).toEqual([])
  expect(equalSubmissions({ students: [of('ada', 'ada-bob'), of('bob', 'ada-bob'), of('cyd', 'cyd')] })).toEqual([['ada', 'bob', 'cyd']])
})
