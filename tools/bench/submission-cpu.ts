import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openHandIn } from '#grading/runner/class/open-hand-in'
import { createJudge, type Judge } from '#grading/runner/judge'
import type { CatalogueEntry } from '#grading/sheet/catalogue'
import { processSandbox, type Sandbox } from '#submissions'
import { treeCpuMs } from './cpu-time.ts'
import { type Figure, median, ms, ratio } from './figures.ts'
import { computedExercises, numpyExample, perfectExample, WITH_NUMPY } from './perfect-example.ts'

const ROUNDS = 3
/** Between two readings of the clock, which counts children in steps of 10 ms. */
const PER_ROUND = 5
const SEED = 1

/**
 * CPU of this process and its children per submission with all checks, against the floor of the same run: open the same submission, start its child,
 * wait until it is loaded, close it. Both alternate, so that other work on the machine meets both.
 */
export async function submissionCpu(): Promise<readonly Figure[]> {
  const nine = await computedExercises()
  const four = nine.filter(({ exercise }) => WITH_NUMPY.includes(exercise.id))
  const folder = mkdtempSync(join(tmpdir(), 'assay-bench-numpy-'))
  try {
    writeFileSync(join(folder, 'submission.py'), numpyExample())
    return [
      ...(await measure('TypeScript, nine exercises', { path: perfectExample('typescript'), entries: nine, limit: 2.5 })),
      ...(await measure('Python, nine exercises', { path: perfectExample('python'), entries: nine, limit: 2 })),
      ...(await measure('Python with numpy, four exercises', { path: folder, entries: four, limit: 1.35 })),
    ]
  } finally {
    rmSync(folder, { recursive: true })
  }
}

interface Measured {
  readonly path: string
  readonly entries: readonly CatalogueEntry[]
  /** How many times the floor is allowed. */
  readonly limit: number
}

async function measure(what: string, { path, entries, limit }: Measured): Promise<readonly Figure[]> {
  const judge = await createJudge(entries, { seed: SEED, visibility: 'all' })
  const first = await cpuOf(() => grade(path, judge))
  await floor(path, judge)
  const floors: Cpu[] = []
  const graded: Cpu[] = []
  for (let round = 0; round < ROUNDS; round++) {
    floors.push(await cpuOf(() => repeat(() => floor(path, judge))))
    graded.push(await cpuOf(() => repeat(() => grade(path, judge))))
  }
  const each = (cpus: readonly Cpu[], part: keyof Cpu): number => median(cpus.map((cpu) => cpu[part])) / PER_ROUND
  const share = (name: string, part: keyof Cpu): Figure => {
    const [low, full] = [each(floors, part), each(graded, part)]
    return { what: `  of it ${name}`, value: ms(full), against: `${ms(low)} at the floor` }
  }
  return [
    { what: `${what}, first submission of a run`, value: ms(first.all) },
    ratio(`${what}, each further submission`, each(graded, 'all'), each(floors, 'all'), limit),
    share('the grading process', 'own'),
    share('the process of the submission, and the reader', 'children'),
  ]
}

/** Milliseconds. */
interface Cpu {
  readonly all: number
  /** Of this process, which grades. */
  readonly own: number
  readonly children: number
}

async function cpuOf(work: () => Promise<void>): Promise<Cpu> {
  const before = [treeCpuMs(), process.cpuUsage()] as const
  await work()
  const all = treeCpuMs() - before[0]
  const { user, system } = process.cpuUsage(before[1])
  const own = (user + system) / 1000
  return { all, own, children: all - own }
}

async function repeat(work: () => Promise<void>): Promise<void> {
  for (let i = 0; i < PER_ROUND; i++) await work()
}

/** All checks; refuses a hand-in that is not right throughout. */
export async function grade(path: string, judge: Judge, sandbox: Sandbox = processSandbox): Promise<void> {
  const { score, max } = await judge.grade(await openHandIn({ id: 'bench', path }, judge.exercises, sandbox))
  if (score !== max) throw new Error(`${path} has ${score} of ${max} hundredths; the figures are for a complete and correct submission`)
}

/** Calls a function that no submission has: the answer shows that the child is there and loaded. */
export async function floor(path: string, judge: Judge, sandbox: Sandbox = processSandbox): Promise<void> {
  const submission = await openHandIn({ id: 'bench', path }, judge.exercises, sandbox)
  const answer = await submission.session(judge.exercises[0]?.id ?? '').call('benchmarkFloor', [])
  await submission.close()
  if (answer.ok || answer.fault.kind !== 'missing-entry') throw new Error(`${path} did not load: ${JSON.stringify(answer)}`)
}
