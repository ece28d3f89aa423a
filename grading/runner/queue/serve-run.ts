import { setTimeout as pause } from 'node:timers/promises'
import type { GradedOn } from '../../engine/journal.ts'
import type { Pool } from '../grader/pool.ts'
import type { Io } from '../io.ts'
import { loadPerCore, watchLoad } from '../run/overload.ts'
import type { Blobs } from './blobs.ts'
import { type Connection, PREFIX } from './connection.ts'
import { gradeJob, packResult } from './grade-job.ts'
import {
  type Job,
  type JobData,
  noticeKey,
  queueName,
  RENEW_MS,
  type ResultBody,
  type Returned,
  type RunNotice,
  STARTING_SECONDS,
  WORKER_SECONDS,
  type WorkerNotice,
  workerKey,
  workersKey,
} from './messages.ts'
import { type Depth, NO_METRICS, type WorkerMetrics } from './metrics.ts'
import { signed, verified } from './queue-key.ts'
import { createTurns } from './turns.ts'

/** A submission that took two workers with it is given to a third, and then to an instructor. */
export const MOST_LOST = 2
/** Before something is taken after what was not for this worker. */
const GIVE_BACK_MS = 200
/** Between two looks whether the other jobs have been given back. */
const HAND_OVER_MS = 10

export interface Serving {
  readonly connection: Connection
  readonly blobs: Blobs
  readonly pool: Pool
  readonly machine: GradedOn
  readonly jobs: number
  /** A worker that is silent for so long is taken for lost. */
  readonly lostAfterMs: number
  /** Key of the run. */
  readonly key: string
  /** @defaultValue nobody watches */
  readonly metrics?: WorkerMetrics
  say(line: string): void
}

/**
 * Takes the jobs of one run until it is over or the signal aborts; then what is under way is given back.
 * @returns how many results were handed in.
 */
export async function serveRun({ run }: RunNotice, serving: Serving, io: Pick<Io, 'signal' | 'now' | 'loadPerCore'>): Promise<number> {
  const { connection, blobs, pool, machine, key, metrics = NO_METRICS } = serving
  const { Worker, UnrecoverableError, WaitingError } = await import('bullmq')
  const load = watchLoad(io.loadPerCore ?? loadPerCore, io.now)
  const over = new AbortController()
  const stopping = (): boolean => over.signal.aborted || io.signal.aborted
  const turns = createTurns((isAlone) => (isAlone ? void worker.pause(true).catch(() => undefined) : worker.resume()))
  let done = 0
  /** Jobs that this worker has taken, and neither begun nor given back. */
  let held = 0

  async function grade(job: Job): Promise<Returned> {
    const stored = await gradeJob(job, { pool, blobs, machine, overloadedSince: load.overloadedSince, now: io.now, stopping })
    const blob = await blobs.put(run, packResult(stored))
    done++
    return signed(key, 'result', JSON.stringify({ run, job: job.job, worker: machine.worker, blob } satisfies ResultBody))
  }

  const worker = new Worker<JobData, Returned>(
    queueName(run),
    async (queued, token) => {
      held++
      let isHeld = true
      const letGo = (): void => {
        if (isHeld) held--
        isHeld = false
      }
      const giveBack = async (): Promise<never> => {
        // First, and only then wait: whatever ends this worker now does not count against it.
        await queued.moveToWait(token).finally(letGo)
        await pause(GIVE_BACK_MS)
        throw new WaitingError()
      }
      const body = verified(key, 'job', queued.data)
      const job = body === undefined ? undefined : (JSON.parse(body) as Job)
      if (job?.run !== run || job.job !== queued.id) {
        letGo()
        throw new UnrecoverableError('a job without the signature of its run was refused')
      }
      if (await isForAnother(connection, job, machine).catch(() => true)) return giveBack()
      const wasLost = queued.stalledCounter > 0
      if (stopping() || !(await turns.enter(wasLost))) return giveBack()
      // What was taken with it must not be lost with it.
      while (wasLost && held > 1 && !stopping()) await pause(HAND_OVER_MS)
      letGo()
      const ended = metrics.begin()
      try {
        const returned = await grade(job)
        ended('graded')
        return returned
      } catch (error) {
        ended(stopping() ? 'given_back' : 'failed')
        if (stopping()) return await giveBack()
        throw error
      } finally {
        turns.leave()
      }
    },
    {
      connection: connection.options,
      prefix: PREFIX,
      name: machine.worker,
      concurrency: serving.jobs,
      lockDuration: serving.lostAfterMs,
      stalledInterval: Math.ceil(serving.lostAfterMs / 2),
      maxStalledCount: MOST_LOST,
    },
  )
  // The connection comes back by itself, and what was lost meanwhile is given to others.
  worker.on('error', () => undefined)
  worker.on('failed', (job, error) => serving.say(`job ${job?.id ?? 'unknown'}: ${error.message}`))

  metrics.serves(() => depthOf(connection, run))
  const { says: _, ...ready } = noticeOf(serving, 'ready')
  try {
    while (!stopping()) {
      await tell(connection, run, key, ready)
      if ((await connection.redis.exists(noticeKey(run))) === 0) break
      await pause(RENEW_MS, undefined, { signal: io.signal }).catch(() => undefined)
    }
  } finally {
    over.abort()
    metrics.serves(undefined)
    load.stop()
    await pool.close()
    await Promise.race([worker.close(), pause(GIVE_UP_MS)])
    await Promise.race([forget(connection, run, machine), pause(GIVE_UP_MS)])
  }
  return done
}

/** Where Redis is gone, nothing can be given back: others find out. */
const GIVE_UP_MS = 3000

export function noticeOf({ machine, jobs }: Pick<Serving, 'machine' | 'jobs'>, state: WorkerNotice['state'], says?: string): WorkerNotice {
  return { worker: machine.worker, state, jobs, machine, ...(says === undefined ? {} : { says }) }
}

/** Tells the producer of a run of this worker. */
export async function tell({ redis }: Connection, run: string, key: string, notice: WorkerNotice): Promise<void> {
  const text = JSON.stringify(signed(key, 'worker', JSON.stringify(notice)))
  await redis
    .multi()
    .set(workerKey(run, notice.worker), text, 'EX', notice.state === 'starting' ? STARTING_SECONDS : WORKER_SECONDS)
    .sadd(workersKey(run), notice.worker)
    .expire(workersKey(run), 24 * 3600)
    .exec()
}

async function forget({ redis }: Connection, run: string, { worker }: GradedOn): Promise<void> {
  await redis.multi().del(workerKey(run, worker)).srem(workersKey(run), worker).exec()
}

/** The next one is the last of the list. */
async function depthOf({ redis }: Connection, run: string): Promise<Depth> {
  const queue = `${PREFIX}:${queueName(run)}`
  const [waiting, [next]] = await Promise.all([redis.llen(`${queue}:wait`), redis.lrange(`${queue}:wait`, -1, -1)])
  const given = next === undefined ? null : await redis.hget(`${queue}:${next}`, 'timestamp')
  return { waiting, oldestSeconds: given === null ? 0 : Math.max(0, (Date.now() - Number(given)) / 1000) }
}

/** Whether it is to be graded by a worker that is not this one, and there is such a one. */
async function isForAnother(connection: Connection, { run, not, only }: Job, { worker }: GradedOn): Promise<boolean> {
  if (only !== undefined && only !== worker) return (await connection.redis.exists(workerKey(run, only))) === 1
  return not === worker && (await workersOf(connection, run)) > 1
}

/** How many are at work there. */
async function workersOf({ redis }: Connection, run: string): Promise<number> {
  const names = await redis.smembers(workersKey(run))
  return names.length === 0 ? 0 : redis.exists(...names.map((name) => workerKey(run, name)))
}
