import { setTimeout as pause } from 'node:timers/promises'
import { visible } from '#reports/text/visible'
import type { Connection } from './connection.ts'
import { noticeKey, PROTOCOL, RENEW_MS, RUN_SECONDS, RUNS, type RunNotice, type WorkerNotice, workerKey, workersKey } from './messages.ts'
import { runKeyOf, signed, verified } from './queue-key.ts'

/** For so long nobody is told that there is no worker. */
const ALONE_MS = 5000

/** A run as workers know of it. */
export interface Announced {
  /** Workers that are ready. */
  workers(): readonly WorkerNotice[]
  /** Never rejects. */
  close(): Promise<void>
}

/**
 * Tells workers of a run as long as it is under way, and tells a person of workers that refuse it, and when there is none.
 */
export async function announceRun(
  notice: Omit<RunNotice, 'protocol'>,
  { connection: { redis }, secret, say }: { readonly connection: Connection; readonly secret: string; say(line: string): void },
): Promise<Announced> {
  const { run } = notice
  const key = runKeyOf(secret, run)
  const text = JSON.stringify(signed(secret, 'run', JSON.stringify({ protocol: PROTOCOL, ...notice } satisfies RunNotice)))
  const [seconds] = await redis.time()
  let ready: readonly WorkerNotice[] = []
  let closed = false
  let lonely = false
  let since = performance.now()
  const told = new Set<string>()

  const renew = async (): Promise<void> => {
    await redis.multi().set(noticeKey(run), text, 'EX', RUN_SECONDS).zadd(RUNS, Number(seconds), run).exec()
  }
  const look = async (): Promise<void> => {
    const names = await redis.smembers(workersKey(run))
    const texts = names.length === 0 ? [] : await redis.mget(names.map((name) => workerKey(run, name)))
    const notices = texts.flatMap((one) => readNotice(one, key) ?? [])
    for (const { state, worker, says = '' } of notices) {
      if (state !== 'refused' || told.has(worker)) continue
      told.add(worker)
      say(`worker ${visible(worker)} does not grade here: ${visible(says)}`)
    }
    ready = notices.filter(({ state }) => state === 'ready')
    if (notices.some(({ state }) => state !== 'refused')) {
      lonely = false
      since = performance.now()
    } else if (!lonely && performance.now() - since > ALONE_MS) {
      lonely = true
      say('no worker is at this run; assay worker starts one, with the same --queue and --queue-key')
    }
  }
  await renew()
  const turning = (async () => {
    while (!closed) {
      await renew().catch(() => undefined)
      await look().catch(() => undefined)
      for (let waited = 0; waited < RENEW_MS && !closed; waited += STEP_MS) await pause(STEP_MS)
    }
  })()
  return {
    workers: () => ready,
    async close() {
      closed = true
      const gone = (async () => {
        await turning
        await redis.multi().del(noticeKey(run), workersKey(run)).zrem(RUNS, run).exec()
      })()
      await Promise.race([gone.catch(() => undefined), pause(RENEW_MS)])
    },
  }
}

const STEP_MS = 100

function readNotice(text: string | null, key: string): WorkerNotice | undefined {
  try {
    const body = text === null ? undefined : verified(key, 'worker', JSON.parse(text))
    return body === undefined ? undefined : (JSON.parse(body) as WorkerNotice)
  } catch {
    return undefined
  }
}
