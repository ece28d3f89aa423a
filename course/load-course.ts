import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { readRecords, type SubmissionRecord } from './attempts/record.ts'
import { CourseError } from './course-error.ts'
import { decodeText } from './csv/decode-text.ts'
import { readCourse, type WrittenCourse } from './file/read-course.ts'
import type { Path } from './file/yaml-tree.ts'
import { isOf } from './gradebook/lateness.ts'
import type { Course } from './model/course.ts'
import type { RosterEntry } from './model/roster.ts'
import { type Roster, readRoster } from './roster/read-roster.ts'

/** All that grades depend on besides results, marks and overrides. JSON holds it. */
export interface CourseContent {
  readonly course: Course
  readonly roster?: readonly RosterEntry[]
  readonly records: readonly SubmissionRecord[]
}

export interface LoadedCourse {
  /** The file as messages name it. */
  readonly shown: string
  readonly written: WrittenCourse
  readonly content: CourseContent
  /** Of the content: hexadecimal digits. */
  readonly digest: string
  /** As it was read; its entries are in the content. */
  readonly roster?: Roster
}

/**
 * Reads a course with the files that it names.
 *
 * @param file - absolute path of its course.yaml.
 * @param shown - that path as messages name it.
 * @throws CourseError with a sentence for each thing that is wrong.
 */
export async function loadCourse(file: string, shown: string): Promise<LoadedCourse> {
  const written = readCourse(decodeText(await bytesOf(file, shown), shown), shown)
  const { course } = written
  const beside = async (path: Path, name: string | undefined): Promise<Named | undefined> => {
    if (name === undefined) return undefined
    const bytes = await readFile(resolve(dirname(file), name)).catch((error: NodeJS.ErrnoException) => {
      throw written.error(path, `${name} cannot be read: ${error.code === 'ENOENT' ? 'there is no such file' : error.message}`)
    })
    return { bytes, name: join(dirname(shown), name) }
  }
  const rosterFile = await beside(['roster'], course.roster)
  const recordFile = await beside(['submissions'], course.submissions)
  const roster = rosterFile === undefined ? undefined : readRoster(rosterFile.bytes, rosterFile.name)
  const records = recordFile === undefined ? [] : readRecords(recordFile.bytes, recordFile.name, course.timezone)
  if (roster !== undefined) refuseStrangers(written, roster)
  const content: CourseContent = { course, ...(roster === undefined ? {} : { roster: roster.entries }), records }
  return { shown, written, content, digest: digestOf(content), ...(roster === undefined ? {} : { roster }) }
}

/** Of what grades depend on, as JSON: hexadecimal digits. */
export function digestOf(content: unknown): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex')
}

interface Named {
  readonly bytes: Uint8Array
  readonly name: string
}

async function bytesOf(file: string, shown: string): Promise<Uint8Array> {
  return readFile(file).catch((error: NodeJS.ErrnoException) => {
    const says = error.code === 'ENOENT' ? 'there is no such file' : error.code === 'EISDIR' ? 'is a folder; give the file' : error.message
    throw new CourseError(`${shown}: ${says}`)
  })
}

/** Extra time for a student whom the roster does not have would be lost in silence. */
function refuseStrangers({ course, error }: WrittenCourse, { entries }: Roster): void {
  const stranger = course.extraTime.find(({ student }) => !entries.some((entry) => isOf(student, entry)))
  if (stranger !== undefined) throw error(['extra-time', stranger.student], 'is no student of the roster')
}
