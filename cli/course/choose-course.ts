import { relative, resolve } from 'node:path'
import { findCourse } from '#course/find-course'
import type { Io } from '#grading/runner/io'
import type { SandboxChoice } from '#grading/runner/machine/sandbox-kinds'
import type { CourseOfRun } from './course-of-run.ts'

interface Wished {
  readonly seed?: number
  readonly only: readonly string[]
  readonly sandbox: SandboxChoice
}

/** The course that is asked for, else the one beside the class. What reads it is loaded only where there is one. */
export async function courseOfClass(asked: string | false | undefined, folder: string, io: Io): Promise<CourseOfRun | undefined> {
  if (asked === false) return undefined
  const file = asked === undefined ? findCourse(folder) : resolve(io.cwd, asked)
  if (file === undefined) return undefined
  return (await import('./course-of-run.ts')).openCourse(file, asked ?? relative(io.cwd, file), io)
}

/** What the course says wherever the command line does not. */
export function byCourse<T extends Wished>(options: T, { seed, exercises, written: { course } }: CourseOfRun): T {
  const sandbox = options.sandbox === 'auto' && course.sandbox !== undefined ? (course.sandbox as SandboxChoice) : options.sandbox
  const only = options.only.length > 0 || course.count === undefined ? options.only : exercises
  return { ...options, ...(options.seed === undefined && seed !== undefined ? { seed } : {}), only, sandbox }
}
