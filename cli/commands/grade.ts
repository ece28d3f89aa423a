import { join, resolve } from 'node:path'
import { type Mark, staleMarks } from '#grading/engine/marks'
import { sortById } from '#grading/engine/read-journal'
import type { StudentResult } from '#grading/model/result'
import { systemErrorText } from '#grading/model/system-error'
import { classAnswers, judgedFromAnswers } from '#grading/runner/answers/class-answers'
import { classContents } from '#grading/runner/class/class-contents'
import { findHandIns, type HandIn, type HandIns } from '#grading/runner/class/hand-ins'
import { languagesIn, runtimesOf } from '#grading/runner/class/languages-in'
import { unrecognised } from '#grading/runner/class/unrecognised'
import { EXIT, type ExitCode } from '#grading/runner/exit-codes'
import { isFull, JOURNAL, prepareOutput, removeHalfWritten } from '#grading/runner/files/output-folder'
import { writeReports } from '#grading/runner/files/write-reports'
import { classPool } from '#grading/runner/grader/class-pool'
import type { Pool } from '#grading/runner/grader/pool'
import type { Io } from '#grading/runner/io'
import { debuggerWanted } from '#grading/runner/machine/debugger-wanted'
import { sandboxNameOf } from '#grading/runner/machine/sandbox-kinds'
import type { Outline } from '#grading/runner/outline'
import type { ClassQueue } from '#grading/runner/queue/class-queue'
import { UnequalResults } from '#grading/runner/queue/recheck'
import { finishedRun } from '#grading/runner/run/finished-run'
import { gradeClass } from '#grading/runner/run/grade-class'
import { isJudged } from '#grading/runner/run/is-judged'
import { loadPerCore, watchLoad } from '#grading/runner/run/overload'
import { planRun, type RunPlan } from '#grading/runner/run/plan-run'
import { durationText } from '#grading/runner/run/progress'
import { openRunJournal, type RunJournal } from '#grading/runner/run/run-journal'
import { lockRun } from '#grading/runner/run/run-lock'
import { placesFrom, type RunNotes, runNotes } from '#grading/runner/run/run-notes'
import { runSeed } from '#grading/runner/run/run-seed'
import { notGradedYet } from '#grading/runner/run/unjudged'
import { keepOutlines, keptOutlines } from '#grading/runner/sheet-outlines'
import { UsageError } from '#grading/runner/usage-error'
import { classConsole } from '#reports/console/class-console'
import { counted } from '#reports/text/counted'
import { countedPoints } from '#reports/text/points'
import { visible } from '#reports/text/visible'
import { byCourse, courseOfClass, identified, limitsOf } from '../course/choose-course.ts'
import type { CourseOfRun } from '../course/course-of-run.ts'
import { gradedView } from '../course/graded-view.ts'
import { submissionPoints } from '../course/submission-points.ts'
import type { GradeOptions } from './grade-options.ts'
import { keepUnequal, reachWorkers } from './grade-queue.ts'

/** `assay grade <path>`: a class, into a folder of reports. Whatever one submission does, the others are graded. */
export async function grade(path: string, asked: GradeOptions, machine: Io): Promise<ExitCode> {
  const folder = resolve(machine.cwd, path)
  const course = await courseOfClass(asked.course, folder, machine)
  const options = course === undefined ? asked : byCourse(asked, course)
  const inspect = debuggerWanted(options.sandbox, machine.env, process.execArgv)
  const notes = runNotes({ ...options, inspect, shown: options.out, traceIn: resolve(machine.cwd, options.out, 'trace') }, machine)
  const io = course?.catalogue === undefined ? machine : { ...machine, catalogue: course.catalogue }
  const out = resolve(io.cwd, options.out)
  const found = await findHandIns(folder, path, out, options, course?.content.course.timezone)
  try {
    return await gradeFound(found, { path, folder, out, options, course, notes }, io)
  } finally {
    await found.close()
  }
}

interface Place {
  /** As it was given. */
  readonly path: string
  readonly folder: string
  readonly out: string
  readonly options: GradeOptions
  readonly course: CourseOfRun | undefined
  readonly notes: RunNotes
}

async function gradeFound({ handIns, remarks }: HandIns, place: Place, io: Io): Promise<ExitCode> {
  const { path, folder, out, options, notes, course } = place
  const say = (line: string): void => io.err(`assay: ${line}\n`)
  if (course !== undefined) say(`graded by ${visible(course.shown)}; --no-course grades without it`)
  for (const remark of remarks) say(visible(remark))
  const contents = options.acceptEmpty === true ? undefined : await classContents(handIns)
  const doubt = contents === undefined ? undefined : unrecognised(handIns, contents)
  if (doubt !== undefined) {
    say(`${path}: ${doubt}`)
    return EXIT.usage
  }
  const whose = options.course === false ? undefined : await identified({ course, folder, shown: path, handIns, contents }, io)
  const before = options.resume === true || options.fresh === true ? undefined : await finishedRun(out)
  const seed = runSeed(out, { ...options, ...(before === undefined ? {} : { before }) }, io.cwd, say)
  const languages = languagesIn(handIns)
  const limits = course === undefined ? undefined : limitsOf(course.policies)
  const workers = await reachWorkers(options, io, say)
  const pool = classPool(
    { folder, out, seed, languages, limits, notes, only: options.only, sandbox: options.sandbox, apart: workers !== undefined },
    io,
  )
  const stop = (): void => void Promise.all([pool.close(), workers?.close()])
  io.signal.addEventListener('abort', stop)
  if (io.signal.aborted) stop()
  try {
    const exercises = keptOutlines(io.catalogue, options.only) ?? (await begun(pool, options.only, io))
    const found = await planRun({
      ...{ exercises, handIns, seed, sandbox: sandboxNameOf(options.sandbox), limits, runtimes: runtimesOf(languages) },
      ...(whose === undefined ? {} : { course: whose.digest }),
      ...(before === undefined ? {} : { earlier: before }),
    })
    const plan = { ...found, reuse: await judgedFromAnswers(found.reuse, handIns, { pool, out, notes, signal: io.signal }) }
    const asked = handIns.filter(({ id }) => !plan.reuse.kept.has(id))
    const queue =
      asked.length === 0 ? undefined : await workers?.announce({ ...options, plan, seed, languages, asked: languagesIn(asked) }, pool)
    if (asked.length > 0 && queue === undefined) {
      const { holds, says } = await pool.prove(languagesIn(asked))
      io.err(says)
      if (!holds) return EXIT.couldNotJudge
    }
    await prepareOutput(out, folder, options.out)
    const lock = await lockRun(out, options.out, say)
    try {
      await removeHalfWritten(out)
      notes.openIn(out, options.resume === true)
      return await gradeInto(
        { ...place, exercises, handIns, whose, seed, plan, queue, isDrawn: options.seed === undefined && before === undefined, pool, say },
        io,
      )
    } finally {
      await lock.release()
    }
  } catch (error) {
    if (io.signal.aborted && !(error instanceof UsageError)) {
      say('interrupted before anything was graded')
      return EXIT.interrupted
    }
    if (!isFull(error)) throw error
    say(`--out ${options.out}: cannot be written: ${systemErrorText(error)}`)
    return EXIT.couldNotJudge
  } finally {
    io.signal.removeEventListener('abort', stop)
    await Promise.all([pool.close(), workers?.close()])
  }
}

/** Asks the process that grades, and keeps what it says for the next run. */
async function begun(pool: Pool, only: readonly string[], { catalogue }: Io): Promise<readonly Outline[]> {
  const exercises = await pool.begin()
  if (only.length === 0) keepOutlines(catalogue, exercises)
  return exercises
}

interface Run extends Place {
  readonly exercises: readonly Outline[]
  readonly handIns: readonly HandIn[]
  readonly whose: Awaited<ReturnType<typeof identified>>
  readonly seed: number
  readonly isDrawn: boolean
  readonly plan: RunPlan
  readonly pool: Pool
  /** Where it is not graded on this machine. */
  readonly queue: ClassQueue | undefined
  say(line: string): void
}

async function gradeInto(run: Run, io: Io): Promise<ExitCode> {
  const { out, exercises, handIns, options, whose, seed, plan, say } = run
  const { resume = false, replace = false, reason } = options
  const started = io.now()
  const { basis, made, reuse } = plan
  const book = await openRunJournal(out, {
    identity: basis,
    reuse,
    courseContent: whose?.content,
    ...{ handIns, resume, replace, shown: options.out, from: placesFrom(out, run.folder, io.catalogue) },
    ...(reason === undefined ? {} : { reason }),
    say,
  }).catch((error: unknown) => {
    if (isFull(error) || (error as NodeJS.ErrnoException).code === undefined) throw error
    throw new UsageError(`--out ${options.out}: ${JOURNAL} cannot be read or written: ${systemErrorText(error)}`)
  })
  run.notes.tell(
    `${counted(handIns.length, 'submission')}, ${counted(exercises.length, 'exercise')}, sandbox ${made.sandbox}, seed ${seed}, jobs ${options.jobs}`,
  )
  const students = await gradeMissing(run, book, io)
  run.notes.end(say)
  if (students === undefined) return EXIT.couldNotJudge
  const interrupted = io.signal.aborted

  if (!interrupted && options.acceptEmpty !== true && students.every(isEmpty)) {
    say(`nothing was attempted in ${counted(students.length, 'submission')}; no reports are written. ${EMPTY}`)
    return EXIT.usage
  }
  const graded = new Set(students.map(({ id }) => id))
  const missing = handIns.filter(({ id }) => !graded.has(id)).map(({ id }) => notGradedYet(id, exercises))
  const computed = sortById([...students, ...missing])
  const { view, remarks } = await gradedView({ ...run, ...plan, book, computed, interrupted })
  for (const remark of remarks) say(visible(remark))
  if (!interrupted) for (const mark of staleMarks(students, book.marks)) say(staleText(mark))
  const written = students.length === 0 || (await writeReports(view, out, io))
  if (interrupted) {
    const journal = join(options.out, JOURNAL)
    say(`interrupted; ${students.length} of ${handIns.length} are graded and kept in ${journal}; continue with --resume`)
    return EXIT.interrupted
  }
  io.out(`\n${classConsole(view.run, { colour: io.colour, width: io.columns })}\n`)
  const origin = options.resume === true ? 'of the run that was continued' : 'drawn for this run'
  if (run.isDrawn) io.out(`Seed ${seed}, ${origin}; --seed ${seed} uses the same inputs again.\n`)
  const unchanged = book.kept.size - (reuse.judged ?? 0)
  const news = `${handIns.length - unchanged} graded${unchanged === 0 ? '' : `, ${unchanged} kept,`}`
  io.out(`${news} in ${durationText((io.now() - started) / 1000)}. Open ${join(options.out, 'index.html')}\n`)
  return written && students.every(isJudged) ? EXIT.ok : EXIT.couldNotJudge
}

const EMPTY = 'Is this the folder with one sub-folder per student? If nothing was submitted, pass --accept-empty'

/** Whether nothing was found to look at. */
function isEmpty({ exercises }: StudentResult): boolean {
  return exercises.every(({ status }) => status === 'not-attempted')
}

function staleText({ student, exercise, points, by }: Mark): string {
  const what = `${countedPoints(points)} by ${by} to ${student} for ${exercise}`
  return visible(`the mark of ${what} is ignored: it belongs to a different version of the submission, or is not part of this run`)
}

/** All results that count; `undefined` if the journal could not be written, which has been told then. */
async function gradeMissing(run: Run, book: RunJournal, io: Io): Promise<readonly StudentResult[] | undefined> {
  const { exercises, handIns, options, pool, whose, say } = run
  const { journal, kept, close } = book
  const worthOf = submissionPoints({ ...book, content: whose?.content })
  const answers = classAnswers(run.out, run.plan.reuse)
  const grader = run.queue ?? pool
  const gradeOne = (handIn: HandIn) => grader.grade(handIn, { ...run.notes.attention(handIn.id), ...answers.attention(handIn.id) })
  const load = run.queue ?? watchLoad(io.loadPerCore ?? loadPerCore, io.now)
  try {
    const { jobs, machineOf, status } = run.queue ?? { jobs: options.jobs }
    const told = { worthOf, answersOf: answers.of, ...(machineOf && { machineOf }), ...(status && { status }) }
    const work = { handIns, kept, exercises, jobs, journal, load, gradeOne, ...told }
    const students = await gradeClass(work, io)
    await (io.signal.aborted ? journal.interrupted() : journal.end())
    if (!io.signal.aborted) answers.tidy(book.answers)
    return students
  } catch (error) {
    if (error instanceof UnequalResults) {
      await keepUnequal(error, run.out, say)
      return undefined
    }
    if ((error as NodeJS.ErrnoException).code === undefined) throw error
    const file = join(options.out, JOURNAL)
    say(`${file} cannot be written: ${systemErrorText(error)}; results graded so far are kept; continue with --resume`)
    return undefined
  } finally {
    load.stop()
    await Promise.all([pool.close(), close()])
  }
}
