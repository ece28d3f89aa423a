import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { WaitingError, Worker } from 'bullmq'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { readJournal } from '#grading/engine/read-journal'
import { openBlobs } from '#grading/runner/queue/blobs'
import type { Connection } from '#grading/runner/queue/connection'
import { packResult } from '#grading/runner/queue/grade-job'
import { type Job, type JobData, queueName, RUNS } from '#grading/runner/queue/messages'
import { runKeyOf, signed } from '#grading/runner/queue/queue-key'
import type { Graded } from '#grading/runner/queue/recheck'
import { tell } from '#grading/runner/queue/serve-run'
import { grade } from '#tools/testing/grade-small'
import { QUEUE_KEY, queueKey, startWorker } from '#tools/testing/queue-class'
import { expectWhole, FAULT_ROUNDS, gradeAnd, STUDENTS, wordsFor, workerProcess } from '#tools/testing/queue-faults'
import { type RedisServer, redisServer } from '#tools/testing/redis'
import { lacks } from '#tools/testing/require-tool'
import { RIGHT_TS } from '#tools/testing/small-sheet'

/** The key of the run that is under way. */
async function runUnderWay({ client }: RedisServer): Promise<{ readonly run: string; readonly key: string }> {
  const run = await vi.waitFor(async () => {
    const [found] = await client.zrange(RUNS, '0', '-1')
    if (found === undefined) throw new Error('no run yet')
    return found
  }, 60_000)
  return { run, key: runKeyOf(QUEUE_KEY, run) }
}

describe.skipIf(lacks('redis-server', 'faults of a queue')).each(FAULT_ROUNDS)('a run on a queue, round %d', () => {
  it('counts no result without the signature of its run, and has it graded by others', async () => {
    const [redis, key] = [await redisServer(), queueKey()]
    const graded = gradeAnd(redis.url, key, STUDENTS, () => undefined)
    const { run } = await runUnderWay(redis)
    const forged = signed(
      runKeyOf('another secret', run),
      'result',
      JSON.stringify({ run, job: 's1-1', worker: 'w', blob: '0'.repeat(64) }),
    )
    const forger = new Worker(queueName(run), async () => forged, { connection: { port: redis.port }, prefix: 'assay' })
    await once(forger, 'completed')
    await forger.close()
    workerProcess(redis.url, key)
    await expectWhole(await graded)
    expect((await graded).stderr).toContain('its result does not have the signature of this run and was refused; it is given out again\n')
  })

  it('counts a result once that is told many times', async () => {
    const [redis, key] = [await redisServer(), queueKey()]
    const graded = gradeAnd(redis.url, key, STUDENTS, () => undefined)
    const { run } = await runUnderWay(redis)
    const stream = `assay:${queueName(run)}:events`
    let told = 0
    const echo = redis.client.duplicate()
    onTestFinished(() => echo.disconnect())
    const repeating = (async () => {
      for (let last = '0'; ; ) {
        const found = await echo.xread('BLOCK', 0, 'STREAMS', stream, last)
        for (const [id, fields] of found?.[0]?.[1] ?? []) {
          last = id
          if (!fields.includes('completed') || fields.includes('echo')) continue
          told++
          await redis.client.xadd(stream, '*', ...fields, 'by', 'echo')
        }
      }
    })().catch(() => undefined)
    workerProcess(redis.url, key)
    await expectWhole(await graded)
    echo.disconnect()
    await repeating
    expect(told).toBeGreaterThanOrEqual(STUDENTS - 1)
  })

  it('stops with both records where two workers that have the key do not agree', async () => {
    const [redis, key] = [await redisServer(), queueKey()]
    const graded = grade({ 'class/ada/submission.ts': RIGHT_TS }, [...wordsFor(redis.url, key), '--recheck', '100'])
    const under = await runUnderWay(redis)
    await rogueWorker(redis, under)
    startWorker(redis.url, key)
    const { code, stderr, out } = await graded
    expect(code).toBe(3)
    expect(stderr).toMatch(
      /assay: ada has other results on worker \S+ than on worker \S+: nothing more is graded\. Both records are in unequal-results\.json/,
    )
    const records = JSON.parse(readFileSync(join(out, 'unequal-results.json'), 'utf8')) as Graded[]
    expect(records.map(({ result }) => result.score).sort()).toEqual([1, 400])
    expect(records.map(({ machine }) => machine.worker)).toContain('rogue')
    expect(readJournal(readFileSync(join(out, 'journal.jsonl'), 'utf8'))).toMatchObject({ students: [], ended: false })
  })
})

/** A worker that has the key and gives everybody one hundredth of a point. */
async function rogueWorker(redis: RedisServer, { run, key }: { readonly run: string; readonly key: string }): Promise<void> {
  const machine = { worker: 'rogue', host: 'h', cpu: 'c', cores: 1, memoryGiB: 1, node: process.version }
  const connection = { redis: redis.client, options: { port: redis.port }, close: async () => {} } as unknown as Connection
  await tell(connection, run, key, { worker: 'rogue', state: 'ready', jobs: 1, machine })
  const worker = new Worker<JobData>(
    queueName(run),
    async (queued, token) => {
      const { job, handIn, not, only = 'rogue' } = JSON.parse(queued.data.body) as Job
      if (not === 'rogue' || only !== 'rogue') {
        await queued.moveToWait(token)
        throw new WaitingError()
      }
      const result = JSON.stringify({ id: handIn.id, score: 1, max: 400, pending: 0, exercises: [], remarks: [] })
      const blobs = await openBlobs('redis', '', redis.client)
      const blob = await blobs.put(run, packResult({ result, overloaded: false, machine }))
      return signed(key, 'result', JSON.stringify({ run, job, worker: 'rogue', blob }))
    },
    { connection: { port: redis.port }, prefix: 'assay', drainDelay: 1 },
  )
  worker.on('error', () => undefined)
  onTestFinished(() => worker.close())
}
