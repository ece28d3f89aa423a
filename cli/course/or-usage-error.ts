import { CourseError } from '#course/course-error'
import { UsageError } from '#grading/runner/usage-error'

/** What is wrong with a file of a course is a matter of usage. */
export async function orUsageError<T>(reading: Promise<T>): Promise<T> {
  return reading.catch((error: unknown) => {
    throw error instanceof CourseError ? new UsageError(error.message) : error
  })
}
