import { tmpdir } from 'node:os'
import { resolve } from 'node:path'
import type { CourseContent } from '#course/load-course'
import type { RunHeader } from '#grading/engine/journal'
import { computedResults, readJournal } from '#grading/engine/read-journal'
import { caseLines } from '#grading/messages/reproduction'
import { closest } from '#grading/model/closest'
import type { CaseText } from '#grading/model/diagnosis'
import type { CheckResult, ExerciseResult, StudentResult } from '#grading/model/result'
import { systemErrorText } from '#grading/model/system-error'
import { findHandIns, type HandIn } from '#grading/runner/class/hand-ins'
import { languagesIn, runtimesOf } from '#grading/runner/class/languages-in'
import { EXIT, type ExitCode } from '#grading/runner/exit-codes'
import { JOURNAL } from '#grading/runner/files/output-folder'
import { readLines } from '#grading/runner/files/read-lines'
import { createPool } from '#grading/runner/grader/pool'
import type { Io } from '#grading/runner/io'
import { debuggerWanted } from '#grading/runner/machine/debugger-wanted'
import { SANDBOX_CHOICES, type SandboxChoice, sandboxNameOf } from '#grading/runner/machine/sandbox-kinds'
import { diagnosisLines, findingLines } from '#grading/runner/run/check-line'
import { runIdentity } from '#grading/runner/run/run-identity'
import { runNotes } from '#grading/runner/run/run-notes'
import { isCalled } from '#grading/runner/select-exercises'
import { UsageError } from '#grading/runner/usage-error'
import { countedPoints, pointsText } from '#reports/text/points'
import { visible } from '#reports/text/visible'
import { submissionHash } from '#submissions'

export interface RerunOptions {
  /** From 1. */
  readonly case?: number
  readonly class?: string
  readonly assignment?: string
  readonly until?: string
  readonly sandbox?: SandboxChoice
}

/** As they were typed. */
export interface RerunArguments {
  /** Folder of the run's reports. */
  readonly run: string
  readonly student: string
  readonly check: string
}

/**
 * `assay rerun <run> <student> <check>`: asks one check of one submission again, with the seed of the run, and prints what it finds as an
 * instructor may see it. The other results of the exercise are those of the run. Nothing of the run is changed.
 */
export async function rerun({ run, student, check }: RerunArguments, options: RerunOptions, io: Io): Promise<ExitCode> {
  const folder = resolve(io.cwd, run)
  const { header, students } = await readRun(folder, run)
  const before = studentIn(students, submissionOf(header, student, run), run)
  const at = checkIn(before, check)
  const path = classOf(folder, header, options, io)
  const found = await findHandIns(path, options.class ?? path, folder, options)
  try {
    const handIn = found.handIns.find(({ id }) => id === before.id)
    if (handIn === undefined) throw new UsageError(`${options.class ?? path}: no submission ${visible(before.id)} in it; pass --class`)
    if ((await submissionHash(handIn.path, handIn.packed)) !== before.hash) io.err('assay: the submission is not the one that was graded\n')
    return await ask({ folder, header, path, before, handIn, ...at }, options, io)
  } finally {
    await found.close()
  }
}

interface Asked {
  readonly folder: string
  readonly header: RunHeader
  readonly path: string
  readonly before: StudentResult
  readonly handIn: HandIn
  readonly exercise: ExerciseResult
  readonly check: CheckResult
}

async function ask({ folder, header, path, before, handIn, exercise, check }: Asked, options: RerunOptions, io: Io): Promise<ExitCode> {
  const choice = options.sandbox ?? SANDBOX_CHOICES.find((one) => one === header.sandbox) ?? 'auto'
  const notes = runNotes({ verbose: true, inspect: debuggerWanted(choice, io.env, process.execArgv) }, io)
  const catalogue = io.catalogue ?? (header.from?.sheet === undefined ? undefined : resolve(folder, header.from.sheet))
  const languages = languagesIn([handIn])
  const keptOut = [
    { path, what: 'the class' },
    { path: folder, what: 'the reports' },
    { path: tmpdir(), what: 'the temporary files' },
  ]
  const setup = { exercises: [exercise.id], seed: header.seed, sandbox: sandboxNameOf(choice), keptOut, runtimes: runtimesOf(languages) }
  const limits = header.limits === undefined ? {} : { limits: header.limits }
  const pool = createPool({ setup: { ...setup, ...limits, ...(catalogue === undefined ? {} : { catalogue }) }, ...notes.grader })
  const stop = (): void => void pool.close()
  io.signal.addEventListener('abort', stop)
  try {
    const exercises = await pool.begin()
    if (runIdentity(exercises, header.seed).harness !== header.harness) io.err('assay: the code of Assay is not that of the run\n')
    const { holds, says } = await pool.prove(languages)
    io.err(says)
    if (!holds) return EXIT.couldNotJudge
    const others = exercise.checks.filter(({ id }) => id !== check.id)
    let looked: { readonly cases: number; readonly shown: readonly CaseText[] } | undefined
    const result = await pool.grade(handIn, {
      known: others.map((one) => [exercise.id, one] as const),
      look: { exercise: exercise.id, check: check.id, ...(options.case === undefined ? {} : { case: options.case }) },
      onLook: (cases, shown) => {
        looked = { cases, shown }
      },
    })
    const again = result.exercises[0]?.checks.find(({ id }) => id === check.id)
    if (again === undefined) throw new Error(`the sheet has no check ${check.id} of ${exercise.id} any more`)
    const { cases, shown } = looked ?? { cases: 0, shown: [] }
    if (options.case !== undefined && options.case > cases)
      throw new UsageError(
        `--case ${options.case}: ${cases === 0 ? 'this check does not tell its inputs' : `the check has ${cases} inputs`}`,
      )
    io.out(told(before, exercise, { check, again }, header.seed))
    for (const one of shown)
      io.out(
        `\n${caseLines(one)
          .map((line) => visible(line))
          .join('\n')}\n`,
      )
    if (cases > 0) io.out(`\n${cases} inputs; --case <n> shows another one.\n`)
    if (again.verdict === 'judging-error') return EXIT.couldNotJudge
    return again.verdict === 'accepted' ? EXIT.ok : EXIT.belowBar
  } finally {
    io.signal.removeEventListener('abort', stop)
    await pool.close()
  }
}

interface Compared {
  /** In the run. */
  readonly check: CheckResult
  readonly again: CheckResult
}

function told({ id }: StudentResult, exercise: ExerciseResult, { check, again }: Compared, seed: number): string {
  const head = `${visible(id)}  ${exercise.id}/${check.id}  ${again.verdict}, ${pointsText(again.score)} of ${pointsText(again.max)} points, seed ${seed}`
  const other = check.verdict === again.verdict ? [] : [`In the run it was ${check.verdict}, ${countedPoints(check.score)}.`]
  const stack = again.diagnosis === undefined ? [] : ['', ...diagnosisLines(again.diagnosis)]
  return `${[head, ...other, ...findingLines(again).map((line) => `  ${line}`), ...stack].join('\n')}\n`
}

async function readRun(
  folder: string,
  shown: string,
): Promise<{ readonly header: RunHeader; readonly students: readonly StudentResult[] }> {
  const lines = await readLines(resolve(folder, JOURNAL)).catch((error: unknown) => {
    throw new UsageError(`${shown}: expected the report directory of a graded class: ${JOURNAL}: ${systemErrorText(error)}`)
  })
  const contents = readJournal(lines)
  if (contents.header === undefined) throw new UsageError(`${shown}: ${JOURNAL} does not begin with the header of a run`)
  return { header: contents.header, students: computedResults(contents) }
}

/** Of a student whom a course knows by another name, the submission. */
function submissionOf({ courseContent }: RunHeader, name: string, shown: string): string {
  const { records = [] } = (courseContent ?? {}) as Partial<CourseContent>
  const own = records.filter(({ student }) => student === name).map(({ submission }) => submission)
  if (own.length > 1)
    throw new UsageError(
      `${shown}: ${visible(name)} has several submissions: ${own.map((one) => visible(one)).join(', ')}; name one of them`,
    )
  return own[0] ?? name
}

function studentIn(students: readonly StudentResult[], name: string, shown: string): StudentResult {
  const found = students.find(({ id }) => id === name)
  if (found !== undefined) return found
  const near = closest(
    name,
    students.map(({ id }) => id),
  )
  throw new UsageError(`${shown}: no result of ${visible(name)}${near === undefined ? '' : `; did you mean ${visible(near)}?`}`)
}

function checkIn({ exercises }: StudentResult, name: string): { readonly exercise: ExerciseResult; readonly check: CheckResult } {
  const [exerciseName, checkName] = [name.slice(0, name.lastIndexOf('/')), name.slice(name.lastIndexOf('/') + 1)]
  const exercise = exercises.find((one) => isCalled(exerciseName, one))
  const ids = exercises.flatMap(({ id, checks }) => checks.map((check) => `${id}/${check.id}`))
  const check = exercise?.checks.find(({ id }) => id === checkName)
  if (exercise !== undefined && check !== undefined) return { exercise, check }
  const near = closest(name, ids)
  const help = near !== undefined ? `did you mean ${near}?` : `expected <exercise>/<check>, such as ${ids[0] ?? 'unit/exercise/values'}`
  throw new UsageError(`${visible(name)}: no such check in the run; ${help}`)
}

function classOf(folder: string, { from }: RunHeader, options: RerunOptions, io: Io): string {
  if (options.class !== undefined) return resolve(io.cwd, options.class)
  if (from === undefined) throw new UsageError('the run does not say where its class is; pass --class <path>')
  return resolve(folder, from.class)
}
