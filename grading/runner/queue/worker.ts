import { tmpdir } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import { visible } from '#reports/text/visible'
import type { GradedOn, RunHeader, RunIdentity } from '../../engine/journal.ts'
import { EXIT, type ExitCode } from '../exit-codes.ts'
import { createPool, type Pool } from '../grader/pool.ts'
import type { Io } from '../io.ts'
import { engineOfRun } from '../machine/compute-engine.ts'
import { type RuntimePrints, runtimePrints } from '../machine/runtime-prints.ts'
import type { SandboxChoice } from '../machine/sandbox-kinds.ts'
import { sandboxNameOf } from '../machine/sandbox-kinds.ts'
import type { Outline } from '../outline.ts'
import { needsPython } from '../run/plan-run.ts'
import { differences, runIdentity } from '../run/run-identity.ts'
import { UsageError } from '../usage-error.ts'
import { version } from '../version.ts'
import type { Blobs } from './blobs.ts'
import type { Connection } from './connection.ts'
import { isRunId, noticeKey, PROTOCOL, RUNS, type RunNotice } from './messages.ts'
import type { WorkerMetrics } from './metrics.ts'
import { runKeyOf, verified } from './queue-key.ts'
import { noticeOf, serveRun, tell } from './serve-run.ts'

/** Between two looks for a run. */
const LOOK_MS = 500

export interface QueueWorker {
  readonly connection: Connection
  readonly blobs: Blobs
  readonly secret: string
  /** The file of the secret: no submission may see it. */
  readonly keyFile: string
  readonly machine: GradedOn
  readonly jobs: number
  readonly sandbox: SandboxChoice
  readonly lostAfterMs: number
  readonly metrics: WorkerMetrics
  say(line: string): void
}

/**
 * Serves one run after another, the oldest first, until the signal aborts. A run whose results would be others here is refused, and told why.
 *
 * @returns 3 if the sandbox of this machine does not hold.
 */
export async function workOn(worker: QueueWorker, io: Io): Promise<ExitCode> {
  const { connection, machine, secret, jobs, say } = worker
  const refused = new Set<string>()
  while (!io.signal.aborted) {
    const notice = await nextRun(worker, refused).catch((error: unknown) => {
      if (io.signal.aborted) return undefined
      throw error
    })
    if (notice === undefined) {
      await pause(LOOK_MS, undefined, { signal: io.signal }).catch(() => undefined)
      continue
    }
    const { run } = notice
    const key = runKeyOf(secret, run)
    const pool = poolOf(notice, worker, io)
    const stop = (): void => void pool.close()
    io.signal.addEventListener('abort', stop)
    try {
      await tell(connection, run, key, noticeOf(worker, 'starting'))
      const fit = await examine(notice, { ...worker, pool }, io)
      if (!fit.ok) {
        refused.add(run)
        say(`run ${run} is refused: ${fit.says}`)
        await tell(connection, run, key, noticeOf(worker, 'refused', fit.says))
        if (fit.isBroken) return EXIT.couldNotJudge
        continue
      }
      say(`run ${run}: ready as ${machine.worker}, ${jobs} at a time`)
      const done = await serveRun(notice, { ...worker, pool, key }, io)
      say(`run ${run}: ${done} graded here`)
    } catch (error) {
      if (!io.signal.aborted) throw error
    } finally {
      io.signal.removeEventListener('abort', stop)
      await pool.close()
    }
  }
  return EXIT.interrupted
}

/** The oldest run that is under way and was announced with our secret. */
async function nextRun({ connection: { redis }, secret, say }: QueueWorker, refused: Set<string>): Promise<RunNotice | undefined> {
  for (const run of await redis.zrange(RUNS, '0', '-1')) {
    if (!isRunId(run) || refused.has(run)) continue
    const text = await redis.get(noticeKey(run))
    if (text === null) continue
    const notice = readNotice(text, secret)
    if (notice?.run === run) return notice
    refused.add(run)
    say(`run ${run} is ignored: it was not announced with the key of this worker`)
  }
  return undefined
}

function readNotice(text: string, secret: string): RunNotice | undefined {
  try {
    const body = verified(secret, 'run', JSON.parse(text))
    return body === undefined ? undefined : (JSON.parse(body) as RunNotice)
  } catch {
    return undefined
  }
}

function poolOf({ setup }: RunNotice, { keyFile }: QueueWorker, { catalogue, err }: Io): Pool {
  const keptOut = [
    { path: keyFile, what: 'the key of the queue' },
    { path: tmpdir(), what: 'the temporary files' },
  ]
  const { exercises, seed, sandbox, runtimes, limits } = setup
  const sheet = catalogue === undefined ? {} : { catalogue }
  const how = {
    exercises,
    seed,
    sandbox,
    keptOut,
    ...(runtimes === undefined ? {} : { runtimes }),
    ...(limits === undefined ? {} : { limits }),
  }
  return createPool({ setup: { ...sheet, ...how }, onStderr: (text) => err(visible(text).replaceAll('\\x0a', '\n')) })
}

type Fit = { readonly ok: true } | { readonly ok: false; readonly says: string; readonly isBroken?: true }

/** Whether results of this machine are those of the run. */
async function examine(notice: RunNotice, worker: QueueWorker & { readonly pool: Pool }, io: Io): Promise<Fit> {
  const { identity, languages } = notice
  if (notice.protocol !== PROTOCOL || identity.assay !== version())
    return { ok: false, says: `Assay ${version()} here, ${identity.assay} there; install the same version on both` }
  if (notice.setup.sandbox !== sandboxNameOf(worker.sandbox)) {
    const says = `the run wants the sandbox ${notice.setup.sandbox}, this worker has ${sandboxNameOf(worker.sandbox)}`
    return { ok: false, says: `${says}; give both the same --sandbox` }
  }
  if (notice.blobs !== worker.blobs.kind) {
    const says = `submissions lie in ${notice.blobs === 'redis' ? 'Redis' : 'a shared folder'}`
    return { ok: false, says: `${says}; give the worker the same --blobs as assay grade` }
  }
  let outlines: readonly Outline[]
  try {
    outlines = await worker.pool.begin()
  } catch (error) {
    if (error instanceof UsageError) return { ok: false, says: error.message }
    throw error
  }
  const own = await identityHere(outlines, notice)
  const different = [...differences(identity, own.identity), ...runtimeDifferences(notice.runtimes, own.runtimes)]
  if (different.length > 0) return { ok: false, says: `results may differ here, because these do: ${different.join(', ')}` }
  try {
    const { holds, says } = await worker.pool.prove(languages)
    io.err(says)
    return holds ? { ok: true } : { ok: false, says: 'the self-test of its sandbox or of a language failed', isBroken: true }
  } catch (error) {
    if (error instanceof UsageError) return { ok: false, says: error.message, isBroken: true }
    throw error
  }
}

interface Here {
  readonly identity: RunIdentity
  readonly runtimes: RuntimePrints
}

async function identityHere(outlines: readonly Outline[], { setup, runtimes }: RunNotice): Promise<Here> {
  const engine = await engineOfRun(outlines)
  const wanted = runtimes.python === undefined && !needsPython(outlines) ? (['node'] as const) : (['node', 'python'] as const)
  return {
    identity: {
      ...runIdentity(outlines, setup.seed),
      sandbox: setup.sandbox,
      ...(setup.limits === undefined ? {} : { limits: setup.limits }),
      ...(engine === undefined ? {} : { engine }),
    },
    runtimes: await runtimePrints(wanted),
  }
}

function runtimeDifferences(there: NonNullable<RunHeader['runtimes']>, here: RuntimePrints): readonly string[] {
  return [
    ...(there.node === here.node ? [] : [`Node (${process.version} ${process.arch} here)`]),
    ...(there.python === here.python ? [] : ['Python or its packages']),
  ]
}
