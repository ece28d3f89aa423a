import { appendFileSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative, resolve } from 'node:path'
import type { ReportView } from '#grading/model/report'
import type { StudentResult } from '#grading/model/result'
import { systemErrorText } from '#grading/model/system-error'
import { expectHandIn } from '#grading/runner/class/expect-hand-in'
import type { HandIn } from '#grading/runner/class/hand-ins'
import { languagesIn, runtimesOf } from '#grading/runner/class/languages-in'
import { EXIT, type ExitCode } from '#grading/runner/exit-codes'
import { makeFolder } from '#grading/runner/files/make-folder'
import { writeWhole } from '#grading/runner/files/output-folder'
import { createPool } from '#grading/runner/grader/pool'
import type { Io } from '#grading/runner/io'
import { debuggerWanted } from '#grading/runner/machine/debugger-wanted'
import { type SandboxChoice, sandboxNameOf } from '#grading/runner/machine/sandbox-kinds'
import { reaches } from '#grading/runner/numbers'
import { described, type Outline } from '#grading/runner/outline'
import { reportView } from '#grading/runner/report-view'
import { type RunNotes, runNotes, TRACE } from '#grading/runner/run/run-notes'
import { UsageError } from '#grading/runner/usage-error'
import { studentConsole } from '#reports/console/student-console'
import { annotations } from '#reports/github/annotations'
import { stepSummary } from '#reports/github/step-summary'
import { junit } from '#reports/junit/junit'
import { counted } from '#reports/text/counted'
import { percent, pointsText } from '#reports/text/points'
import { sandboxBanner } from '#reports/text/sandbox-banner'

export interface GateOptions {
  readonly min: number
  readonly only: readonly string[]
  readonly junit?: string
  readonly verbose?: boolean
  readonly trace?: 'frames'
  readonly seed: number
  readonly sandbox: SandboxChoice
}

/** `assay gate [dir]`: one submission against a bar, with all checks. */
export async function gate(dir: string, options: GateOptions, io: Io): Promise<ExitCode> {
  const inspect = debuggerWanted(options.sandbox, io.env, process.execArgv)
  const notes = runNotes({ ...options, inspect, traceIn: resolve(io.cwd, TRACE) }, io)
  const folder = resolve(io.cwd, dir)
  const handIn = expectHandIn(folder, dir)
  const sandbox = sandboxNameOf(options.sandbox)
  const graded = await gradeWatched(handIn, { options, sandbox, notes }, io)
  if (typeof graded === 'number') return graded
  const { result, exercises } = graded

  const made = { sandbox }
  const banner = sandboxBanner(made)
  if (options.junit !== undefined) await writeJunit(options.junit, reportView(exercises.map(described), options.seed, [result], made), io)
  if (io.env.GITHUB_ACTIONS === 'true') tellGithub(result, folder, banner, io)
  else io.out(`${studentConsole(result, { colour: io.colour, width: io.columns })}\n`)
  if (banner !== undefined) io.out(`gate: ${banner}\n`)
  const { code, says } = verdict(result, options.min)
  io.out(`gate: ${says}\n`)
  return code
}

interface Run {
  readonly options: GateOptions
  readonly sandbox: ReturnType<typeof sandboxNameOf>
  readonly notes: RunNotes
}

interface Graded {
  readonly result: StudentResult
  readonly exercises: readonly Outline[]
}

/** In a grading process, so that no check that loops can hold us up; an exit code when there is no result. */
async function gradeWatched(handIn: HandIn, { options, sandbox, notes }: Run, io: Io): Promise<Graded | ExitCode> {
  const catalogue = io.catalogue === undefined ? {} : { catalogue: io.catalogue }
  const keptOut = [{ path: tmpdir(), what: 'the temporary files' }]
  const languages = languagesIn([handIn])
  const setup = {
    ...catalogue,
    exercises: options.only,
    seed: options.seed,
    sandbox,
    keptOut,
    runtimes: runtimesOf(languages),
    ...notes.setup,
  }
  const pool = createPool({ setup, ...notes.grader })
  const stop = (): void => void pool.close()
  io.signal.addEventListener('abort', stop)
  if (io.signal.aborted) stop()
  try {
    notes.openIn(io.cwd, false)
    const exercises = await pool.begin()
    const { holds, says } = await pool.prove(languages)
    io.err(says)
    if (!holds) return EXIT.couldNotJudge
    notes.tell(`${counted(exercises.length, 'exercise')}, sandbox ${sandbox}, seed ${options.seed}`)
    const result = await pool.grade(handIn, notes.attention(handIn.id))
    notes.end((line) => io.err(`assay: ${line}\n`))
    return io.signal.aborted ? EXIT.interrupted : { result, exercises }
  } catch (error) {
    if (io.signal.aborted) return EXIT.interrupted
    throw error
  } finally {
    io.signal.removeEventListener('abort', stop)
    await pool.close()
  }
}

/** The exit code and its reason in a sentence. Nothing passes by looking at nothing. */
export function verdict(result: StudentResult, minimum: number): { readonly code: ExitCode; readonly says: string } {
  const unjudged = result.exercises.filter((exercise) => exercise.status === 'judging-error')
  if (unjudged.length > 0) {
    return {
      code: EXIT.couldNotJudge,
      says: `could not grade ${unjudged.map((exercise) => exercise.id).join(', ')}; no points are deducted`,
    }
  }
  const examined = result.exercises.some((exercise) => exercise.max > 0)
  const attempted = result.exercises.some((exercise) => exercise.status !== 'not-attempted')
  const passes = reaches(result.score, result.max, minimum)
  if (!examined || (passes && !attempted)) return { code: EXIT.couldNotJudge, says: 'nothing was graded' }
  const reached = `${pointsText(result.score)} of ${pointsText(result.max)} points (${percent(result.score, result.max)} %)`
  if (passes) return { code: EXIT.ok, says: `passed: ${reached}, minimum ${minimum} %` }
  return { code: EXIT.belowBar, says: `not passed: ${reached}, minimum ${minimum} %` }
}

async function writeJunit(file: string, view: ReportView, io: Io): Promise<void> {
  const target = resolve(io.cwd, file)
  const [rendered] = junit.render(view)
  try {
    makeFolder(dirname(target))
    await writeWhole(target, rendered?.content ?? '')
  } catch (error) {
    throw new UsageError(`--junit ${file}: cannot be written: ${systemErrorText(error)}`)
  }
}

function tellGithub(result: StudentResult, folder: string, banner: string | undefined, io: Io): void {
  // Annotations name files from the root of the repository.
  const root = io.env.GITHUB_WORKSPACE ?? io.cwd
  const inside = statSync(folder).isDirectory() ? folder : dirname(folder)
  const file = (exerciseId: string): string | undefined => {
    const found = result.exercises.find(({ id }) => id === exerciseId)?.file
    return found === undefined ? undefined : relative(root, join(inside, found)).replaceAll('\\', '/')
  }
  for (const line of annotations(result, file)) io.out(`${line}\n`)
  const summary = io.env.GITHUB_STEP_SUMMARY
  if (summary === undefined || summary === '') return
  try {
    appendFileSync(summary, banner === undefined ? stepSummary(result) : `**${banner}**\n\n${stepSummary(result)}`)
  } catch (error) {
    io.err(`assay: the step summary cannot be written: ${systemErrorText(error)}\n`)
  }
}
