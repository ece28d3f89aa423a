import { resolve } from 'node:path'
import { runtimesOf } from '#grading/runner/class/languages-in'
import type { Pool } from '#grading/runner/grader/pool'
import type { Io } from '#grading/runner/io'
import type { ClassQueue } from '#grading/runner/queue/class-queue'
import type { RunPlan } from '#grading/runner/run/plan-run'
import { UsageError } from '#grading/runner/usage-error'
import type { Language } from '#submissions'
import type { GradeOptions } from './grade-options.ts'

/** Workers that grade in the place of this machine. */
export interface Workers {
  /** @param local - grades what needs nobody else. */
  announce(run: AnnouncedRun, local: Pick<Pool, 'grade'>): Promise<ClassQueue>
  /** Ends the run, if one was announced. Safe to call again. */
  close(): Promise<void>
}

export interface AnnouncedRun {
  readonly plan: Pick<RunPlan, 'basis'>
  /** As they were asked for; empty for all. */
  readonly only: readonly string[]
  readonly seed: number
  /** Of the class, and of what is graded of it now. */
  readonly languages: readonly Language[]
  readonly asked: readonly Language[]
}

/**
 * Reaches the queue that was asked for, if one was.
 *
 * @throws UsageError if it cannot be reached, or its key is missing.
 */
export async function reachWorkers(
  { queue, queueKey, blobs = 'redis' }: Pick<GradeOptions, 'queue' | 'queueKey' | 'blobs'>,
  io: Pick<Io, 'env' | 'cwd'>,
  say: (line: string) => void,
): Promise<Workers | undefined> {
  if (queue === undefined) return undefined
  if (queueKey === undefined)
    throw new UsageError('--queue needs --queue-key, the secret that its workers have; openssl rand -hex 32 makes one')
  const { connect, openBlobs, openClassQueue, readQueueKey } = await import('#grading/runner/queue/index')
  const secret = readQueueKey(resolve(io.cwd, queueKey), queueKey)
  const connection = await connect(queue, io.env, say)
  let opened: ClassQueue | undefined
  const close = async (): Promise<void> => {
    await opened?.close()
    await connection.close()
  }
  try {
    const store = await openBlobs(blobs, resolve(io.cwd, blobs), connection.redis)
    return {
      async announce({ plan: { basis }, only, seed, languages, asked }, local) {
        const { checks: _, course: __, runtimes, ...identity } = basis
        const setup = { exercises: only, seed, sandbox: basis.sandbox as 'bubblewrap' | 'process', runtimes: runtimesOf(languages) }
        const notice = { identity, runtimes, setup, languages: asked }
        opened = await openClassQueue(notice, local, { connection, blobs: store, secret, say })
        return opened
      },
      close,
    }
  } catch (error) {
    await connection.close()
    throw error
  }
}
