import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Args, nameKey } from '../../grading/model/value.ts'
import { loadCatalogue } from '../../reference/catalogue.ts'
import { bundle } from '../../submissions/adapters/javascript/bundle.ts'
import { setTensorsInChild } from '../../submissions/adapters/javascript/child-global.ts'
import { loadEngine } from '../../submissions/engine/engine.ts'
import { processSandbox } from '../../submissions/index.ts'
import { toNative } from '../../submissions/session/native-value.ts'
import { openHandIn } from '../hand-ins.ts'
import { createJudge } from '../judge.ts'
import { type Figure, median, ratio } from './figures.ts'
import { perfectExample } from './perfect-example.ts'

const ROUNDS = 3
const LIMIT = 1.5
/** The files of the example with networks, by the exercise that they answer for. */
const FILES: Readonly<Record<string, string>> = { 'convolution/mnist-cnn': 'mnist-cnn.ts', 'autoencoder/embedding': 'embedding.ts' }

interface Called {
  readonly exercise: string
  readonly entry: string
  readonly args: Args
}

/**
 * Wall time of grading the networks of a TypeScript hand-in, each exercise with all its checks, against the same calls of the same functions
 * in this process: no child, no channel, no check, the same engine.
 */
export async function networks(): Promise<readonly Figure[]> {
  const path = perfectExample('typescript')
  const catalogue = (await loadCatalogue()).filter(({ exercise }) => Object.hasOwn(FILES, exercise.id))
  const judge = await createJudge(catalogue, { seed: 1, visibility: 'all' })
  const called: Called[] = []
  await judge.grade(await opened(called))
  const functions = await functionsOf(path)
  const bare = (): void => {
    for (const { exercise, entry, args } of called)
      functions.get(`${exercise} ${nameKey(entry)}`)?.(...args.map((value) => toNative(value, true)))
  }
  bare()
  const [floors, graded]: [number[], number[]] = [[], []]
  for (let round = 0; round < ROUNDS; round++) {
    floors.push(await wallOf(async () => bare()))
    graded.push(await wallOf(async () => void (await judge.grade(await opened([])))))
  }
  return [ratio('networks of a TypeScript hand-in (4.2 and 5.4), graded', median(graded), median(floors), LIMIT)]

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
async function functionsOf(path: string): Promise<ReadonlyMap<string, (...args: readonly unknown[]) => unknown>> {
  setTensorsInChild((await loadEngine()).tf)
  const folder = mkdtempSync(join(tmpdir(), 'assay-bench-networks-'))
  try {
    const files = readdirSync(path, { recursive: true, encoding: 'utf8' })
    const functions = new Map<string, (...args: readonly unknown[]) => unknown>()
    for (const [exercise, file] of Object.entries(FILES)) {
      const bundled = await bundle({ path, files }, file)
      if (!bundled.ok) throw new Error(`${file} cannot be bundled: ${JSON.stringify(bundled.fault)}`)
      const program = join(folder, `${file}.cjs`)
      writeFileSync(program, bundled.code)
      const exported = createRequire(program)(program) as Readonly<Record<string, unknown>>
      for (const [name, value] of Object.entries(exported))
        if (typeof value === 'function') functions.set(`${exercise} ${nameKey(name)}`, value as (...args: readonly unknown[]) => unknown)
    }
    return functions
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function wallOf(work: () => Promise<void>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}
