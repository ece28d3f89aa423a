import { join, resolve } from 'node:path'
import { markLines } from '#grading/engine/journal'
import type { Mark } from '#grading/engine/marks'
import { computedResults, foldJournal, type JournalContents, readJournal, sortById } from '#grading/engine/read-journal'
import type { RunResult } from '#grading/model/result'
import { systemErrorText } from '#grading/model/system-error'
import { EXIT, type ExitCode } from '#grading/runner/exit-codes'
import { JOURNAL, openAppend, removeHalfWritten } from '#grading/runner/files/output-folder'
import { readLines } from '#grading/runner/files/read-lines'
import { writeReports } from '#grading/runner/files/write-reports'
import type { Io } from '#grading/runner/io'
import { statementsOf } from '#grading/runner/report-view'
import { givenMarks, type MarkOptions } from '#grading/runner/run/given-marks'
import { lockRun } from '#grading/runner/run/run-lock'
import { notGradedYet } from '#grading/runner/run/unjudged'
import { UsageError } from '#grading/runner/usage-error'
import { loadCatalogue } from '#grading/sheet/catalogue'
import { pointsText } from '#reports/text/points'
import { visible } from '#reports/text/visible'

/**
 * `assay mark <run>`: records what a person gave for answers that no program judges, and writes all reports of the run anew. All marks that
 * are asked for are recorded, or none.
 */
export async function mark(run: string, options: MarkOptions, io: Io): Promise<ExitCode> {
  const folder = resolve(io.cwd, run)
  const say = (line: string): void => io.err(`assay: ${line}\n`)
  // Read once before the lock: a folder that is no run must not get one.
  await readRun(folder, run)
  const lock = await lockRun(folder, run, say)
  try {
    await removeHalfWritten(folder)
    const { last, contents } = await readRun(folder, run)
    const asked = await givenMarks(options, computedResults(contents), { run, cwd: io.cwd, at: new Date().toISOString() })
    const news = asked.filter((one) => !isKnown(one, contents.marks))
    if (news.length > 0) await append(folder, last, news)
    const marks = [...contents.marks, ...news]
    const result = await withMissing(foldJournal({ ...contents, marks }) as RunResult, contents, io.catalogue)
    for (const one of news) io.out(`${visible(sentence(one, result, lastOf(one, contents.marks)))}\n`)
    if (news.length < asked.length) io.out(`${asked.length - news.length} already recorded, unchanged\n`)
    const written = await writeReports({ run: result, statements: await statementsFor(result, io.catalogue) }, folder, io)
    const left = result.students.reduce((sum, student) => sum + (student.pending > 0 ? 1 : 0), 0)
    io.out(left === 0 ? 'All answers are marked.\n' : `${left} ${left === 1 ? 'student has' : 'students have'} points pending.\n`)
    return written ? EXIT.ok : EXIT.couldNotJudge
  } finally {
    await lock.release()
  }
}

/** A run that was stopped is shown as what it is also after a mark. */
async function withMissing(run: RunResult, { ended, header }: JournalContents, catalogue: string | undefined): Promise<RunResult> {
  const graded = new Set(run.students.map(({ id }) => id))
  const missing = ended ? [] : (header?.students ?? []).filter((id) => !graded.has(id))
  if (missing.length === 0) return run
  const exercises = (await loadCatalogue(catalogue)).map(({ exercise }) => exercise)
  const wanted = exercises.filter(({ id }) => header?.exercises.includes(id) === true)
  return { ...run, students: sortById([...run.students, ...missing.map((id) => notGradedYet(id, wanted))]) }
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

async function append(folder: string, last: string, marks: readonly Mark[]): Promise<void> {
  const file = await openAppend(join(folder, JOURNAL))
  try {
    // One text, so that all of it is kept or nothing.
    await file.append(markLines(last, marks))
  } finally {
    await file.close()
  }
}

/** The mark that counts now for the same answer. */
function lastOf(one: Mark, marks: readonly Mark[]): Mark | undefined {
  return marks.findLast((other) => other.student === one.student && other.exercise === one.exercise)
}

/** Whether the mark that counts now is the same: a table may be handed in again. */
function isKnown(one: Mark, marks: readonly Mark[]): boolean {
  const last = lastOf(one, marks)
  return last !== undefined && (['points', 'by', 'comment', 'hash'] as const).every((key) => last[key] === one[key])
}

function sentence({ student, exercise, points, by }: Mark, run: RunResult, before: Mark | undefined): string {
  const total = run.students.find(({ id }) => id === student)
  const now = total === undefined ? '' : `; now ${pointsText(total.score)} of ${pointsText(total.max)}`
  const replaced = before === undefined ? '' : ` (replaces ${pointsText(before.points)} points by ${before.by})`
  return `${student}, ${exercise}: ${pointsText(points)} points by ${by}${now}${replaced}`
}

/** Of exercises that are gone since, the reports show no statement. */
async function statementsFor(run: RunResult, catalogue: string | undefined): Promise<ReadonlyMap<string, string>> {
  const graded = new Set(run.students.flatMap((student) => student.exercises.map(({ id }) => id)))
  return statementsOf((await loadCatalogue(catalogue)).filter(({ exercise }) => graded.has(exercise.id)))
}
