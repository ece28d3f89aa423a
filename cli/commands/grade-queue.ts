import { join, resolve } from 'node:path'
import { exactJson } from '#grading/engine/exact-json'
import { runtimesOf } from '#grading/runner/class/languages-in'
import { writeWhole } from '#grading/runner/files/output-folder'
import type { Pool } from '#grading/runner/grader/pool'
import type { Io } from '#grading/runner/io'
import type { ClassQueue } from '#grading/runner/queue/class-queue'
import type { UnequalResults } from '#grading/runner/queue/recheck'
import type { RunPlan } from '#grading/runner/run/plan-run'
import { UsageError } from '#grading/runner/usage-error'
import { visible } from '#reports/text/visible'
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
  { queue, queueKey, blobs = 'redis', recheck = 1 }: Pick<GradeOptions, 'queue' | 'queueKey' | 'blobs' | 'recheck'>,
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
        const setup = {
          exercises: only,
          seed,
          sandbox: basis.sandbox as 'bubblewrap' | 'process',
          runtimes: runtimesOf(languages),
          ...(basis.limits === undefined ? {} : { limits: basis.limits }),
        }
        const notice = { identity, runtimes, setup, languages: asked }
        opened = await openClassQueue(notice, local, { connection, blobs: store, secret, recheck, say })
        return opened
      },
      close,
    }
  } catch (error) {
    await connection.close()
    throw error
  }
}

/** Where both records are when two workers do not agree, in the folder of the reports. */
const UNEQUAL = 'unequal-results.json'

/** Keeps both records for an instructor, and says what is to be done. */
export async function keepUnequal({ message, records }: UnequalResults, out: string, say: (line: string) => void): Promise<void> {
  await writeWhole(join(out, UNEQUAL), `${exactJson(records)}\n`)
  say(
    `${visible(message)}: nothing more is graded. Both records are in ${UNEQUAL}; find out which machine is wrong, then continue with --resume`,
  )
}
