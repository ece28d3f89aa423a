import { existsSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import pLimit from 'p-limit'
import { findHandIns, type HandIn, type HandIns } from '#grading/runner/class/hand-ins'
import { EXIT, type ExitCode } from '#grading/runner/exit-codes'
import { JOURNAL, prepareOutput, writeWhole } from '#grading/runner/files/output-folder'
import type { Io } from '#grading/runner/io'
import { chooseSandbox } from '#grading/runner/machine/sandbox-choice'
import type { SandboxChoice } from '#grading/runner/machine/sandbox-kinds'
import { selectExercises } from '#grading/runner/select-exercises'
import { compareSubmissions } from '#grading/runner/similarity/compare-submissions'
import { type ReadSubmission, readGiven, readSubmission } from '#grading/runner/similarity/read-submission'
import { whoseSubmissions } from '#grading/runner/similarity/whose'
import { UsageError } from '#grading/runner/usage-error'
import { version } from '#grading/runner/version'
import { handInFiles } from '#kit/starter/hand-in-files'
import { HAND_IN_LANGUAGES } from '#kit/starter/hand-in-languages'
import { similarityConsole } from '#reports/similarity/similarity-console'
import { similarityPage } from '#reports/similarity/similarity-page'
import { visible } from '#reports/text/visible'
import type { Sandbox } from '#submissions'
import { courseOfClass, identified } from '../course/choose-course.ts'
import type { CourseOfRun } from '../course/course-of-run.ts'

export interface SimilarOptions {
  readonly out?: string
  readonly given: readonly string[]
  readonly assignment?: string
  readonly until?: string
  readonly course?: string | false
  readonly sandbox: SandboxChoice
}

const PAGE = 'similar.html'
/** While one is read in the sandbox, others are copied. */
const AT_A_TIME = 4

/** `assay similar <path>`: which submissions of a class are more alike than the class is. */
export async function similar(path: string, options: SimilarOptions, machine: Io): Promise<ExitCode> {
  const folder = resolve(machine.cwd, path)
  refuseReports(folder, path)
  const course = await courseOfClass(options.course, folder, machine)
  const io = course?.catalogue === undefined ? machine : { ...machine, catalogue: course.catalogue }
  const sandbox = await chooseSandbox(options.sandbox)
  const out = options.out === undefined ? undefined : resolve(io.cwd, options.out)
  const given = await givenCode(options.given, sandbox, io)
  const found = await findHandIns(folder, path, out ?? resolve(io.cwd, 'assay-out'), options, course?.content.course.timezone)
  try {
    if (out !== undefined) await prepareOutput(out, folder, options.out)
    return await compareFound(found, { path, folder, out, options, course, sandbox, given }, io)
  } finally {
    await found.close()
  }
}

/** Pages of a run are no submissions. */
function refuseReports(folder: string, shown: string): void {
  if (!existsSync(join(folder, JOURNAL))) return
  throw new UsageError(`${shown}: is a report directory of assay grade; give the class that was graded`)
}

interface Place {
  readonly path: string
  readonly folder: string
  readonly out: string | undefined
  readonly options: SimilarOptions
  readonly course: CourseOfRun | undefined
  readonly sandbox: Sandbox
  readonly given: readonly ReadSubmission[]
}

async function compareFound({ handIns, remarks }: HandIns, place: Place, io: Io): Promise<ExitCode> {
  const { path, folder, out, options, course, sandbox, given } = place
  for (const remark of remarks) io.err(`assay: ${visible(remark)}\n`)
  const identity = options.course === false ? undefined : await identified({ course, folder, shown: path, handIns }, io)
  const { roster, records = [] } = identity?.content ?? {}
  const whose = whoseSubmissions(
    handIns.map(({ id }) => id),
    roster,
    records,
  )
  const { sheet } = await selectExercises([], io.catalogue)
  const submissions = await readAll(handIns, sandbox, io.signal)
  if (io.signal.aborted) return EXIT.interrupted
  const result = compareSubmissions({ submissions, given, exercises: sheet, whose })
  io.out(similarityConsole(result, { colour: io.colour }))
  if (out === undefined) return EXIT.ok
  await writeWhole(join(out, PAGE), similarityPage({ result, title: basename(folder), names: whose.names, version: version() }))
  io.out(`\nWrote ${join(options.out ?? '', PAGE)}\n`)
  return EXIT.ok
}

async function readAll(handIns: readonly HandIn[], sandbox: Sandbox, signal: AbortSignal): Promise<readonly ReadSubmission[]> {
  const limit = pLimit(AT_A_TIME)
  const read = handIns.map((handIn) => limit(async () => (signal.aborted ? [] : [await readSubmission(handIn, sandbox)])))
  return (await Promise.all(read)).flat()
}

/** What `assay init` writes in every language, and what was named. */
async function givenCode(paths: readonly string[], sandbox: Sandbox, { cwd, catalogue }: Io): Promise<readonly ReadSubmission[]> {
  const { selected } = await selectExercises([], catalogue)
  const starters = await Promise.all(HAND_IN_LANGUAGES.map((language) => readGiven(handInFiles(selected, language), sandbox)))
  const named = await Promise.all(paths.map((path) => givenFolder(path, resolve(cwd, path), sandbox)))
  return [...starters, ...named]
}

/** @throws UsageError for a path that cannot be read. */
async function givenFolder(shown: string, path: string, sandbox: Sandbox): Promise<ReadSubmission> {
  if (!existsSync(path)) throw new UsageError(`--given ${shown}: no such file or folder`)
  const read = await readSubmission({ id: shown, path }, sandbox)
  const [fault] = read.uncompared
  if (fault?.file === '') throw new UsageError(`--given ${shown}: ${fault.says}`)
  return read
}
