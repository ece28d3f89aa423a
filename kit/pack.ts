import { chmodSync, cpSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Check } from '#grading/model/check'
import { makeFolder } from '#grading/runner/files/make-folder'
import type { CatalogueEntry } from '#grading/sheet/catalogue'
import { inProcess } from '#submissions'
import { temporaryFolder } from '#submissions/temporary-folder'
import { bundleProgram, ROOT } from './bundle.ts'
import { bundleJudges } from './bundle-judges.ts'
import { KIT_FILES, recordingFile } from './kit-files.ts'
import { kitPackage } from './kit-package.ts'
import { kitReadme, type LeftOut } from './kit-readme.ts'
import { type Judges, keptChecks, plannedExercise } from './planned.ts'
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
 * @throws UsageError for an exercise whose `judges.ts` lacks what judges, or imports what a kit must not contain.
 */
export async function packKit(folder: string, entries: readonly CatalogueEntry[], seed: number): Promise<Packed> {
  const write = (path: string, content: string): void => {
    makeFolder(dirname(join(folder, path)))
    writeFileSync(join(folder, path), content)
  }
  const packed = await Promise.all(entries.map(async (entry): Promise<PackedEntry> => ({ ...entry, kept: await keptChecks(entry) })))
  const judges = await bundleJudges(new Map(packed.entries()))
  const judging = await loaded<Judges>(judges.code)
  for (const [place, { exercise, loadSolution, kept }] of packed.entries()) {
    const data = plannedExercise(exercise, kept, judging[`e${place}`] as Judges)
    const solution = kept.some(({ entries }) => entries.length > 0) ? await loadSolution() : {}
    const recording = await recordExercise(exercise, kept, inProcess(solution), seed)
    write(recordingFile(exercise.id), writeRecording({ ...recording, exercise: data }))
  }
  write(KIT_FILES.judges, judges.code)
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
  const leftOut = leftOutOf(packed)
  write('package.json', kitPackage([program, adapter, ...children].flatMap((one) => one.packages)))
  write('README.md', kitReadme(entries, leftOut))
  return { checks: packed.reduce((sum, { kept }) => sum + kept.length, 0), exercises: entries.length, leftOut }
}

type PackedEntry = CatalogueEntry & { readonly kept: readonly Check[] }

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

function leftOutOf(packed: readonly PackedEntry[]): readonly LeftOut[] {
  return packed.flatMap(({ exercise, kept }) => {
    const missing = exercise.checks.filter((check) => check.visibility === 'visible' && !kept.includes(check))
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
