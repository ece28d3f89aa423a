import type { Redis } from 'ioredis'
import { systemErrorText } from '../../model/system-error.ts'
import { UsageError } from '../usage-error.ts'

/** Of BullMQ's keys and of ours: whoever shares a Redis finds them by it. */
export const PREFIX = 'assay'
/** Password for an address that has none: arguments of a process are seen by everyone on its machine. */
const PASSWORD = 'ASSAY_REDIS_PASSWORD'

const CONNECT_MS = 10_000
const [SHORTEST_PAUSE_MS, LONGEST_PAUSE_MS] = [50, 1000]

/** A connection to Redis that comes back by itself. */
export interface Connection {
  readonly redis: Redis
  /** For a part of BullMQ that waits for an answer; it makes one of its own. */
  readonly options: ConnectionSettings
  /** Never rejects. */
  close(): Promise<void>
}

/** As ioredis takes them. */
export interface ConnectionSettings {
  readonly host: string
  readonly port: number
  readonly db: number
  readonly username?: string
  readonly password?: string
  readonly tls?: object
  /** Commands wait for the connection as long as it takes. */
  readonly maxRetriesPerRequest: null
  retryStrategy(times: number): number
}

/**
 * @param url - `redis://` or `rediss://`, with user, password, port and number of the database where they differ from the usual.
 * @throws UsageError for what is no such address.
 */
export function connectionSettings(url: string, env: Readonly<Record<string, string | undefined>>): ConnectionSettings {
  let parsed: URL
  try {
    parsed = new URL(url)
  } catch {
    throw new UsageError(`--queue: expected an address such as redis://localhost:6379, got ${JSON.stringify(url)}`)
  }
  const { protocol, hostname, port, pathname, username } = parsed
  const db = Number(pathname.slice(1))
  if ((protocol !== 'redis:' && protocol !== 'rediss:') || hostname === '' || !Number.isInteger(db))
    throw new UsageError(`--queue ${shownAddress(url)}: expected redis://host:port/database, or rediss:// with TLS`)
  const password = parsed.password === '' ? env[PASSWORD] : decodeURIComponent(parsed.password)
  return {
    host: hostname.replace(/^\[(.*)\]$/, '$1'),
    port: port === '' ? 6379 : Number(port),
    db,
    ...(username === '' ? {} : { username: decodeURIComponent(username) }),
    ...(password === undefined ? {} : { password }),
    ...(protocol === 'rediss:' ? { tls: {} } : {}),
    maxRetriesPerRequest: null,
    retryStrategy: (times) => Math.min(SHORTEST_PAUSE_MS * 2 ** Math.min(times, 10), LONGEST_PAUSE_MS),
  }
}

/** The address without its password. */
function shownAddress(url: string): string {
  return url.replace(/^(\w+:\/\/[^/@]*?):[^@/]*@/, '$1:…@')
}

/**
 * @param say - told when the connection is lost, and when it is back.
 * @throws UsageError if nobody answers there, or the password is refused.
 */
export async function connect(
  url: string,
  env: Readonly<Record<string, string | undefined>>,
  say: (line: string) => void,
): Promise<Connection> {
  const options = connectionSettings(url, env)
  const { Redis } = await import('ioredis')
  await reach(new Redis({ ...options, lazyConnect: true, connectTimeout: CONNECT_MS, retryStrategy: () => null }), shownAddress(url))
  const redis = new Redis(options)
  let lost = false
  let closed = false
  // ioredis tells each attempt that fails.
  redis.on('error', () => undefined)
  redis.on('close', () => {
    if (!lost && !closed) say(`the connection to the queue ${shownAddress(url)} is lost; waiting until it is back`)
    lost = true
  })
  redis.on('ready', () => {
    if (lost) say('the connection to the queue is back')
    lost = false
  })
  return {
    redis,
    options,
    async close() {
      closed = true
      redis.disconnect()
    },
  }
}

async function reach(redis: Redis, shown: string): Promise<void> {
  let cause: unknown
  redis.on('error', (error) => {
    cause = error
  })
  try {
    await redis.connect()
    await redis.ping()
  } catch (error) {
    throw new UsageError(`--queue ${shown}: cannot be reached: ${systemErrorText(cause ?? error)}`)
  } finally {
    redis.disconnect()
  }
}
