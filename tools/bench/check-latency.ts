import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { assay } from './command-line.ts'
import { type Figure, median, under } from './figures.ts'
import { NETWORKS, perfectExample } from './perfect-example.ts'

const ROUNDS = 5
/** No output for so long means that a check has finished. */
const QUIET_MS = 1000

/**
 * Wall time of `assay check`: to the first verdict, and from a save to the end of the new result under `--watch`, for a hand-in of the nine
 * computed exercises. With networks beside them the rest of the result takes as long as the networks run.
 */
export async function checkLatency(): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'assay-bench-check-'))
  try {
    cpSync(perfectExample('typescript'), folder, { recursive: true })
    const withNetworks = median(await firstVerdicts(folder))
    for (const name of NETWORKS) rmSync(join(folder, name), { recursive: true })
    return [
      under('assay check, first verdict', median(await firstVerdicts(folder)), 1000),
      under('assay check, first verdict, with networks', withNetworks, 1000),
      under('assay check --watch, save to result', median(await saves(folder)), 500),
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function firstVerdicts(folder: string): Promise<readonly number[]> {
  const elapsed: number[] = []
  for (let i = 0; i < ROUNDS; i++) elapsed.push(await firstVerdict(folder))
  return elapsed
}

async function firstVerdict(folder: string): Promise<number> {
  const started = performance.now()
  const child = assay(['check', folder])
  const first = new Promise<number>((settle, fail) => {
    child.stdout.once('data', () => settle(performance.now() - started))
    child.once('error', fail).once('exit', (code) => fail(new Error(`assay check ended with exit code ${code} and printed nothing`)))
  })
  const ended = new Promise((settle) => child.once('close', settle))
  child.stderr.resume()
  const elapsed = await first
  child.stdout.resume()
  await ended
  return elapsed
}

async function saves(folder: string): Promise<readonly number[]> {
  const child = assay(['check', folder, '--watch'])
  let last = 0
  child.stdout.on('data', () => {
    last = performance.now()
  })
  child.stderr.resume()
  try {
    const file = join(folder, 'submission.ts')
    const text = readFileSync(file, 'utf8')
    await settled(() => last, performance.now())
    const elapsed: number[] = []
    for (let i = 0; i < ROUNDS; i++) {
      // As editors do: a new file under the old name.
      writeFileSync(`${file}~`, `${text}\n// saved ${i}\n`)
      const saved = performance.now()
      renameSync(`${file}~`, file)
      elapsed.push((await settled(() => last, saved)) - saved)
    }
    return elapsed
  } finally {
    const ended = new Promise((settle) => child.once('close', settle))
    child.kill('SIGINT')
    await ended
  }
}

/** @returns when the output that came after `since` was complete. */
async function settled(last: () => number, since: number): Promise<number> {
  for (;;) {
    await new Promise((settle) => setTimeout(settle, 50))
    const [at, now] = [last(), performance.now()]
    if (at > since && now - at > QUIET_MS) return at
    if (at <= since && now - since > 60_000) throw new Error('assay check --watch printed nothing for a minute')
  }
}
