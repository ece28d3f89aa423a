import type { StudentResult } from '#grading/model/result'

/** Which submission a result is of: the members of a group share one. Where no course knows, each student has one. */
export function submissionOf({ id, attempts }: Pick<StudentResult, 'id' | 'attempts'>): string {
  return attempts?.find(({ counts }) => counts)?.submission ?? id
}
