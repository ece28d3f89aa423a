import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

const COURSE_FILE = 'course.yaml'
/** Decisions on whose submissions are, beside course.yaml. */
export const IDENTITIES = 'identities.yaml'

/** The course.yaml beside the folder (or archive) of a class; `undefined` where there is none. */
export function findCourse(classFolder: string): string | undefined {
  const file = join(dirname(resolve(classFolder)), COURSE_FILE)
  return existsSync(file) ? file : undefined
}
