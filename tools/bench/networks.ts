import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, join, relative } from 'node:path'
import type { Exercise } from '#grading/model/exercise'
import { type Args, nameKey } from '#grading/model/value'
import { loadEngine } from '#grading/networks/backend/engine'
import { openHandIn } from '#grading/runner/class/open-hand-in'
import { filesBelow } from '#grading/runner/files/files-below'
import { createJudge } from '#grading/runner/judge'
import { type CatalogueEntry, loadCatalogue } from '#grading/sheet/catalogue'
import { withRelativeFaces } from '#grading/sheet/faces'
import { processSandbox } from '#submissions'
import { bundle } from '#submissions/adapters/javascript/bundle'
import { setTensorsInChild } from '#submissions/adapters/javascript/child-global'
import { toNative } from '#submissions/session/native-value'
import { ROOT } from './command-line.ts'
import { type Figure, median, ratio } from './figures.ts'
import { perfectExample } from './perfect-example.ts'

const ROUNDS = 3
const LIMIT = 1.5
/** With functions to call: the essay has none. */
const EXERCISES = /^autoencoder\/(?!concepts$)|^convolutional-autoencoder\/|^convolution\/mnist-cnn$/
/** What the example answers itself, with TensorFlow.js; for the rest it takes our references, which are plain loops. */
const OWN: ReadonlySet<string> = new Set(['convolution/mnist-cnn', 'autoencoder/embedding'])
/** What references import, as they lie in the tree. */
const BEHIND = [
  'reference',
  'grading/networks',
  'grading/math',
  'grading/model/tensor.ts',
  'grading/model/safetensors.ts',
  'grading/model/small-floats.ts',
]

interface Called {
  readonly exercise: string
  readonly entry: string
  readonly args: Args
}

/**
 * Wall time of grading all exercises with trained models or draws of one TypeScript hand-in, with all their checks, against the same calls of
 * the same functions in this process: no child, no channel, no check, the same engine.
 */
export async function networks(): Promise<readonly Figure[]> {
  const catalogue = (await loadCatalogue()).filter(({ exercise }) => EXERCISES.test(exercise.id))
  const folder = mkdtempSync(join(tmpdir(), 'assay-bench-networks-'))
  try {
    const path = stage(join(folder, 'hand-in'), catalogue)
    return [await measured(path, join(folder, 'bundled'), catalogue)]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** One file per exercise, named after it. */
function stage(path: string, catalogue: readonly CatalogueEntry[]): string {
  cpSync(perfectExample('typescript'), path, { recursive: true, filter: (file) => !file.endsWith('submission.yaml') })
  for (const name of BEHIND) {
    cpSync(join(ROOT, name), join(path, name), { recursive: true, filter: (file) => !/\.test\.ts$|\/testing$/.test(file) })
  }
  for (const file of filesBelow(join(path, 'reference')).filter((name) => name.endsWith('.ts')))
    writeFileSync(file, withRelativeFaces(relative(path, file), readFileSync(file, 'utf8')))
  for (const { exercise } of catalogue) {
    if (!OWN.has(exercise.id)) writeFileSync(join(path, fileOf(exercise.id)), `export * from './reference/${exercise.id}/solution.ts'\n`)
  }
  return path
}

function fileOf(exerciseId: string): string {
  return `${basename(exerciseId)}.ts`
}

async function measured(path: string, bundled: string, catalogue: readonly CatalogueEntry[]): Promise<Figure> {
  const judge = await createJudge(catalogue, { seed: 1, visibility: 'all' })
  const called: Called[] = []
  await judge.grade(await opened(called))
  const functions = await functionsOf(path, bundled, judge.exercises)
  const bare = (): void => {
    for (const { exercise, entry, args } of called) functions.get(`${exercise} ${nameKey(entry)}`)?.(args)
  }
  bare()
  const [floors, graded]: [number[], number[]] = [[], []]
  for (let round = 0; round < ROUNDS; round++) {
    floors.push(await wallOf(async () => bare()))
    graded.push(await wallOf(async () => void (await judge.grade(await opened([])))))
  }
  const sheets = judge.exercises.map(({ sheet }) => sheet).join(' · ')
  return ratio(`a TypeScript submission's networks and noise (${sheets})`, median(graded), median(floors), LIMIT)

  async function opened(record: Called[]) {
    const submission = await openHandIn({ id: 'bench', path }, judge.exercises, processSandbox)
    return {
      ...submission,
      session(exercise: string) {
        const session = submission.session(exercise)
        return {
          ...session,
          callMany(entry: string, argsList: readonly Args[]) {
            record.push(...argsList.map((args) => ({ exercise, entry, args })))
            return session.callMany(entry, argsList)
          },
        }
      },
    }
  }
}

/** By exercise and name. */
async function functionsOf(
  path: string,
  bundled: string,
  exercises: readonly Exercise[],
): Promise<ReadonlyMap<string, (args: Args) => unknown>> {
  setTensorsInChild((await loadEngine()).tf)
  mkdirSync(bundled)
  const files = readdirSync(path, { recursive: true, encoding: 'utf8' })
  const functions = new Map<string, (args: Args) => unknown>()
  for (const { id } of exercises) {
    const built = await bundle({ root: path, names: new Set(files), read: (file) => readFileSync(join(path, file), 'utf8') }, fileOf(id))
    if (!built.ok) throw new Error(`${fileOf(id)} cannot be bundled: ${JSON.stringify(built.fault)}`)
    const program = join(bundled, `${basename(id)}.cjs`)
    writeFileSync(program, built.code)
    const exported = createRequire(program)(program) as Readonly<Record<string, unknown>>
    for (const [name, value] of Object.entries(exported))
      if (typeof value === 'function') {
        const tensors = exported.tensors === true
        functions.set(`${id} ${nameKey(name)}`, (args) => value(...args.map((one) => toNative(one, tensors))))
      }
  }
  return functions
}

async function wallOf(work: () => Promise<void>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}
