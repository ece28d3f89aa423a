import { processSandbox, type Sandbox, sandboxes } from '../../submissions/index.ts'
import { openHandIn } from '../hand-ins.ts'
import { createJudge, type Judge } from '../judge.ts'
import { type Figure, median, ratio } from './figures.ts'
import { computedExercises, perfectExample } from './perfect-example.ts'

const ROUNDS = 11
const LIMIT = 1.5
/** A start alone is mostly the sandbox's own work: what counts is what it adds to a whole submission. */
const START_LIMIT = 2.5
const SEED = 1

/**
 * Wall time per submission for the computed exercises, in each sandbox against the plain process. Both alternate. CPU cannot be compared:
 * what is ended together with its namespace is not added to anybody's account.
 */
export async function sandboxCost(): Promise<readonly Figure[]> {
  const figures: Figure[] = []
  for (const sandbox of sandboxes) {
    if (sandbox === processSandbox) continue
    const { available, says } = await sandbox.probe()
    if (!available) {
      figures.push({ what: `${sandbox.name}`, value: says })
      continue
    }
    for (const [language, path] of [
      ['TypeScript', perfectExample('typescript')],
      ['Python', perfectExample('python')],
    ] as const)
      figures.push(...(await compare(language, path, sandbox)))
  }
  return figures
}

async function compare(language: string, path: string, sandbox: Sandbox): Promise<readonly Figure[]> {
  const judge = await createJudge(await computedExercises(), { seed: SEED, visibility: 'all' })
  const grading = await alternating(sandbox, (one) => grade(path, judge, one))
  const starting = await alternating(sandbox, (one) => start(path, judge, one))
  return [
    ratio(`${language} in ${sandbox.name}, a submission`, grading.inside, grading.plain, LIMIT),
    ratio(`${language} in ${sandbox.name}, start of a child alone`, starting.inside, starting.plain, START_LIMIT),
  ]
}

/** Median wall time in the sandbox and in a plain process; the first round does not count. */
async function alternating<T>(
  sandbox: Sandbox,
  work: (one: Sandbox) => Promise<T>,
): Promise<{ readonly plain: number; readonly inside: number }> {
  const times = { plain: [] as number[], inside: [] as number[] }
  const results = new Set<T>()
  for (let round = -1; round < ROUNDS; round++) {
    for (const kind of ['plain', 'inside'] as const) {
      const before = performance.now()
      results.add(await work(kind === 'plain' ? processSandbox : sandbox))
      if (round >= 0) times[kind].push(performance.now() - before)
    }
  }
  if (results.size !== 1) throw new Error(`the results differ: ${[...results].join(', ')}`)
  return { plain: median(times.plain), inside: median(times.inside) }
}

/** @returns the score. */
async function grade(path: string, judge: Judge, sandbox: Sandbox): Promise<number> {
  return (await judge.grade(await openHandIn({ id: 'bench', path }, judge.exercises, sandbox))).score
}

/** Calls a function that no submission has: the answer shows that the child is there and loaded. */
async function start(path: string, judge: Judge, sandbox: Sandbox): Promise<string> {
  const submission = await openHandIn({ id: 'bench', path }, judge.exercises, sandbox)
  const answer = await submission.session(judge.exercises[0]?.id ?? '').call('benchmarkFloor', [])
  await submission.close()
  return answer.ok ? 'an answer' : answer.fault.kind
}
