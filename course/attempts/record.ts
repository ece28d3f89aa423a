import { CourseError } from '../course-error.ts'
import { readTable } from '../csv/read-table.ts'
import type { Attempt } from '../model/attempt.ts'
import { parseMoment } from '../time/moment.ts'

/** What is known of a submission besides its files. */
export interface SubmissionRecord extends Partial<Pick<Attempt, 'student' | 'submittedAt' | 'markedLate' | 'unassigned' | 'source'>> {
  /** Its id as it is graded: the name of its folder. */
  readonly submission: string
}

/** Why a submission of which a person said so has no student. */
export const OF_NOBODY = 'decided to be of nobody'

const COLUMNS = ['submission', 'student', 'submitted']

/**
 * Reads a table with the columns submission (the name of a folder of the class), student (an id or e-mail of the roster; may be empty) and
 * submitted (date and time). A submission of several students has a row for each.
 *
 * @param name - the file as messages name it.
 * @param zone - IANA name of the time zone of times without one.
 * @throws CourseError for another column, a time that cannot be read, and a row that is there twice.
 */
export function readRecords(bytes: Uint8Array, name: string, zone: string): readonly SubmissionRecord[] {
  const table = readTable(bytes, name)
  const header = table.header.map((column) => column.toLowerCase())
  const unknown = header.find((column) => !COLUMNS.includes(column))
  if (unknown !== undefined) throw new CourseError(`${name}:1: the column "${unknown}" is unknown; expected ${COLUMNS.join(', ')}`)
  if (!header.includes('submission')) throw new CourseError(`${name}:1: the column "submission" is missing: it holds the names of folders`)
  const seen = new Map<string, number>()
  return table.rows.map(({ line, cells }) => {
    const cell = (column: string): string => (cells[header.indexOf(column)] ?? '').trim()
    const [submission, student, submitted] = COLUMNS.map(cell) as [string, string, string]
    if (submission === '') throw new CourseError(`${name}:${line}: names no submission`)
    const key = JSON.stringify([submission, student])
    const before = seen.get(key)
    if (before !== undefined) throw new CourseError(`${name}:${line}: ${submission} is also in line ${before}`)
    seen.set(key, line)
    const time = submitted === '' ? undefined : parseMoment(submitted, zone)
    if (time !== undefined && 'flaw' in time) throw new CourseError(`${name}:${line}: "${submitted}" ${time.flaw}`)
    return { submission, ...(student === '' ? {} : { student }), ...(time === undefined ? {} : { submittedAt: time.utc }) }
  })
}
