import { existsSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { findCourse, IDENTITIES } from '#course/find-course'
import type { Policies } from '#course/sheet/policies'
import type { LimitsByExercise } from '#grading/model/session'
import type { Io } from '#grading/runner/io'
import type { SandboxChoice } from '#grading/runner/machine/sandbox-kinds'
import type { CourseOfRun } from './course-of-run.ts'
import type { ClassToIdentify, IdentifiedClass } from './identify-class.ts'

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

/** The decisions on whose submissions are: beside course.yaml, else beside the download. */
function findIdentities(course: CourseOfRun | undefined, folder: string, io: Io): string | undefined {
  const homes = [...(course === undefined ? [] : [dirname(resolve(io.cwd, course.shown))]), dirname(folder)]
  return homes.map((home) => join(home, IDENTITIES)).find(existsSync)
}

/**
 * Whose the submissions of a class are and when they were submitted. Nothing where neither a course nor decisions say anything about it: what
 * reads a download is not loaded then.
 */
export async function identified(found: ClassToIdentify, io: Io): Promise<IdentifiedClass | undefined> {
  const file = findIdentities(found.course, found.folder, io)
  if (found.course === undefined && file === undefined) return undefined
  return (await import('./identify-class.ts')).identifyClass(found, file, io)
}

/** What submissions may take by the course, by id of the exercise; `undefined` where it says nothing of it. */
export function limitsOf({ exercises }: Policies): LimitsByExercise | undefined {
  const changed = exercises.flatMap(({ id, limits }) => (limits === undefined ? [] : [[id, limits] as const]))
  return changed.length === 0 ? undefined : Object.fromEntries(changed)
}

/** What the course says wherever the command line does not. */
export function byCourse<T extends Wished>(options: T, { seed, exercises, written: { course } }: CourseOfRun): T {
  const sandbox = options.sandbox === 'auto' && course.sandbox !== undefined ? (course.sandbox as SandboxChoice) : options.sandbox
  const only = options.only.length > 0 || course.count === undefined ? options.only : exercises
  return { ...options, ...(options.seed === undefined && seed !== undefined ? { seed } : {}), only, sandbox }
}
