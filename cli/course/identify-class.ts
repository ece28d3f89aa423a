import { relative } from 'node:path'
import { type Identified, identify } from '#course/identities/identify'
import { misfit } from '#course/identities/reconcile'
import { type CourseContent, digestOf } from '#course/load-course'
import { NO_COURSE } from '#course/model/course'
import { classContents } from '#grading/runner/class/class-contents'
import type { HandIn } from '#grading/runner/class/hand-ins'
import { ownClaims, readDownload } from '#grading/runner/class/read-download'
import type { Io } from '#grading/runner/io'
import { UsageError } from '#grading/runner/usage-error'
import { visible } from '#reports/text/visible'
import type { Contents } from '#submissions/intake/contents'
import { readIdentities } from '../intake/course-files.ts'
import type { CourseOfRun } from './course-of-run.ts'
import { orUsageError } from './or-usage-error.ts'

export interface ClassToIdentify {
  readonly course: CourseOfRun | undefined
  /** The download, absolute. */
  readonly folder: string
  /** As messages name it. */
  readonly shown: string
  readonly handIns: readonly HandIn[]
  /** Of each hand-in, where somebody has looked. */
  readonly contents?: readonly Contents[] | undefined
}

export interface IdentifiedClass {
  /** The course with a record of each submission. */
  readonly content: CourseContent
  /** Of what persons wrote: the course, its files and their decisions; not of the download. */
  readonly digest: string
}

/**
 * Gives each submission of a download to students of the class list, and takes the time of submission that the platform says. What an
 * instructor should know of it is told.
 *
 * @param file - decisions of persons, absolute; absent where there are none.
 * @throws UsageError where the decisions cannot be read, or half of the submissions match nobody of the class list.
 */
export async function identifyClass(
  { course, folder, shown, handIns, contents: known }: ClassToIdentify,
  file: string | undefined,
  io: Io,
): Promise<IdentifiedClass> {
  const name = file === undefined ? '' : relative(io.cwd, file)
  const { decisions } = file === undefined ? { decisions: new Map() } : await orUsageError(readIdentities(file, name))
  const written: CourseContent = course?.content ?? { course: NO_COURSE, records: [] }
  const contents = known ?? (await classContents(handIns))
  const { rows } = await readDownload(folder, handIns, contents)
  const own = await ownClaims(handIns, contents)
  const found = identify({ rows, roster: written.roster, records: written.records, decisions, own })
  const wrong = written.roster === undefined ? undefined : misfit(found.reconciliation, course?.content.course.roster ?? 'the class list')
  if (wrong !== undefined)
    throw new UsageError(
      `${shown}: ${wrong} Nothing was graded; assay intake shows who was matched, --no-course grades without the class list`,
    )
  for (const remark of remarksOf(found, name)) io.err(`assay: ${visible(remark)}\n`)
  const digest = course === undefined || decisions.size > 0 ? digestOf([written, [...decisions]]) : course.digest
  return { content: { ...written, records: found.records }, digest }
}

function remarksOf({ reconciliation: { rows, remarks } }: Identified, decisions: string): readonly string[] {
  const groups = rows.filter(({ state, claims, says }) => state === 'matched' && claims.length > 1 && says !== undefined)
  return [
    ...(decisions === '' ? [] : [`${decisions} says whose submissions are.`]),
    ...remarks,
    ...groups.map(({ submission, says }) => `${submission}: ${says}.`),
  ]
}
