import { processSandbox, type Sandbox } from '../../submissions/index.ts'
import { createJudge, type Judge } from '../judge.ts'
import { openHandIn } from '../open-hand-in.ts'
import { treeCpuMs } from './cpu-time.ts'
import { type Figure, median, ms, ratio } from './figures.ts'
import { computedExercises, perfectExample } from './perfect-example.ts'

const ROUNDS = 5
/** Between two readings of the clock, which counts children in steps of 10 ms. */
const PER_ROUND = 5
const SEED = 1

/**
 * CPU of this process and its children per submission for the computed exercises with all checks, against the floor of the same run: open the same
 * submission, start its child, wait until it is loaded, close it. Both alternate, so that other work on the machine meets both.
 */
export async function submissionCpu(): Promise<readonly Figure[]> {
  return [...(await measure('TypeScript', perfectExample('typescript'), 2.5)), ...(await measure('Python', perfectExample('python'), 2))]
}

/** @param limit - how many times the floor is allowed. */
async function measure(language: string, path: string, limit: number): Promise<readonly Figure[]> {
  const judge = await createJudge(await computedExercises(), { seed: SEED, visibility: 'all' })
  const first = await cpuOf(() => grade(path, judge))
  await floor(path, judge)
  const floors: number[] = []
  const graded: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    floors.push(await cpuOf(() => repeat(() => floor(path, judge))))
    graded.push(await cpuOf(() => repeat(() => grade(path, judge))))
  }
  const [low, full] = [median(floors) / PER_ROUND, median(graded) / PER_ROUND]
  return [
    { what: `${language}, first submission of a run`, value: ms(first) },
    ratio(`${language}, each further submission`, full, low, limit),
  ]
}

async function cpuOf(work: () => Promise<void>): Promise<number> {
  const before = treeCpuMs()
  await work()
  return treeCpuMs() - before
}

async function repeat(work: () => Promise<void>): Promise<void> {
  for (let i = 0; i < PER_ROUND; i++) await work()
}

/** All checks; refuses a hand-in that is not right throughout. */
export async function grade(path: string, judge: Judge, sandbox: Sandbox = processSandbox): Promise<void> {
  const { score, max } = await judge.grade(await openHandIn({ id: 'bench', path }, judge.exercises, sandbox))
  if (score !== max) throw new Error(`${path} has ${score} of ${max} hundredths; the figures are for a whole and right hand-in`)
}

/** Calls a function that no submission has: the answer shows that the child is there and loaded. */
export async function floor(path: string, judge: Judge, sandbox: Sandbox = processSandbox): Promise<void> {
  const submission = await openHandIn({ id: 'bench', path }, judge.exercises, sandbox)
  const answer = await submission.session(judge.exercises[0]?.id ?? '').call('benchmarkFloor', [])
  await submission.close()
  if (answer.ok || answer.fault.kind !== 'missing-entry') throw new Error(`${path} did not load: ${JSON.stringify(answer)}`)
}
