import { resolve } from 'node:path'
import type { PersonLine } from '#grading/engine/journal'
import { withPublication } from '#grading/engine/publication'
import { foldJournal, gradedBefore, type JournalContents } from '#grading/engine/read-journal'
import type { PublishedRecord } from '#grading/model/publication'
import type { RunResult, StudentResult } from '#grading/model/result'
import { removeHalfWritten } from '#grading/runner/files/output-folder'
import { writeReports } from '#grading/runner/files/write-reports'
import type { Io } from '#grading/runner/io'
import { statementsOf } from '#grading/runner/report-view'
import { lockRun } from '#grading/runner/run/run-lock'
import { notGradedYet } from '#grading/runner/run/unjudged'
import { inYaml } from '#grading/runner/sheet-yaml/in-yaml'
import { loadCatalogue } from '#grading/sheet/catalogue'
import { appendLines } from './append-lines.ts'
import { correctionOf, type Justification } from './corrections.ts'
import type { CourseResults } from './course-results.ts'
import { gradesOf, notReached, readRun } from './read-run.ts'
import { readRunBefore, runBefore } from './run-before.ts'

export interface GradedRun {
  readonly contents: JournalContents
  readonly grades: CourseResults
  /** Whether a course.yaml is in force. */
  readonly ofCourse: boolean
}

/** What is added to a journal. */
export interface Decision extends Justification {
  readonly lines: readonly PersonLine[]
}

export interface Amended {
  readonly result: RunResult
  /** Whether all reports could be written. */
  readonly written: boolean
}

/**
 * Adds what a person decided to the journal of a run, and writes all its reports anew. All of it is recorded, or nothing.
 *
 * @param run - the folder of its reports, as messages name it.
 * @param decide - what to add, given the run as it is.
 * @throws UsageError if that is no run, or a grade that was published would change without a reason.
 */
export async function amendRun(
  run: string,
  io: Io,
  decide: (run: GradedRun) => Promise<Decision>,
  told: (result: RunResult) => void,
): Promise<Amended> {
  const folder = resolve(io.cwd, run)
  const place = { folder, shown: run, otherwise: 'nothing was recorded' }
  // Read once before the lock: a folder that is no run must not get one.
  await readRun(place)
  const lock = await lockRun(folder, run, (line) => io.err(`assay: ${line}\n`))
  try {
    await removeHalfWritten(folder)
    const { last, contents, header } = await readRun(place)
    const missing = await missingOf(contents, io.catalogue)
    const { lines, ...why } = await decide({ contents, grades: gradesOf(contents, missing), ofCourse: header.courseContent !== undefined })
    const next = amended(contents, lines)
    const now = gradesOf(next, missing)
    const correction = lines.length === 0 ? undefined : correctionOf(contents.published, now.students, why, run)
    const corrected = correction === undefined ? [] : [correction]
    if (lines.length > 0) await appendLines(folder, last, [...corrected, ...lines])
    const result = withPublication(resultOf(contents, now), [...contents.published, ...corrected, ...lines.filter(isPublished)])
    told(result)
    const { startedAt } = header
    const times = { ...(startedAt === '' ? {} : { gradedAt: startedAt }), gradedBefore: gradedBefore(contents.students) }
    const facts = { ...times, ...(now.facts === undefined ? {} : { course: now.facts }) }
    const earlier = runBefore(await readRunBefore(folder), header)
    const view = { run: result, ...(earlier && { earlier }), statements: await statementsFor(result, io.catalogue), ...facts }
    return { result, written: await writeReports(view, folder, io) }
  } finally {
    await lock.release()
  }
}

function amended(contents: JournalContents, lines: readonly PersonLine[]): JournalContents {
  const marks = lines.flatMap((line) => (line.type === 'mark' ? [line] : []))
  const overrides = lines.flatMap((line) => (line.type === 'override' ? [line] : []))
  const published = [...contents.published, ...lines.filter(isPublished)]
  return { ...contents, marks: [...contents.marks, ...marks], overrides: [...contents.overrides, ...overrides], published }
}

function isPublished(line: PersonLine): line is PublishedRecord {
  return line.type === 'published' || line.type === 'corrected'
}

function resultOf(contents: JournalContents, { students, course }: CourseResults): RunResult {
  return { ...(foldJournal(contents) as RunResult), ...(course === undefined ? {} : { course }), students }
}

/** A run that was stopped is shown as what it is also after a person added something. */
async function missingOf(contents: JournalContents, catalogue: string | undefined): Promise<readonly StudentResult[]> {
  const missing = notReached(contents)
  if (missing.length === 0) return []
  const { header } = contents
  const exercises = (await loadCatalogue(catalogue, inYaml)).map(({ exercise }) => exercise)
  const wanted = exercises.filter(({ id }) => header?.exercises.includes(id) === true)
  return missing.map((id) => notGradedYet(id, wanted))
}

/** Of exercises that are gone since, the reports show no statement. */
async function statementsFor(run: RunResult, catalogue: string | undefined): Promise<ReadonlyMap<string, string>> {
  const graded = new Set(run.students.flatMap((student) => student.exercises.map(({ id }) => id)))
  return statementsOf((await loadCatalogue(catalogue, inYaml)).filter(({ exercise }) => graded.has(exercise.id)))
}
