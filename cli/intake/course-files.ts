import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { decodeText } from '#course/csv/decode-text'
import { readCourse } from '#course/file/read-course'
import { IDENTITIES } from '#course/find-course'
import type { Decisions } from '#course/identities/decision-for'
import { readDecisions } from '#course/identities/decisions'
import { type Course, NO_COURSE } from '#course/model/course'
import { type Roster, readRoster } from '#course/roster/read-roster'
import { systemErrorText } from '#grading/model/system-error'
import { UsageError } from '#grading/runner/usage-error'
import { orUsageError } from '../course/or-usage-error.ts'

/** Where the files of a course are, as they were given. */
export interface CourseFileOptions {
  readonly course?: string
  readonly roster?: string
  readonly identities?: string
}

/** The files of a course that say whose submissions are. */
export interface CourseFiles {
  readonly course: Course
  readonly roster?: Roster & { readonly name: string }
  readonly decisions: Decisions
  /** Absolute; it need not be there. */
  readonly identitiesPath: string
  /** As messages name it. */
  readonly identitiesName: string
  /** Its text, or nothing. */
  readonly identities: string
}

/**
 * Reads `course.yaml`, the class list and `identities.yaml`, each where it is given or where the course says.
 *
 * @throws UsageError with what is wrong with one of them.
 */
export async function readCourseFiles(options: CourseFileOptions, cwd: string): Promise<CourseFiles> {
  return orUsageError(filesOf(options, cwd))
}

async function filesOf(options: CourseFileOptions, cwd: string): Promise<CourseFiles> {
  const coursePath = options.course === undefined ? undefined : resolve(cwd, options.course)
  const course = coursePath === undefined ? NO_COURSE : await courseIn(coursePath, options.course ?? '')
  const home = coursePath === undefined ? cwd : dirname(coursePath)
  const roster = options.roster ?? course.roster
  const rosterPath = roster === undefined ? undefined : resolve(options.roster === undefined ? home : cwd, roster)
  const read = rosterPath === undefined ? undefined : readRoster(await bytesOf(rosterPath, roster ?? ''), roster ?? '')
  const identitiesName = options.identities ?? IDENTITIES
  const identitiesPath = resolve(options.identities === undefined ? home : cwd, identitiesName)
  const { identities, decisions } = await readIdentities(identitiesPath, identitiesName)
  const found = { course, decisions, identitiesPath, identitiesName, identities }
  return read === undefined ? found : { ...found, roster: { ...read, name: roster ?? '' } }
}

/**
 * Reads `identities.yaml`; one that is not there decides nothing.
 *
 * @param shown - the file as messages name it.
 * @throws CourseError or UsageError with what is wrong with it.
 */
export async function readIdentities(path: string, shown: string): Promise<{ readonly identities: string; readonly decisions: Decisions }> {
  const identities = await readFile(path, 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ''
    throw new UsageError(`${shown}: cannot be read: ${systemErrorText(error)}`)
  })
  return { identities, decisions: readDecisions(identities, shown) }
}

async function bytesOf(path: string, shown: string): Promise<Buffer> {
  return readFile(path).catch((error: unknown) => {
    throw new UsageError(`${shown}: cannot be read: ${systemErrorText(error)}`)
  })
}

async function courseIn(path: string, shown: string): Promise<Course> {
  return readCourse(decodeText(await bytesOf(path, shown), shown), shown).course
}
