import { appendFileSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import type { ReportView } from '../grading/model/report.ts'
import type { StudentResult } from '../grading/model/result.ts'
import { studentConsole } from '../reports/console/student-console.ts'
import { annotations } from '../reports/github/annotations.ts'
import { stepSummary } from '../reports/github/step-summary.ts'
import { junit } from '../reports/junit/junit.ts'
import { percent, pointsText } from '../reports/text/points.ts'
import { sandboxBanner } from '../reports/text/sandbox-banner.ts'
import { EXIT, type ExitCode } from './exit-codes.ts'
import { expectHandIn } from './expect-hand-in.ts'
import { createPool } from './grader/pool.ts'
import type { HandIn } from './hand-ins.ts'
import type { Io } from './io.ts'
import { languagesIn } from './languages-in.ts'
import { makeFolder } from './make-folder.ts'
import { reaches } from './numbers.ts'
import { writeWhole } from './output-folder.ts'
import { proveLanguages } from './prove-languages.ts'
import { refuseDebugger } from './refuse-debugger.ts'
import { reportView } from './report-view.ts'
import { chooseSandbox, proveSandbox } from './sandbox-choice.ts'
import type { SandboxChoice } from './sandbox-kinds.ts'
import { type Selection, selectExercises } from './select-exercises.ts'
import { UsageError } from './usage-error.ts'
import { whyNot } from './why-not.ts'

export interface GateOptions {
  readonly min: number
  readonly only: readonly string[]
  readonly junit?: string
  readonly seed: number
  readonly sandbox: SandboxChoice
}

/** `assay gate [dir]`: one submission against a bar, with all checks. */
export async function gate(dir: string, options: GateOptions, io: Io): Promise<ExitCode> {
  refuseDebugger(io.env, process.execArgv)
  const folder = resolve(io.cwd, dir)
  const handIn = expectHandIn(folder, dir)
  const { selected } = await selectExercises(options.only, io.catalogue)
  const sandbox = await chooseSandbox(options.sandbox)
  const proofs = await Promise.all([proveSandbox(sandbox, io), proveLanguages(languagesIn([handIn]), sandbox, io)])
  if (!proofs.every(Boolean)) return EXIT.couldNotJudge
  const result = await gradeWatched(handIn, { selected, options, sandbox: sandbox.name }, io)
  if (result === undefined) return EXIT.interrupted

  const made = { sandbox: sandbox.name }
  const banner = sandboxBanner(made)
  if (options.junit !== undefined) await writeJunit(options.junit, reportView(selected, options.seed, [result], made), io)
  if (io.env.GITHUB_ACTIONS === 'true') tellGithub(result, folder, banner, io)
  else io.out(`${studentConsole(result, { colour: io.colour, width: io.columns })}\n`)
  if (banner !== undefined) io.out(`gate: ${banner}\n`)
  const { code, says } = verdict(result, options.min)
  io.out(`gate: ${says}\n`)
  return code
}

interface Run {
  readonly selected: Selection['selected']
  readonly options: GateOptions
  /** Its name. */
  readonly sandbox: string
}

/** In a grading process, so that no check that loops can hold us up; `undefined` when the signal ended it. */
async function gradeWatched(handIn: HandIn, { selected, options, sandbox }: Run, io: Io): Promise<StudentResult | undefined> {
  const catalogue = io.catalogue === undefined ? {} : { catalogue: io.catalogue }
  const exercises = selected.map((entry) => entry.exercise.id)
  const pool = createPool({ setup: { ...catalogue, exercises, seed: options.seed, sandbox } })
  const stop = (): void => void pool.close()
  io.signal.addEventListener('abort', stop)
  try {
    const result = io.signal.aborted ? undefined : await pool.grade(handIn)
    return io.signal.aborted ? undefined : result
  } catch (error) {
    if (io.signal.aborted) return undefined
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
      says: `could not judge ${unjudged.map((exercise) => exercise.id).join(', ')}; no points are lost by it`,
    }
  }
  const examined = result.exercises.some((exercise) => exercise.max > 0)
  const attempted = result.exercises.some((exercise) => exercise.status !== 'not-attempted')
  const passes = reaches(result.score, result.max, minimum)
  if (!examined || (passes && !attempted)) return { code: EXIT.couldNotJudge, says: 'nothing was examined' }
  const reached = `${pointsText(result.score)} of ${pointsText(result.max)} points (${percent(result.score, result.max)} %)`
  if (passes) return { code: EXIT.ok, says: `passed, ${reached}, at least ${minimum} % asked for` }
  return { code: EXIT.belowBar, says: `not passed, ${reached}, at least ${minimum} % asked for` }
}

async function writeJunit(file: string, view: ReportView, io: Io): Promise<void> {
  const target = resolve(io.cwd, file)
  const [rendered] = junit.render(view)
  try {
    makeFolder(dirname(target))
    await writeWhole(target, rendered?.content ?? '')
  } catch (error) {
    throw new UsageError(`--junit ${file}: cannot be written: ${whyNot(error)}`)
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
    io.err(`assay: the step summary cannot be written: ${whyNot(error)}\n`)
  }
}
