import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { readJournal } from '#grading/engine/read-journal'
import { queueKey, reportsOf } from '#tools/testing/queue-class'
import {
  expectWhole,
  FAULT_CLASS,
  FAULT_ROUNDS,
  gradeAnd,
  kill,
  localReports,
  producerProcess,
  STUDENTS,
  wordsFor,
  workerProcess,
} from '#tools/testing/queue-faults'
import { redisServer } from '#tools/testing/redis'
import { relayTo } from '#tools/testing/relay'
import { lacks } from '#tools/testing/require-tool'
import { temporaryFolder } from '#tools/testing/temporary-folder'

describe.skipIf(lacks('redis-server', 'faults of a queue')).each(FAULT_ROUNDS)('a run on a queue, round %d', () => {
  it('loses nothing when a worker is killed', async () => {
    const [redis, key] = [await redisServer(), queueKey()]
    const first = workerProcess(redis.url, key)
    const graded = await gradeAnd(redis.url, key, 2, async () => {
      workerProcess(redis.url, key)
      await kill(first)
    })
    await expectWhole(graded)
  })

  it('is resumed when its producer is killed', async () => {
    const [redis, key] = [await redisServer(), queueKey()]
    workerProcess(redis.url, key)
    const folder = temporaryFolder(FAULT_CLASS)
    const killed = await producerProcess(wordsFor(redis.url, key), folder, (shown, child) => {
      if (/^ *3\//m.test(shown)) child.kill('SIGKILL')
    })
    const kept = readJournal(readFileSync(join(killed.out, 'journal.jsonl'), 'utf8')).students.length
    expect(kept).toBeGreaterThanOrEqual(3)
    const resumed = await producerProcess([...wordsFor(redis.url, key), '--resume'], folder, () => undefined)
    expect(resumed.stderr).toContain(`${kept} of ${STUDENTS} are kept from the previous run\n`)
    expect(resumed.code).toBe(0)
    expect(reportsOf(resumed.out)).toEqual(await localReports())
  })

  it('loses nothing when Redis is killed and comes back with its files', async () => {
    const [redis, key] = [await redisServer(), queueKey()]
    workerProcess(redis.url, key)
    const graded = await gradeAnd(redis.url, key, 3, async () => {
      await redis.kill()
      await pause(1000)
      await redis.start()
    })
    await expectWhole(graded)
    expect(graded.stderr).toContain('is lost; waiting until it is back\n')
    expect(graded.stderr).toContain('assay: the connection to the queue is back\n')
  })

  it('loses nothing when Redis is killed and has forgotten everything', async () => {
    const [redis, key] = [await redisServer(['--appendonly', 'no']), queueKey()]
    workerProcess(redis.url, key)
    const graded = await gradeAnd(redis.url, key, 3, async () => {
      await redis.kill()
      await redis.start()
    })
    await expectWhole(graded)
  })

  it('goes on when the network between a worker and Redis is cut for longer than a worker may be silent', async () => {
    const [redis, key] = [await redisServer(), queueKey()]
    const relay = await relayTo(redis.port)
    workerProcess(`redis://127.0.0.1:${relay.port}`, key)
    const graded = await gradeAnd(redis.url, key, 2, async () => {
      relay.cut()
      workerProcess(redis.url, key)
      await pause(6000)
      relay.mend()
    })
    await expectWhole(graded)
  })

  it.each([3 * 24 * 3600, -3 * 24 * 3600])('needs no right clock: a worker is off by %d s', async (seconds) => {
    const [redis, key] = [await redisServer(), queueKey()]
    const shifted = `const now = Date.now; Date.now = () => now() + ${seconds * 1000}`
    const options = `--import=data:text/javascript,${encodeURIComponent(shifted)}`
    workerProcess(redis.url, key, [], ['env', `NODE_OPTIONS=${options}`])
    await expectWhole(await gradeAnd(redis.url, key, 1, () => workerProcess(redis.url, key)))
  })
})
