import { lstat, mkdir, readFile, writeFile } from 'node:fs/promises'
import { basename, dirname, extname, join, resolve } from 'node:path'
import type { GradescopeVisibility } from '#course/lms/grades/gradescope-results'
import { type Change, NOT_IN_RUN } from '#course/lms/grades/outgoing'
import { systemErrorText } from '#grading/model/system-error'
import { EXIT, type ExitCode } from '#grading/runner/exit-codes'
import type { Io } from '#grading/runner/io'
import { UsageError } from '#grading/runner/usage-error'
import { counted } from '#reports/text/counted'
import { dateText } from '#reports/text/date'
import { visible } from '#reports/text/visible'
import { orUsageError } from '../course/or-usage-error.ts'
import { type CourseFileOptions, readCourseFiles } from '../intake/course-files.ts'
import { type Platform, type Prepared, prepare } from './platforms.ts'
import { readResults } from './read-results.ts'
import { studentGrades } from './student-grades.ts'

export interface GradesOptions extends CourseFileOptions {
  readonly to: Platform
  /** The file that the platform exported. */
  readonly file?: string
  readonly column?: string
  readonly scale?: boolean
  readonly aboveMaximum?: boolean
  /** Name of the assignment for nbgrader. */
  readonly assignment?: string
  readonly hidden: GradescopeVisibility
  readonly out?: string
  readonly write?: boolean
}

/** `assay grades <run>`: shows what the grades of a run change on a platform; with `--write` the file or files for it, beside the given one and never over it. */
export async function grades(run: string, options: GradesOptions, io: Io): Promise<ExitCode> {
  const folder = resolve(io.cwd, run)
  const results = await readResults(folder, run)
  if (results.banner !== undefined) io.err(`assay: ${visible(results.banner)}\n`)
  if (results.published !== undefined) io.err(`assay: published on ${dateText(results.published.at)}\n`)
  const files = await readCourseFiles(options, io.cwd)
  const path = options.file === undefined ? undefined : resolve(io.cwd, options.file)
  const file = path === undefined ? undefined : { name: options.file as string, bytes: await bytesOf(path, options.file as string) }
  const { column, scale, aboveMaximum, assignment, hidden } = options
  const chosen = {
    ...{ hidden, scale: scale === true, above: aboveMaximum === true },
    ...(column === undefined ? {} : { column }),
    ...(assignment === undefined ? {} : { assignment }),
  }
  const given = { run: results, folder, grades: studentGrades(results, files), options: chosen, at: new Date().toISOString() }
  const prepared = await orUsageError(prepare(options.to, file === undefined ? given : { ...given, file }))
  io.out(diffText(prepared))
  if (nobodyMatches(prepared)) {
    const shown = options.file ?? 'the file'
    throw new UsageError(
      `${shown}: nobody of this run is in it; pass the file of this course, or the class list that has both names: --roster`,
    )
  }
  const targets = targetsOf(prepared, options, path, io.cwd)
  if (prepared.files.size === 0 || !changes(prepared)) {
    io.out('Nothing changes, and nothing was written.\n')
    return EXIT.ok
  }
  const what = targets.length === 1 ? (targets[0] as Target).shown : `${targets.length} files in ${options.out ?? DEFAULT_FOLDER}`
  if (options.write !== true) {
    io.out(`Dry run: nothing was written. --write writes ${what}.\n`)
    return EXIT.ok
  }
  await writeNew(targets)
  io.out(`Wrote ${what}.\n`)
  return EXIT.ok
}

const DEFAULT_FOLDER = 'grades'

function changes({ changes }: Prepared): boolean {
  return changes.some(({ before, after }) => before !== after)
}

/** Whether the file is about other people than the run. */
function nobodyMatches({ changes }: Prepared): boolean {
  return changes.length > 0 && changes.every(({ why }) => why === NOT_IN_RUN)
}

async function bytesOf(path: string, shown: string): Promise<Buffer> {
  return readFile(path).catch((error: unknown) => {
    throw new UsageError(`--file ${shown}: cannot be read: ${systemErrorText(error)}`)
  })
}

/** What changes first, then what does not, by reason. */
function diffText({ changes, remarks }: Prepared): string {
  const written = changes.filter(({ before, after }) => before !== after)
  const kept = new Map<string, string[]>()
  for (const { student, why = 'unchanged', before, after } of changes) {
    if (before === after) kept.set(why, [...(kept.get(why) ?? []), visible(student)])
  }
  const width = Math.max(0, ...written.map(({ student }) => [...visible(student)].length))
  const line = ({ student, before, after }: Change): string =>
    `  ${visible(student)}${' '.repeat(width - [...visible(student)].length)}  ${visible(before) || '-'} -> ${visible(after)}`
  const sums = [...kept].map(([why, students]) => `  ${why} (${students.length}): ${students.join('; ')}`)
  return `${[`${counted(written.length, 'student')} of ${changes.length} changed:`, ...written.map(line), ...sums, ...remarks.map((one) => visible(one))].join('\n')}\n`
}

interface Target {
  readonly path: string
  readonly shown: string
  readonly content: string | Uint8Array
}

/** One file: beside the one that was given, with `.assay` before its ending; several: in a folder. */
function targetsOf({ files }: Prepared, { out, file }: GradesOptions, given: string | undefined, cwd: string): readonly Target[] {
  const [only, ...others] = files
  if (only !== undefined && others.length === 0 && (given !== undefined || !only[0].includes('/'))) {
    const [name, content] = only
    const source = file ?? name
    const ending = extname(source)
    const shown = out ?? (given === undefined ? name : join(dirname(source), `${basename(source, ending)}.assay${ending}`))
    const path = resolve(cwd, shown)
    if (path === given) throw new UsageError(`--out ${shown}: is the file that was given; it is never written over`)
    return [{ path, shown, content }]
  }
  const folder = out ?? DEFAULT_FOLDER
  return [...files].map(([name, content]) => ({ path: resolve(cwd, folder, name), shown: join(folder, name), content }))
}

/** All of them are looked at before the first is written. */
async function writeNew(targets: readonly Target[]): Promise<void> {
  for (const { path, shown } of targets) {
    if ((await lstat(path).catch(() => undefined)) !== undefined) {
      throw new UsageError(`${shown}: already exists; remove it, or choose another with --out`)
    }
  }
  for (const { path, shown, content } of targets) {
    try {
      await mkdir(dirname(path), { recursive: true })
      await writeFile(path, content, { flag: 'wx' })
    } catch (error) {
      throw new UsageError(`${shown}: cannot be written: ${systemErrorText(error)}`)
    }
  }
}
