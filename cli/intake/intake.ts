import { writeFile } from 'node:fs/promises'
import { relative, resolve } from 'node:path'
import { findCourse } from '#course/find-course'
import { lastingKey } from '#course/identities/decision-for'
import { NOBODY, withDecisions } from '#course/identities/decisions'
import { misfit, type Reconciliation, reconcile } from '#course/identities/reconcile'
import { recordsOf, recordsTable } from '#course/identities/records'
import type { ClaimedRow } from '#course/lms/download'
import { closest } from '#grading/model/closest'
import { systemErrorText } from '#grading/model/system-error'
import { classContents } from '#grading/runner/class/class-contents'
import { findHandIns } from '#grading/runner/class/hand-ins'
import { ownClaims, readDownload } from '#grading/runner/class/read-download'
import { EXIT, type ExitCode } from '#grading/runner/exit-codes'
import { writeWhole } from '#grading/runner/files/output-folder'
import type { Io } from '#grading/runner/io'
import { inYaml } from '#grading/runner/sheet-yaml/in-yaml'
import { UsageError } from '#grading/runner/usage-error'
import { loadCatalogue } from '#grading/sheet/catalogue'
import { visible } from '#reports/text/visible'
import { type CourseFileOptions, type CourseFiles, readCourseFiles } from './course-files.ts'
import { fileRemarks } from './file-remarks.ts'
import { intakeTable } from './intake-table.ts'

export interface IntakeOptions extends CourseFileOptions {
  /** Of a course of nbgrader. */
  readonly assignment?: string
  /** Of clones, the last commit at or before this time counts. */
  readonly until?: string
  /** `<submission>=<student>`, `=<student>,<student>` or `=nobody`. */
  readonly assign: readonly string[]
  /** Keep the decisions, and write the table. */
  readonly write?: boolean
  /** File for who submitted what and when. */
  readonly table?: string
}

/** `assay intake <download>`: shows whose submissions are before anything runs. Exit code 1 where something is still to be decided. */
export async function intake(path: string, options: IntakeOptions, io: Io): Promise<ExitCode> {
  const folder = resolve(io.cwd, path)
  const course = courseBeside(folder, options, io)
  const files = await readCourseFiles(course === undefined ? options : { ...options, course }, io.cwd)
  const zone = course === undefined ? undefined : files.course.timezone
  // Nothing is written there: no folder of ours can lie in the class.
  const found = await findHandIns(folder, path, resolve(io.cwd, 'assay-out'), options, zone)
  try {
    for (const remark of found.remarks) io.err(`assay: ${visible(remark)}\n`)
    const contents = await classContents(found.handIns)
    const { recogniser, rows } = await readDownload(folder, found.handIns, contents)
    const own = await ownClaims(found.handIns, contents)
    const asked = decided(options.assign, rows, files)
    const decisions = new Map([
      ...files.decisions,
      ...asked.map(({ row, students }) => [row.submission.normalize('NFC'), students] as const),
    ])
    const entries = files.roster?.entries ?? []
    const reconciliation = reconcile(rows, entries, decisions, own)
    const exercises = (await loadCatalogue(io.catalogue, inYaml)).map(({ exercise }) => exercise.id)
    const looked = found.handIns.map(({ id }, i) => {
      const one = contents[i] ?? { files: [], remarks: [] }
      return [id, { count: one.files.length, remarks: fileRemarks(one, exercises) }] as const
    })
    const { roster, course } = files
    const view = { reconciliation, timezone: course.timezone, files: new Map(looked), ...(roster === undefined ? {} : { roster }) }
    io.out(intakeTable({ ...view, title: `${visible(path)}: ${recogniser.title}` }))
    if (roster !== undefined) {
      const wrong = misfit(reconciliation, roster.name)
      if (wrong !== undefined) {
        io.err(`assay: ${visible(path)}: ${visible(wrong)} Nothing was written\n`)
        return EXIT.usage
      }
    }
    await keep(asked, files, options, io)
    await writeTable(reconciliation, options, io)
    return roster === undefined || isSettled(reconciliation) ? EXIT.ok : EXIT.belowBar
  } finally {
    await found.close()
  }
}

/** That which is given, else the one that `assay grade` would take. With a class list of its own the download is compared with that alone. */
function courseBeside(folder: string, { course, roster }: IntakeOptions, io: Io): string | undefined {
  if (course !== undefined || roster !== undefined) return course
  const file = findCourse(folder)
  if (file === undefined) return undefined
  const shown = relative(io.cwd, file)
  io.err(`assay: compared by ${visible(shown)}; --roster compares with another class list\n`)
  return shown
}

function isSettled({ rows }: Reconciliation): boolean {
  return rows.every(({ state }) => state === 'matched' || state === 'nobody')
}

interface Asked {
  readonly row: ClaimedRow
  readonly students: readonly string[]
}

/** @throws UsageError for a submission that is not there or a student whom the class list does not know. */
function decided(assign: readonly string[], rows: readonly ClaimedRow[], { roster }: CourseFiles): readonly Asked[] {
  return assign.map((text) => {
    const at = text.lastIndexOf('=')
    if (at < 1) throw new UsageError(`--assign ${text}: expected <submission>=<student>, or =${NOBODY}`)
    const [submission, value] = [text.slice(0, at), text.slice(at + 1)]
    const row = rows.find((one) => one.submission.normalize('NFC') === submission.normalize('NFC'))
    const submissions = rows.map((one) => one.submission)
    if (row === undefined) throw new UsageError(`--assign ${text}: no such submission${meant(submission, submissions)}`)
    const students = value.split(',').map((one) => one.trim())
    if (value.trim() === NOBODY) return { row, students: [] }
    if (roster === undefined) throw new UsageError(`--assign ${text}: needs a class list; give --roster, or roster: in course.yaml`)
    const ids = roster.entries.map(({ id }) => id)
    const stranger = students.find((id) => !ids.includes(id))
    if (stranger !== undefined) throw new UsageError(`--assign ${text}: ${roster.name} has no student ${stranger}${meant(stranger, ids)}`)
    return { row, students }
  })
}

function meant(word: string, candidates: readonly string[]): string {
  const near = closest(word, candidates)
  return near === undefined ? '' : `; did you mean ${near}?`
}

async function keep(asked: readonly Asked[], files: CourseFiles, { write }: IntakeOptions, io: Io): Promise<void> {
  if (asked.length === 0) return
  const what = asked.length === 1 ? '1 decision' : `${asked.length} decisions`
  if (write !== true) {
    io.out(`Not kept; --write keeps ${what} in ${files.identitiesName}.\n`)
    return
  }
  const added = asked.map(({ row, students }) => [lastingKey(row), students] as const)
  await writeWhole(files.identitiesPath, withDecisions(files.identities, added))
  io.out(`${what} kept in ${files.identitiesName}.\n`)
}

/** Who submitted what and when, for `submissions:` of a course.yaml. Nothing is written over. */
async function writeTable(reconciliation: Reconciliation, { table, write }: IntakeOptions, io: Io): Promise<void> {
  if (table === undefined) return
  if (write !== true) {
    io.out(`Not written; --write writes ${table}.\n`)
    return
  }
  await writeFile(resolve(io.cwd, table), recordsTable(recordsOf(reconciliation)), { flag: 'wx' }).catch((error: unknown) => {
    const exists = (error as NodeJS.ErrnoException).code === 'EEXIST'
    throw new UsageError(
      `--table ${table}: ${exists ? 'already exists; remove it, or choose another' : `cannot be written: ${systemErrorText(error)}`}`,
    )
  })
  io.out(`Wrote ${table}; name it as submissions: in course.yaml.\n`)
}
