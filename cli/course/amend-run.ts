import { join, resolve } from 'node:path'
import type { CourseContent } from '#course/load-course'
import { type PersonLine, personLines, type RunHeader } from '#grading/engine/journal'
import { computedResults, foldJournal, type JournalContents, readJournal, sortById } from '#grading/engine/read-journal'
import type { RunResult, StudentResult } from '#grading/model/result'
import { systemErrorText } from '#grading/model/system-error'
import { JOURNAL, openAppend, removeHalfWritten } from '#grading/runner/files/output-folder'
import { readLines } from '#grading/runner/files/read-lines'
import { writeReports } from '#grading/runner/files/write-reports'
import type { Io } from '#grading/runner/io'
import { statementsOf } from '#grading/runner/report-view'
import { lockRun } from '#grading/runner/run/run-lock'
import { notGradedYet } from '#grading/runner/run/unjudged'
import { inYaml } from '#grading/runner/sheet-yaml/in-yaml'
import { UsageError } from '#grading/runner/usage-error'
import { loadCatalogue } from '#grading/sheet/catalogue'
import { visible } from '#reports/text/visible'
import { type CourseResults, courseResults } from './course-results.ts'

export interface GradedRun {
  readonly contents: JournalContents
  readonly grades: CourseResults
  /** Whether a course.yaml is in force. */
  readonly ofCourse: boolean
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
 * @throws UsageError if that is no run.
 */
export async function amendRun(
  run: string,
  io: Io,
  decide: (run: GradedRun) => Promise<readonly PersonLine[]>,
  told: (result: RunResult) => void,
): Promise<Amended> {
  const folder = resolve(io.cwd, run)
  // Read once before the lock: a folder that is no run must not get one.
  await readRun(folder, run)
  const lock = await lockRun(folder, run, (line) => io.err(`assay: ${line}\n`))
  try {
    await removeHalfWritten(folder)
    const { last, contents } = await readRun(folder, run)
    const missing = await missingOf(contents, io.catalogue)
    const lines = await decide({ contents, grades: gradesOf(contents, missing), ofCourse: contents.header?.courseContent !== undefined })
    if (lines.length > 0) await append(folder, last, lines)
    const now = gradesOf(amended(contents, lines), missing)
    const result = resultOf(contents, now)
    told(result)
    const { startedAt } = contents.header as RunHeader
    const facts = { ...(startedAt === '' ? {} : { gradedAt: startedAt }), ...(now.facts === undefined ? {} : { course: now.facts }) }
    const view = { run: result, statements: await statementsFor(result, io.catalogue), ...facts }
    return { result, written: await writeReports(view, folder, io) }
  } finally {
    await lock.release()
  }
}

function amended(contents: JournalContents, lines: readonly PersonLine[]): JournalContents {
  const marks = lines.flatMap((line) => (line.type === 'mark' ? [line] : []))
  const overrides = lines.flatMap((line) => (line.type === 'override' ? [line] : []))
  return { ...contents, marks: [...contents.marks, ...marks], overrides: [...contents.overrides, ...overrides] }
}

function gradesOf(contents: JournalContents, missing: readonly StudentResult[]): CourseResults {
  return courseResults({
    content: contents.header?.courseContent as CourseContent | undefined,
    computed: sortById([...computedResults(contents), ...missing]),
    marks: contents.marks,
    overrides: contents.overrides,
    startedAt: contents.header?.startedAt ?? '',
    now: new Date().toISOString(),
  })
}

function resultOf(contents: JournalContents, { students, course }: CourseResults): RunResult {
  return { ...(foldJournal(contents) as RunResult), ...(course === undefined ? {} : { course }), students }
}

/** A run that was stopped is shown as what it is also after a person added something. */
async function missingOf({ ended, header, students }: JournalContents, catalogue: string | undefined): Promise<readonly StudentResult[]> {
  const graded = new Set(students.map(({ result }) => result.id))
  const missing = ended ? [] : (header?.students ?? []).filter((id) => !graded.has(id))
  if (missing.length === 0) return []
  const exercises = (await loadCatalogue(catalogue, inYaml)).map(({ exercise }) => exercise)
  const wanted = exercises.filter(({ id }) => header?.exercises.includes(id) === true)
  return missing.map((id) => notGradedYet(id, wanted))
}

async function readRun(folder: string, run: string): Promise<{ readonly last: string; readonly contents: JournalContents }> {
  const path = join(folder, JOURNAL)
  const lines = await readLines(path).catch((error: unknown) => {
    throw new UsageError(`${run}: not a report directory of assay grade: ${JOURNAL} cannot be read: ${systemErrorText(error)}`)
  })
  const contents = readJournal(lines)
  const [problem] = contents.problems
  if (problem !== undefined) {
    const where = `${join(run, JOURNAL)}, line ${problem.line}`
    throw new UsageError(`${where}: ${visible(problem.says)}; nothing was recorded. assay grade --resume repairs the journal`)
  }
  if (contents.header === undefined) throw new UsageError(`${join(run, JOURNAL)}: is empty; grade the class first`)
  return { last: lines.at(-2) ?? '', contents }
}

async function append(folder: string, last: string, lines: readonly PersonLine[]): Promise<void> {
  const file = await openAppend(join(folder, JOURNAL))
  try {
    // One text, so that all of it is kept or nothing.
    await file.append(personLines(last, lines))
  } finally {
    await file.close()
  }
}

/** Of exercises that are gone since, the reports show no statement. */
async function statementsFor(run: RunResult, catalogue: string | undefined): Promise<ReadonlyMap<string, string>> {
  const graded = new Set(run.students.flatMap((student) => student.exercises.map(({ id }) => id)))
  return statementsOf((await loadCatalogue(catalogue, inYaml)).filter(({ exercise }) => graded.has(exercise.id)))
}
