import type { Queue, QueueEvents } from 'bullmq'
import type { JobData } from './messages.ts'

/** How often what is waited for is looked up: an event may be lost with a connection. */
const LOOK_MS = 5000

/** What became of a job, as the queue says. */
export type Settled = { readonly kind: 'returned'; readonly value: unknown } | { readonly kind: 'failed'; readonly reason: string }

/** Jobs whose end is waited for. */
export interface Outstanding {
  /** Adds a job and waits for its end. @throws Error if the queue is closed meanwhile. */
  ask(id: string, data: JobData): Promise<Settled>
  readonly size: number
  /** Everyone who waits is told that nothing comes any more. */
  close(): void
}

interface Waiting {
  readonly data: JobData
  /** Whether it has been in the queue for a whole look. */
  seen: boolean
  settle(settled: Settled): void
  fail(error: Error): void
}

/**
 * Each job is settled once, whatever is told of it how often. Those that the queue has lost are added again.
 */
export function outstandingJobs(queue: Queue<JobData>, events: QueueEvents): Outstanding {
  const waiting = new Map<string, Waiting>()
  const settle = (id: string, settled: Settled): void => {
    const one = waiting.get(id)
    waiting.delete(id)
    one?.settle(settled)
  }
  events.on('completed', ({ jobId, returnvalue }) => settle(jobId, { kind: 'returned', value: returnvalue }))
  events.on('failed', ({ jobId, failedReason }) => settle(jobId, { kind: 'failed', reason: failedReason }))

  const add = (id: string, data: JobData) => queue.add('grade', data, { jobId: id, removeOnComplete: false, removeOnFail: false })

  let isLooking = false
  async function look(): Promise<void> {
    const asked = [...waiting].filter(([, one]) => one.seen)
    for (const one of waiting.values()) one.seen = true
    if (asked.length === 0) return
    for (const job of await queue.getJobs(['completed', 'failed'])) {
      if (job?.id === undefined || !waiting.has(job.id)) continue
      const failed = job.failedReason !== undefined && job.failedReason !== ''
      settle(job.id, failed ? { kind: 'failed', reason: job.failedReason } : { kind: 'returned', value: job.returnvalue })
    }
    for (const [id, { data }] of asked) if (waiting.has(id) && (await queue.getJob(id)) === undefined) await add(id, data)
  }
  const timer = setInterval(() => {
    if (isLooking) return
    isLooking = true
    void look()
      .catch(() => undefined)
      .finally(() => {
        isLooking = false
      })
  }, LOOK_MS)

  return {
    ask: (id, data) =>
      new Promise((resolve, reject) => {
        waiting.set(id, { data, seen: false, settle: resolve, fail: reject })
        add(id, data).catch(reject)
      }),
    get size() {
      return waiting.size
    },
    close() {
      clearInterval(timer)
      for (const { fail } of waiting.values()) fail(new Error('grading was stopped'))
      waiting.clear()
    },
  }
}
