import { group } from 'd3-array'
import type { StudentResult } from '#grading/model/result'
import { submissionOf } from './submission-of.ts'

/** A picture of one student. */
export interface HandedIn {
  readonly student: string
  readonly name: string
}

/**
 * Pictures that are equal in several submissions, pixel by pixel as reports show them, in the order of the first of each.
 * The same data drawn by the same few lines is equal honestly, too: a hint to look, never a verdict.
 */
export function equalPictures(students: readonly StudentResult[]): readonly (readonly HandedIn[])[] {
  const submissions = new Map(students.map((student) => [student.id, submissionOf(student)]))
  const all = students.flatMap(({ id: student, pictures, exercises }) =>
    [...exercises.flatMap((exercise) => exercise.pictures ?? []), ...(pictures ?? [])].map(({ name, png }) => ({ student, name, png })),
  )
  return [...group(all, ({ png }) => png).values()]
    .filter((same) => new Set(same.map(({ student }) => submissions.get(student))).size > 1)
    .map((same) => same.map(({ student, name }) => ({ student, name })))
}
