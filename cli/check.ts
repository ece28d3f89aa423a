import { resolve } from 'node:path'
import type { ExerciseResult, StudentResult } from '../grading/model/result.ts'
import type { Submission } from '../grading/model/submission.ts'
import { exerciseConsole, remarksConsole } from '../reports/console/student-console.ts'
import { resultsJson } from '../reports/results-json/results-json.ts'
import { percent, pointsText } from '../reports/text/points.ts'
import { processSandbox } from '../submissions/index.ts'
import { engineOfRun } from './compute-engine.ts'
import { EXIT, type ExitCode } from './exit-codes.ts'
import { expectHandIn, openHandIn } from './hand-ins.ts'
import type { Io } from './io.ts'
import { createJudge, type Judge, type Source } from './judge.ts'
import { type Selection, selectExercises } from './select-exercises.ts'
import { watch } from './watch.ts'

export interface CheckOptions {
  readonly only: readonly string[]
  readonly seed: number
  readonly watch?: boolean
  readonly json?: boolean
}

/** The exercises there are, and where their right answers come from. */
export interface Course {
  choose(only: readonly string[]): Promise<Selection>
  readonly source?: Source
}

/**
 * `assay check [dir]`: a student's own folder, visible checks only.
 * @param course - without it the exercises of this installation, with their references.
 */
export async function check(dir: string, options: CheckOptions, io: Io, course?: Course): Promise<ExitCode> {
  const folder = resolve(io.cwd, dir)
  const handIn = expectHandIn(folder, dir)
  const { selected, sheet } = await (course?.choose(options.only) ?? selectExercises(options.only, io.catalogue))
  const [judge, submission] = await Promise.all([
    createJudge(selected, {
      seed: options.seed,
      visibility: 'visible',
      ...(course?.source === undefined ? {} : { source: course.source }),
    }),
    openHandIn(handIn, sheet, processSandbox),
  ])
  if (options.watch === true) {
    const open = async () => openHandIn(expectHandIn(folder, dir), sheet, processSandbox)
    await watch(folder, { first: submission, open, round: (next, signal) => round(next, judge, signal, io) }, io)
    return EXIT.ok
  }
  if (options.json === true) return printJson(submission, judge, io)
  return round(submission, judge, io.signal, io)
}

/** One look at everything. Each exercise is printed as soon as it is done. */
async function round(submission: Submission, judge: Judge, signal: AbortSignal, io: Io): Promise<ExitCode> {
  const told = new Set<string>()
  io.out(remarksConsole(submission.remarks, { colour: io.colour, width: io.columns }))
  const print = (exercise: ExerciseResult): void => {
    if (exercise.status !== 'not-attempted') io.out(exerciseConsole(exercise, { colour: io.colour, width: io.columns }, told))
  }
  const result = await gradeUnless(signal, () => judge.grade(submission, { signal, onExercise: print }))
  if (result === undefined) return EXIT.interrupted
  io.out(summary(result))
  return exitCode(result)
}

async function printJson(submission: Submission, judge: Judge, io: Io): Promise<ExitCode> {
  const result = await gradeUnless(io.signal, () => judge.grade(submission, { signal: io.signal }))
  if (result === undefined) return EXIT.interrupted
  const engine = await engineOfRun(judge.exercises)
  for (const file of resultsJson.render(judge.view([result], engine === undefined ? {} : { engine }))) io.out(file.content)
  return exitCode(result)
}

/** `undefined` when the signal ended it. */
async function gradeUnless(signal: AbortSignal, grade: () => Promise<StudentResult>): Promise<StudentResult | undefined> {
  try {
    const result = await grade()
    return signal.aborted ? undefined : result
  } catch (error) {
    if (signal.aborted) return undefined
    throw error
  }
}

function summary(result: StudentResult): string {
  const attempted = attemptedOf(result)
  const open = result.exercises.filter((exercise) => hasChecks(exercise) && exercise.status === 'not-attempted')
  const elsewhere = result.exercises.filter((exercise) => !hasChecks(exercise))
  const score = attempted.reduce((sum, exercise) => sum + exercise.score, 0)
  const max = attempted.reduce((sum, exercise) => sum + exercise.max, 0)
  const outcome =
    attempted.length === 0
      ? 'Nothing that is checked here was attempted yet.'
      : `${pointsText(score)} of ${pointsText(max)} points (${percent(score, max)} %) in what you attempted.`
  const lines = [
    ...(open.length === 0 ? [] : [`Not attempted yet: ${named(open)}`]),
    ...(elsewhere.length === 0 ? [] : [`Checked in the graded run only: ${named(elsewhere)}`]),
    ...(result.exercises.some(hasChecks) ? [outcome] : []),
    'This is a self-check with the visible checks, not a grade.',
  ]
  return `\n${lines.join('\n')}\n`
}

function named(exercises: readonly ExerciseResult[]): string {
  return exercises.map(({ sheet, title }) => `${sheet} ${title}`).join(', ')
}

/** A kit, for one, has none of an exercise all of whose checks need our images. */
function hasChecks({ checks }: ExerciseResult): boolean {
  return checks.length > 0
}

function attemptedOf(result: StudentResult): readonly ExerciseResult[] {
  return result.exercises.filter((exercise) => exercise.status !== 'not-attempted')
}

function exitCode(result: StudentResult): ExitCode {
  const attempted = attemptedOf(result)
  if (!result.exercises.some(hasChecks) || attempted.some((exercise) => exercise.status === 'judging-error')) return EXIT.couldNotJudge
  return attempted.length > 0 && attempted.every((exercise) => exercise.status === 'full') ? EXIT.ok : EXIT.belowBar
}
