import type { StudentResult } from '../../model/result.ts'

/** Whether no fault of ours stood in the way of any exercise. */
export function isJudged(student: StudentResult): boolean {
  return student.exercises.every((exercise) => exercise.status !== 'judging-error')
}
