import { resolve } from 'node:path'
import { checkAgain } from '#grading/messages/reproduction'
import type { ExerciseResult, StudentResult } from '#grading/model/result'
import { expectHandIn } from '#grading/runner/class/expect-hand-in'
import type { HandIn } from '#grading/runner/class/hand-ins'
import { EXIT, type ExitCode } from '#grading/runner/exit-codes'
import type { Attention } from '#grading/runner/grader/listen'
import { createPool, type Pool } from '#grading/runner/grader/pool'
import type { Io } from '#grading/runner/io'
import { debuggerWanted } from '#grading/runner/machine/debugger-wanted'
import type { Outline } from '#grading/runner/outline'
import { runNotes, TRACE } from '#grading/runner/run/run-notes'
import { version } from '#grading/runner/version'
import { openConsole } from '#reports/console/open-console'
import { type ConsoleOptions, exerciseConsole, remarksConsole } from '#reports/console/student-console'
import { counted } from '#reports/text/counted'
import { percent, pointsText } from '#reports/text/points'
import { visible } from '#reports/text/visible'

export interface CheckOptions {
  readonly only: readonly string[]
  readonly seed: number
  readonly watch?: boolean
  readonly json?: boolean
  readonly verbose?: boolean
  readonly trace?: 'frames'
  /** As it was typed. */
  readonly sheet?: string
}

/** The program that grades, and the folder of exercises that it is told of. */
export interface CheckProgram {
  readonly program: URL
  readonly catalogue: string
}

/**
 * `assay check [dir]`: a student's own folder, visible checks only.
 * @param program - without it the one of this installation, with its exercises and their references.
 */
export async function check(dir: string, options: CheckOptions, io: Io, program?: CheckProgram): Promise<ExitCode> {
  const folder = resolve(io.cwd, dir)
  const handIn = expectHandIn(folder, dir)
  const catalogue = program?.catalogue ?? io.catalogue
  const inspect = debuggerWanted('process', io.env, process.execArgv)
  const notes = runNotes({ ...options, inspect, traceIn: resolve(io.cwd, TRACE) }, io)
  const pool = createPool({
    ...notes.grader,
    setup: {
      ...(catalogue === undefined ? {} : { catalogue }),
      exercises: options.only,
      seed: options.seed,
      sandbox: 'process',
      visibility: 'visible',
      ...(options.verbose === true ? { diagnose: true } : {}),
      ...notes.setup,
    },
    ...(program === undefined ? {} : { program: program.program }),
  })
  const stop = (): void => void pool.close()
  io.signal.addEventListener('abort', stop)
  try {
    notes.openIn(io.cwd, false)
    const exercises = await pool.begin()
    notes.tell(`${counted(exercises.length, 'exercise')}, sandbox process, seed ${options.seed}`)
    const grading = { ...pool, grade: (one: HandIn, how?: Attention) => pool.grade(one, { ...how, ...notes.attention(one.id) }) }
    if (options.watch === true) return await watchFolder(dir, handIn, grading, io)
    return await (options.json === true
      ? printJson(handIn, { pool: grading, exercises, seed: options.seed }, io)
      : round(handIn, grading, io.signal, io, again(dir, options, program)))
  } catch (error) {
    if (io.signal.aborted) return EXIT.interrupted
    throw error
  } finally {
    io.signal.removeEventListener('abort', stop)
    notes.end((line) => io.err(`assay: ${line}\n`))
    await pool.close()
  }
}

/** A command for each exercise. In a kit inputs are recorded, and `npx` finds its `assay`. */
function again(dir: string, { seed, sheet }: CheckOptions, program: CheckProgram | undefined): Again {
  return ({ sheet: number, id }) => {
    const of = { dir, exercise: number === '' ? id : number }
    return program === undefined ? checkAgain({ ...of, seed, ...(sheet === undefined ? {} : { sheet }) }) : `npx ${checkAgain(of)}`
  }
}

type Again = (exercise: ExerciseResult) => string

async function watchFolder(dir: string, handIn: HandIn, pool: Pool, io: Io): Promise<ExitCode> {
  const [{ watch }, { submissionHash }] = await Promise.all([import('#grading/runner/files/watch'), import('#submissions/submission-hash')])
  const open = async () => ({ hash: (await submissionHash(expectHandIn(handIn.path, dir).path)) ?? '', close: async () => {} })
  await watch(handIn.path, { first: await open(), open, round: (_, signal) => round(handIn, pool, signal, io) }, io)
  return io.signal.reason === 'SIGTERM' ? EXIT.interrupted : EXIT.ok
}

/**
 * One look at everything. Each exercise is printed as soon as it is done.
 * @param command - printed below an exercise that lost points; a folder that is watched is checked again anyway.
 */
async function round(handIn: HandIn, pool: Pool, signal: AbortSignal, io: Io, command?: Again): Promise<ExitCode> {
  const told = new Set<string>()
  const style = { colour: io.colour, width: io.columns }
  const onExercise = (exercise: ExerciseResult): void => {
    if (signal.aborted || exercise.status === 'not-attempted') return
    io.out(exerciseConsole(exercise, style, told))
    if (command !== undefined && LOST.has(exercise.status)) io.out(`  check again: ${visible(command(exercise))}\n`)
  }
  const onRemarks = (remarks: StudentResult['remarks']): void => {
    if (!signal.aborted) io.out(remarksConsole(remarks, style))
  }
  const result = await gradeUnless(signal, () => pool.grade(handIn, { signal, onRemarks, onExercise }))
  if (result === undefined) return EXIT.interrupted
  io.out(summary(result, style))
  return exitCode(result)
}

const LOST: ReadonlySet<ExerciseResult['status']> = new Set(['partial', 'zero', 'judging-error'])

interface Printing {
  readonly pool: Pool
  readonly exercises: readonly Outline[]
  readonly seed: number
}

async function printJson(handIn: HandIn, { pool, exercises, seed }: Printing, io: Io): Promise<ExitCode> {
  const result = await gradeUnless(io.signal, () => pool.grade(handIn))
  if (result === undefined) return EXIT.interrupted
  const [{ engineOfRun }, { resultsJson }] = await Promise.all([
    import('#grading/runner/machine/compute-engine'),
    import('#reports/results-json/results-json'),
  ])
  const engine = await engineOfRun(exercises)
  const run = { schema: 1 as const, assay: version(), seed, ...(engine === undefined ? {} : { engine }), students: [result] }
  for (const file of resultsJson.render({ run, statements: new Map() })) io.out(file.content)
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

function summary(result: StudentResult, style: ConsoleOptions): string {
  const attempted = attemptedOf(result)
  const open = result.exercises.filter((exercise) => hasChecks(exercise) && exercise.status === 'not-attempted')
  const elsewhere = result.exercises.filter((exercise) => !hasChecks(exercise))
  const score = attempted.reduce((sum, exercise) => sum + exercise.score, 0)
  const max = attempted.reduce((sum, exercise) => sum + exercise.max, 0)
  const outcome =
    attempted.length === 0
      ? 'Nothing checked here has been attempted yet.'
      : `${pointsText(score)} of ${pointsText(max)} points (${percent(score, max)} %) in what you attempted.`
  const reasons = openConsole(result, style).trimEnd()
  const lines = [
    ...(open.length === 0 ? [] : [`Not attempted yet: ${named(open)}`]),
    ...(reasons === '' ? [] : [reasons]),
    ...(elsewhere.length === 0 ? [] : [`Checked in the graded run only: ${named(elsewhere)}`]),
    ...(result.exercises.some(hasChecks) ? [outcome] : []),
    'This is a self-check on the visible checks, not a grade.',
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
