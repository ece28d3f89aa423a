import { createJudge } from '#grading/runner/judge'
import { processSandbox, type Sandbox, sandboxes } from '#submissions'
import { type Figure, median, ratio } from './figures.ts'
import { computedExercises, perfectExample } from './perfect-example.ts'
import { floor, grade } from './submission-cpu.ts'

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
  const starting = await alternating(sandbox, (one) => floor(path, judge, one))
  return [
    ratio(`${language} in ${sandbox.name}, a submission`, grading.inside, grading.plain, LIMIT),
    ratio(`${language} in ${sandbox.name}, start of a child alone`, starting.inside, starting.plain, START_LIMIT),
  ]
}

/** Median wall time in the sandbox and in a plain process; the first round does not count. */
async function alternating(
  sandbox: Sandbox,
  work: (one: Sandbox) => Promise<void>,
): Promise<{ readonly plain: number; readonly inside: number }> {
  const times = { plain: [] as number[], inside: [] as number[] }
  for (let round = -1; round < ROUNDS; round++) {
    for (const kind of ['plain', 'inside'] as const) {
      const before = performance.now()
      await work(kind === 'plain' ? processSandbox : sandbox)
      if (round >= 0) times[kind].push(performance.now() - before)
    }
  }
  return { plain: median(times.plain), inside: median(times.inside) }
}
