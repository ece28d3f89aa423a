import { chmodSync, cpSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Check } from '#grading/model/check'
import type { Exercise } from '#grading/model/exercise'
import { makeFolder } from '#grading/runner/files/make-folder'
import { UsageError } from '#grading/runner/usage-error'
import type { CatalogueEntry } from '#grading/sheet/catalogue'
import type { TypeScript } from '#prove/mutation/typescript'
import { inProcess } from '#submissions'
import { temporaryFolder } from '#submissions/temporary-folder'
import { bundleExercises, bundleProgram, ROOT } from './bundle.ts'
import { bundleJudges } from './bundle-judges.ts'
import { KIT_FILES, recordingFile } from './kit-files.ts'
import { kitPackage } from './kit-package.ts'
import { kitReadme, type LeftOut } from './kit-readme.ts'
import { isPlanned, type Judges, type PlannedExercise, plannedChecks, plannedExercise } from './planned.ts'
import { recordExercise } from './record.ts'
import { writeRecording } from './recording.ts'
import { handInFiles, type NewFile } from './starter/hand-in-files.ts'
import { HAND_IN_LANGUAGES } from './starter/hand-in-languages.ts'

export interface Packed {
  readonly checks: number
  readonly exercises: number
  /** Visible checks that a kit cannot run. */
  readonly leftOut: readonly LeftOut[]
}

/** Each is bundled for itself, since it is loaded by another process: what grades, what ends that, and the child's side of an adapter. */
const CHILD_PROGRAMS = [
  ...['kit/student/grader', 'grading/runner/grader/end-grader'],
  ...['adapters/javascript/bootstrap', 'adapters/javascript/tensors', 'reader/child'].map((name) => `submissions/${name}`),
]
const VITEST_TYPES = 'export declare function describeSubmission(dir: string, options?: { readonly only?: readonly string[] }): void\n'
const PYTHON_CHILD = 'submissions/adapters/python'

/**
 * Writes a kit into `folder`, which must not be there yet.
 * @throws UsageError for an exercise whose hidden checks cannot be told from the others in its source, or whose `judges.ts` lacks what judges or
 * imports what a kit must not contain.
 */
export async function packKit(ts: TypeScript, folder: string, entries: readonly CatalogueEntry[], seed: number): Promise<Packed> {
  const write = (path: string, content: string): void => {
    makeFolder(dirname(join(folder, path)))
    writeFileSync(join(folder, path), content)
  }
  const all = new Map(entries.entries())
  const planned = new Map([...all].filter(([, entry]) => isPlanned(entry)))
  const stripped = new Map([...all].filter(([, entry]) => !isPlanned(entry)))
  const [exercises, judging] = [await bundleExercises(ts, stripped), await bundleJudges(planned)]
  const checked = [...(await checkedOf(stripped, exercises.code)), ...(await plannedOf(planned, judging.code))]
  for (const { exercise, loadSolution, kept, data } of checked) {
    if (kept.length === 0 && data === undefined) continue
    const recording = await recordExercise(exercise, kept, inProcess(await loadSolution()), seed)
    write(recordingFile(exercise.id), writeRecording(data === undefined ? recording : { ...recording, exercise: data }))
  }
  write(KIT_FILES.exercises, exercises.code)
  write(KIT_FILES.judges, judging.code)
  const program = await bundleProgram('kit/student/main', 'main.js')
  write(KIT_FILES.program, program.code)
  chmodSync(join(folder, KIT_FILES.program), 0o755)
  const adapter = await bundleProgram('kit/student/vitest', 'vitest.js')
  write(KIT_FILES.vitest, adapter.code)
  write(KIT_FILES.vitestTypes, VITEST_TYPES)
  const children = await Promise.all(CHILD_PROGRAMS.map(async (file) => ({ file, ...(await bundleProgram(file, `${file}.js`)) })))
  for (const { file, code } of children) write(`check/${file}.js`, code)
  for (const file of pythonFiles()) cpSync(join(ROOT, file), join(folder, 'check', file))
  for (const file of startersOf(entries)) write(file.path, file.content)
  const leftOut = leftOutOf(entries, checked)
  write('package.json', kitPackage([program, adapter, ...children].flatMap((one) => one.packages)))
  write('README.md', kitReadme(entries, leftOut))
  return { checks: checked.reduce((sum, { kept }) => sum + kept.length, 0), exercises: entries.length, leftOut }
}

type Placed = ReadonlyMap<number, CatalogueEntry>
type Checked = CatalogueEntry & { readonly kept: readonly Check[]; readonly data?: PlannedExercise }

/**
 * The exercises, with the checks that a kit can run: those that are left in the stripped source.
 * @param code - of that source, bundled.
 */
async function checkedOf(placed: Placed, code: string): Promise<readonly Checked[]> {
  const stripped = await loaded<Exercise>(code)
  return [...placed].map(([place, entry]) => ({ ...entry, kept: keptOf(entry.exercise, stripped[`e${place}`] as Exercise) }))
}

/** The exercises that are packed as plans, as data. */
async function plannedOf(placed: Placed, code: string): Promise<readonly Checked[]> {
  const judging = await loaded<Judges>(code)
  return [...placed].map(([place, entry]) => {
    const kept = plannedChecks(entry.exercise)
    return { ...entry, kept, data: plannedExercise(entry.exercise, kept, judging[`e${place}`] as Judges) }
  })
}

async function loaded<T>(code: string): Promise<Readonly<Record<string, T>>> {
  const scratch = await temporaryFolder('assay-kit-')
  try {
    const file = join(scratch.path, 'bundle.mjs')
    writeFileSync(file, code)
    return (await import(pathToFileURL(file).href)) as Readonly<Record<string, T>>
  } finally {
    await scratch.remove()
  }
}

function keptOf({ id, checks }: Exercise, stripped: Exercise): readonly Check[] {
  const left = new Set(stripped.checks.filter((check) => check !== undefined).map((check) => check.id))
  const kept = checks.filter((check) => left.has(check.id))
  const secret = kept.find(({ visibility, after = [] }) => visibility === 'hidden' || after.some((earlier) => !left.has(earlier)))
  if (secret !== undefined || kept.length < left.size) {
    const which = secret?.id ?? [...left].find((one) => !checks.some((check) => check.id === one))
    throw new UsageError(
      `${id}: check "${which}" is hidden, or depends on one that is, and cannot be removed from its source; write visibility: 'hidden' in the call that defines it`,
    )
  }
  return kept
}

function leftOutOf(entries: readonly CatalogueEntry[], checked: readonly Checked[]): readonly LeftOut[] {
  const kept = new Set(checked.flatMap((entry) => entry.kept.map((check) => `${entry.exercise.id} ${check.id}`)))
  return entries.flatMap(({ exercise }) => {
    const missing = exercise.checks.filter((check) => check.visibility === 'visible' && !kept.has(`${exercise.id} ${check.id}`))
    return missing.length === 0 ? [] : [{ exercise: exercise.id, checks: missing.map((check) => check.title) }]
  })
}

function startersOf(entries: readonly CatalogueEntry[]): readonly NewFile[] {
  const isStatement = ({ path }: NewFile): boolean => path.startsWith(`${KIT_FILES.statements}/`)
  const statements = handInFiles(entries, 'ts').filter(isStatement)
  const starters = HAND_IN_LANGUAGES.flatMap((language) =>
    handInFiles(entries, language)
      .filter((file) => !isStatement(file))
      .map(({ path, content }) => ({ path: `${KIT_FILES.starters}/${language}/${path}`, content })),
  )
  return [...statements, ...starters]
}

function pythonFiles(): readonly string[] {
  return ['', '/assay_child'].flatMap((below) =>
    readdirSync(join(ROOT, PYTHON_CHILD + below))
      .filter((name) => name.endsWith('.py'))
      .map((name) => `${PYTHON_CHILD}${below}/${name}`),
  )
}
