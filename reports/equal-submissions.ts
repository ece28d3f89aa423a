import { group } from 'd3-array'
import type { RunResult } from '#grading/model/result'
import { submissionOf } from './submission-of.ts'

/**
 * Ids of students whose submissions are equal file by file, in the order of the class. Whoever attempted nothing is in no group: empty
 * starters are alike. The members of a group share one submission, which equals itself only.
 */
export function equalSubmissions({ students }: Pick<RunResult, 'students'>): readonly (readonly string[])[] {
  const attempted = students.filter(
    ({ hash, exercises, notGraded }) => hash !== '' && notGraded !== true && exercises.some(({ status }) => status !== 'not-attempted'),
  )
  return [...group(attempted, ({ hash }) => hash).values()]
    .filter((same) => new Set(same.map(submissionOf)).size > 1)
    .map((same) => same.map(({ id }) => id))
}
