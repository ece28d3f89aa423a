/** Something about a file of the course, not about a submission. The message holds one sentence a line, each with its file and line. */
export class CourseError extends Error {
  override name = 'CourseError'
}
