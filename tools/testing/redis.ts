import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { onTestFinished } from 'vitest'
import { temporaryFolder } from './temporary-folder.ts'

/** A redis-server of a test, on a port of its own. */
export interface RedisServer {
  readonly url: string
  readonly port: number
  /** For what the test does to the queue. */
  readonly client: Redis
  /** Ends it at once, as a power cut would. */
  kill(): Promise<void>
  /** After `kill`, with the files that are there. */
  start(): Promise<void>
}

/** Each write is on the disk before it is answered: what was answered is not lost. */
const SETTINGS = ['--save', '', '--appendonly', 'yes', '--appendfsync', 'always', '--bind', '127.0.0.1', '--loglevel', 'warning']

/**
 * Starts Debian's redis-server with its files in a temporary folder; it is gone when the test is over.
 *
 * @param user - `name:password@` of whoever may look at it, where not everybody may.
 */
export async function redisServer(settings: readonly string[] = [], user = ''): Promise<RedisServer> {
  const folder = join(temporaryFolder(), 'redis')
  mkdirSync(folder)
  const port = await freePort()
  let child: ChildProcess | undefined
  const start = async (): Promise<void> => {
    child = spawn('redis-server', ['--port', `${port}`, '--dir', folder, ...SETTINGS, ...settings], { stdio: 'ignore' })
    await answering(port, user)
  }
  const kill = async (): Promise<void> => {
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    child.kill('SIGKILL')
    await gone
  }
  await start()
  const client = new Redis(`redis://${user}127.0.0.1:${port}`, { maxRetriesPerRequest: null, retryStrategy: () => 100 })
  client.on('error', () => undefined)
  onTestFinished(async () => {
    client.disconnect()
    await kill()
  })
  return { url: `redis://${user}127.0.0.1:${port}`, port, client, kill, start }
}

/** A port of this machine that nobody listens on. */
async function freePort(): Promise<number> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

/** Resolves when the server has read its files and answers. */
async function answering(port: number, user: string): Promise<void> {
  const probe = new Redis(`redis://${user}127.0.0.1:${port}`, { maxRetriesPerRequest: null, retryStrategy: () => 50 })
  probe.on('error', () => undefined)
  try {
    await probe.ping()
  } finally {
    probe.disconnect()
  }
}
