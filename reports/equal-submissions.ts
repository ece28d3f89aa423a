import { group } from 'd3-array'
import type { RunResult } from '#grading/model/result'

/**
 * Ids of students whose submissions are equal file by file, in the order of the class. Whoever attempted nothing is in no group: empty
 * starters are alike.
 */
export function equalSubmissions({ students }: Pick<RunResult, 'students'>): readonly (readonly string[])[] {
  const attempted = students.filter(
    ({ hash, exercises, notGraded }) => hash !== '' && notGraded !== true && exercises.some(({ status }) => status !== 'not-attempted'),
  )
  return [...group(attempted, ({ hash }) => hash).values()].filter((same) => same.length > 1).map((same) => same.map(({ id }) => id))
}
