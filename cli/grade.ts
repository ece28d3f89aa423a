import { join, resolve } from 'node:path'
import { gradeBatch } from '../grading/batch.ts'
import { type Journal, sortById, startJournal } from '../grading/journal.ts'
import type { Exercise } from '../grading/model/exercise.ts'
import type { ReportView } from '../grading/model/report.ts'
import type { StudentResult } from '../grading/model/result.ts'
import { classConsole } from '../reports/console/class-console.ts'
import { formats } from '../reports/index.ts'
import { pointsText } from '../reports/text/points.ts'
import { visible } from '../reports/text/visible.ts'
import { EXIT, type ExitCode } from './exit-codes.ts'
import { findHandIns, type HandIn, openHandIn } from './hand-ins.ts'
import type { Io } from './io.ts'
import { createJudge, type Judge } from './judge.ts'
import { JOURNAL, openAppend, prepareOutput, writeFiles } from './output-folder.ts'
import { durationText, startProgress } from './progress.ts'
import { refuseDebugger } from './refuse-debugger.ts'
import { selectExercises } from './select-exercises.ts'
import { unjudged } from './unjudged.ts'
import { version } from './version.ts'
import { whyNot } from './why-not.ts'

export interface GradeOptions {
  readonly out: string
  readonly jobs: number
  readonly only: readonly string[]
  readonly seed: number
}

/** `assay grade <path>`: a class, into a folder of reports. Whatever one submission does, the others are graded. */
export async function grade(path: string, options: GradeOptions, io: Io): Promise<ExitCode> {
  refuseDebugger(io.env, process.execArgv)
  const out = resolve(io.cwd, options.out)
  const { selected, sheet } = await selectExercises(options.only, io.catalogue)
  const { handIns, remarks } = await findHandIns(resolve(io.cwd, path), path, out)
  for (const remark of remarks) io.err(`assay: ${visible(remark)}\n`)
  const judge = await createJudge(selected, { seed: options.seed, visibility: 'all' })
  await prepareOutput(out, resolve(io.cwd, path), options.out)

  const started = io.now()
  const journalFile = await openAppend(join(out, JOURNAL))
  let students: readonly StudentResult[]
  try {
    const journal = await startJournal(journalFile.append, {
      assay: version(),
      seed: options.seed,
      exercises: judge.exercises.map((exercise) => exercise.id),
      startedAt: new Date().toISOString(),
    })
    students = await gradeAll({ handIns, sheet, judge, jobs: options.jobs, journal }, io)
    if (!io.signal.aborted) await journal.end()
  } catch (error) {
    io.err(`assay: ${join(options.out, JOURNAL)} cannot be written: ${whyNot(error)}; it keeps what was graded before\n`)
    return EXIT.couldNotJudge
  } finally {
    await journalFile.close()
  }
  if (io.signal.aborted) {
    io.err(`assay: interrupted; ${students.length} of ${handIns.length} are graded and kept in ${join(options.out, JOURNAL)}\n`)
    return EXIT.interrupted
  }

  const view = judge.view(sortById(students))
  const written = await writeReports(view, out, io)
  io.out(`\n${classConsole(view.run, { colour: io.colour })}\n`)
  io.out(`${handIns.length} graded in ${durationText((io.now() - started) / 1000)}. Open ${join(options.out, 'index.html')}\n`)
  return written && students.every(judged) ? EXIT.ok : EXIT.couldNotJudge
}

interface Work {
  readonly handIns: readonly HandIn[]
  readonly sheet: readonly Exercise[]
  readonly judge: Judge
  readonly jobs: number
  readonly journal: Journal
}

async function gradeAll({ handIns, sheet, judge, jobs, journal }: Work, io: Io): Promise<readonly StudentResult[]> {
  const progress = startProgress(handIns.length, io)
  try {
    return await gradeBatch(handIns, {
      jobs,
      gradeOne: async (handIn) => judge.grade(await openHandIn(handIn, sheet), { signal: io.signal }),
      failed: (handIn, error) => unjudged(handIn.id, judge.exercises, error),
      onDone: async (result) => {
        await journal.student(result)
        progress.done(
          `${visible(result.id)}  ${pointsText(result.score)} of ${pointsText(result.max)}${judged(result) ? '' : ', not judged completely'}`,
        )
      },
      signal: io.signal,
    })
  } finally {
    progress.close()
  }
}

/** Each format by itself: one that fails does not keep the others from the disk. */
async function writeReports(view: ReportView, out: string, io: Io): Promise<boolean> {
  let all = true
  for (const format of formats) {
    try {
      await writeFiles(out, format.render(view))
    } catch (error) {
      all = false
      io.err(`assay: the report ${format.name} is missing: ${whyNot(error)}; the results are safe in ${JOURNAL}\n`)
    }
  }
  return all
}

function judged(student: StudentResult): boolean {
  return student.exercises.every((exercise) => exercise.status !== 'judging-error')
}
