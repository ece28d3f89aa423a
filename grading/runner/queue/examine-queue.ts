import type { Redis } from 'ioredis'
import { counted } from '#reports/text/counted'
import { systemErrorText } from '../../model/system-error.ts'
import { UsageError } from '../usage-error.ts'
import { connect, connectionSettings, PREFIX } from './connection.ts'
import { isRunId, noticeKey, queueName, RUNS, workerKey, workersKey } from './messages.ts'

/** One line of an examination; see `assay doctor`. */
export interface QueueSymptom {
  readonly state: 'good' | 'poor' | 'bad'
  readonly what: 'queue' | 'redis' | 'runs'
  readonly says: string
}

const LOOPBACK = /^(localhost|127\.|::1$)/

/** What a queue is like: whether it answers, whether it loses nothing, who can read it, and what is under way. */
export async function examineQueue(url: string, env: Readonly<Record<string, string | undefined>>): Promise<readonly QueueSymptom[]> {
  try {
    const { host, tls, password } = connectionSettings(url, env)
    const { redis, close } = await connect(url, env, () => undefined)
    try {
      const isOpen = !LOOPBACK.test(host) && (tls === undefined || password === undefined)
      const says = isOpen
        ? `${host} answers; use rediss:// (TLS) and a password: others on the network can read submissions`
        : `${host} answers`
      return [{ state: isOpen ? 'poor' : 'good', what: 'queue', says }, await settings(redis), await runs(redis)]
    } finally {
      await close()
    }
  } catch (error) {
    return [{ state: 'bad', what: 'queue', says: error instanceof UsageError ? error.message : systemErrorText(error) }]
  }
}

/** Whether what was answered is kept. */
async function settings(redis: Redis): Promise<QueueSymptom> {
  const what = 'redis'
  const version = /^redis_version:(\S+)/m.exec(await redis.info('server').catch(() => ''))?.[1] ?? 'unknown version'
  const asked = async (name: string): Promise<string | undefined> => {
    const found = await redis.config('GET', name).catch(() => undefined)
    return Array.isArray(found) ? String(found[1]) : undefined
  }
  const [policy, appendonly] = await Promise.all([asked('maxmemory-policy'), asked('appendonly')])
  if (policy === undefined || appendonly === undefined)
    return { state: 'poor', what, says: `${version}; its settings may not be read by this user` }
  if (policy !== 'noeviction')
    return { state: 'bad', what, says: `${version} removes jobs when its memory is full (maxmemory-policy ${policy}); set noeviction` }
  if (appendonly !== 'yes')
    return {
      state: 'poor',
      what,
      says: `${version} forgets jobs when it ends; set appendonly yes (they are given out again, but graded twice)`,
    }
  return { state: 'good', what, says: `${version}; keeps jobs on the disk and removes none` }
}

async function runs(redis: Redis): Promise<QueueSymptom> {
  const lines: string[] = []
  let isIdle = false
  for (const run of (await redis.zrange(RUNS, '0', '-1')).filter(isRunId)) {
    if ((await redis.exists(noticeKey(run))) === 0) continue
    const names = await redis.smembers(workersKey(run))
    const workers = names.length === 0 ? 0 : await redis.exists(...names.map((name) => workerKey(run, name)))
    const waiting = await redis.llen(`${PREFIX}:${queueName(run)}:wait`)
    isIdle ||= workers === 0
    lines.push(`${run}: ${counted(workers, 'worker')}, ${waiting} waiting`)
  }
  if (lines.length === 0) return { state: 'good', what: 'runs', says: 'none under way' }
  return { state: isIdle ? 'poor' : 'good', what: 'runs', says: lines.join('; ') }
}
