import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Redis } from 'ioredis'
import { systemErrorText } from '../../model/system-error.ts'
import { sha256 } from '../sha256.ts'
import { UsageError } from '../usage-error.ts'
import { PREFIX } from './connection.ts'

/** What is too large for a message: packed submissions, and results. Named by run and by digest of the content. */
export interface Blobs {
  /** As a worker has to name it. */
  readonly kind: 'redis' | 'folder'
  /** @returns the digest. */
  put(run: string, bytes: Buffer): Promise<string>
  /** @throws Error if it is not there, or is not what the digest says. */
  get(run: string, digest: string): Promise<Buffer>
  remove(run: string, digest: string): Promise<void>
  /** All of a run, as far as it can be found. */
  removeAll(run: string): Promise<void>
}

/** Of what lies in Redis and that nobody has removed. */
const KEPT_SECONDS = 24 * 3600

/** In Redis itself: for classes whose submissions are small. */
function redisBlobs(redis: Redis): Blobs {
  const keyOf = (run: string, digest: string): string => `${PREFIX}:blob:${run}:${digest}`
  return {
    kind: 'redis',
    async put(run, bytes) {
      const digest = sha256(bytes)
      await redis.set(keyOf(run, digest), bytes, 'EX', KEPT_SECONDS)
      return digest
    },
    get: async (run, digest) => whole((await redis.getBuffer(keyOf(run, digest))) ?? undefined, digest),
    async remove(run, digest) {
      await redis.del(keyOf(run, digest))
    },
    // What is left after all were removed one by one goes with its time.
    removeAll: async () => {},
  }
}

/**
 * In a folder that producer and workers share.
 *
 * @param shown - as messages name it.
 * @throws UsageError if there is no such folder.
 */
async function folderBlobs(folder: string, shown: string): Promise<Blobs> {
  const found = await stat(folder).catch((error: unknown) => {
    throw new UsageError(`--blobs ${shown}: cannot be read: ${systemErrorText(error)}`)
  })
  if (!found.isDirectory()) throw new UsageError(`--blobs ${shown}: expected a folder, or redis`)
  return {
    kind: 'folder',
    async put(run, bytes) {
      const digest = sha256(bytes)
      const temporary = join(folder, run, `${digest}.${process.pid}.${counter++}`)
      await mkdir(join(folder, run), { recursive: true })
      await writeFile(temporary, bytes)
      await rename(temporary, join(folder, run, digest))
      return digest
    },
    get: async (run, digest) => whole(await readFile(join(folder, run, digest)).catch(() => undefined), digest),
    remove: (run, digest) => rm(join(folder, run, digest), { force: true }),
    removeAll: (run) => rm(join(folder, run), { recursive: true, force: true }),
  }
}

let counter = 0

/** @throws UsageError if it names a folder that is not there. */
export async function openBlobs(where: string, folder: string, redis: Redis): Promise<Blobs> {
  return where === 'redis' ? redisBlobs(redis) : folderBlobs(folder, where)
}

/** Names of blobs come from messages. */
export function isDigest(text: unknown): text is string {
  return typeof text === 'string' && /^[0-9a-f]{64}$/.test(text)
}

function whole(bytes: Buffer | undefined, digest: string): Buffer {
  if (bytes === undefined) throw new Error(`what belongs to ${digest.slice(0, 12)} is not in the store`)
  if (sha256(bytes) !== digest) throw new Error(`what belongs to ${digest.slice(0, 12)} in the store has another content`)
  return bytes
}
