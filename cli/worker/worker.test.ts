import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { strToU8, zipSync } from 'fflate'
import { describe, expect, it, vi } from 'vitest'
import { run } from '#cli/run'
import { readJournal } from '#grading/engine/read-journal'
import { examineQueue } from '#grading/runner/queue/examine-queue'
import { noticeKey, PROTOCOL, RUNS } from '#grading/runner/queue/messages'
import { signed } from '#grading/runner/queue/queue-key'
import { version } from '#grading/runner/version'
import { fakeIo } from '#tools/testing/fake-io'
import { CLASS, grade, scoresIn } from '#tools/testing/grade-small'
import { QUEUE_KEY, queueKey, reportsOf, startWorker } from '#tools/testing/queue-class'
import { redisServer } from '#tools/testing/redis'
import { lacks } from '#tools/testing/require-tool'
import { RIGHT_TS, SMALL_SHEET } from '#tools/testing/small-sheet'
import { temporaryFolder } from '#tools/testing/temporary-folder'

const journalIn = (out: string) => readJournal(readFileSync(join(out, 'journal.jsonl'), 'utf8'))

/** Submissions of all fates that the intake knows. */
const ODD = {
  ...CLASS,
  'class/ada.zip': 'PK',
  'class/eve/submission.py': 'def double(x):\n    print("called")\n    return x + x\n\ndef half(x):\n    raise ValueError(x)\n',
  'class/fay/submission.ts': `console.log('loaded')\n${RIGHT_TS}`,
  'class/fay/node_modules/left/out.js': '',
  'class/hal/a.ts': RIGHT_TS,
  'class/hal/b.ts': RIGHT_TS,
  'class/ian/submission.pt': 'weights',
}

/** Bubblewrap, but for the network, which stays open. */
const OPEN_NETWORK = `#!/bin/sh
PATH=\${PATH#*:}
[ "$1" = --unshare-all ] && shift && exec bwrap --unshare-all --share-net "$@"
exec bwrap "$@"
`

/** What is told, without the order in which submissions were done, and how soon a worker came. */
const linesOf = (text: string): readonly string[] =>
  text
    .replaceAll(/^ *\d+\/|^assay: no worker is at this run.*\n/gm, '')
    .split('\n')
    .sort()

const words = (url: string, key: string): readonly string[] => ['--seed', '7', '--queue', url, '--queue-key', key]

describe.skipIf(lacks('redis-server', 'grading on a queue'))('assay grade --queue', () => {
  it('gives the results of a local run, says in the journal where they come from, and leaves nothing behind', async () => {
    const [redis, key] = [await redisServer(), queueKey()]
    const local = await grade(ODD, ['--seed', '7', '--accept-empty'])
    const worker = startWorker(redis.url, key)
    const queued = await grade(ODD, [...words(redis.url, key), '--accept-empty'])
    expect({ code: queued.code, lines: linesOf(queued.stderr) }).toEqual({ code: local.code, lines: linesOf(local.stderr) })
    expect(reportsOf(queued.out)).toEqual(reportsOf(local.out))
    const { students, ended } = journalIn(queued.out)
    const nodes = Object.fromEntries(students.map(({ result, machine }) => [result.id, machine?.node]))
    expect(nodes).toMatchObject({ ada: process.version, eve: process.version, hal: process.version })
    expect(ended).toBe(true)
    expect(await worker.end()).toBe(143)
    expect(await redis.client.keys('*')).toEqual([])
  })

  it('gives the results of a local run for a class in one archive, through a shared folder', async () => {
    const [redis, key, blobs] = [await redisServer(), queueKey(), temporaryFolder()]
    const cwd = temporaryFolder()
    const bytes = Object.entries(CLASS).map(([path, content]) => [path, strToU8(content)] as const)
    writeFileSync(join(cwd, 'class.zip'), zipSync(Object.fromEntries(bytes)))
    const graded = async (out: string, flags: readonly string[]) => {
      const common = ['grade', 'class.zip', '--sandbox', 'process', '--seed', '7', '--out', out]
      expect(await run([...common, ...flags], fakeIo({ cwd, catalogue: SMALL_SHEET }))).toBe(0)
      return reportsOf(join(cwd, out))
    }
    startWorker(redis.url, key, ['--blobs', blobs])
    startWorker(redis.url, key, ['--blobs', blobs])
    const queued = await graded('queued', [...words(redis.url, key), '--blobs', blobs])
    expect(queued).toEqual(await graded('local', []))
    expect(readdirSync(blobs)).toEqual([])
  })

  it('asks only what has changed, of the answers that a worker has sent', async () => {
    const [redis, key] = [await redisServer(), queueKey()]
    startWorker(redis.url, key)
    const first = await grade(CLASS, words(redis.url, key))
    expect(readdirSync(join(first.out, '.assay-answers')).length).toBeGreaterThan(1)
    writeFileSync(join(first.cwd, 'class/bob/submission.ts'), RIGHT_TS)
    const second = await first.again(words(redis.url, key))
    expect(second.stderr).toContain('3 of 4 submissions are kept from the run of ')
    expect(second.stderr).toContain('1/1  bob  4 of 4\n')
  })

  it('resumes what was interrupted', async () => {
    const [redis, key] = [await redisServer(), queueKey()]
    const controller = new AbortController()
    const worker = startWorker(redis.url, key)
    const stopAfterTwo = (text: string): void => {
      if (text.startsWith('2/4')) controller.abort('SIGINT')
    }
    const first = await grade(CLASS, words(redis.url, key), { signal: controller.signal, err: stopAfterTwo })
    expect(first.code).toBe(130)
    const kept = journalIn(first.out).students.length
    expect(kept).toBeGreaterThanOrEqual(2)
    const second = await first.again([...words(redis.url, key), '--resume'])
    expect(second.stderr).toContain(`${kept} of 4 are kept from the previous run\n`)
    expect(scoresIn(first.out)).toEqual(scoresIn((await grade(CLASS, ['--seed', '7'])).out))
    expect(worker.io.stderr()).toMatch(/run [0-9a-f]{16}: \d graded here\n/)
  })

  it('says so when nobody grades, and when a worker has another sheet', async () => {
    const [redis, key] = [await redisServer(), queueKey()]
    const controller = new AbortController()
    const shown: string[] = []
    const err = (text: string): void => {
      shown.push(text)
      if (text.includes('no worker is at this run')) controller.abort('SIGINT')
    }
    const catalogue = temporaryFolder()
    mkdirSync(join(catalogue, 'numbers'))
    const worker = startWorker(redis.url, key, [], { catalogue })
    await grade(CLASS, words(redis.url, key), { signal: controller.signal, err })
    expect(shown.join('')).toMatch(/assay: worker \S+ does not grade here: \S+ has no exercises; expected/)
    expect(shown.join('')).toContain('no worker is at this run; assay worker starts one, with the same --queue and --queue-key')
    expect(worker.io.stderr()).toContain('is refused: ')
  })

  it('is not served by a worker with another secret, which says so', async () => {
    const redis = await redisServer()
    const controller = new AbortController()
    const worker = startWorker(redis.url, queueKey('another secret that is long enough'))
    const err = (text: string): void => {
      if (text.includes('no worker is at this run')) controller.abort('SIGINT')
    }
    const { code } = await grade(CLASS, words(redis.url, queueKey()), { signal: controller.signal, err })
    expect(code).toBe(130)
    expect(worker.io.stderr()).toMatch(/run [0-9a-f]{16} is ignored: it was not announced with the key of this worker\n/)
    expect(await redis.client.zcard(RUNS)).toBe(0)
  })

  it.skipIf(lacks('bwrap', 'a worker with a broken sandbox'))(
    'is not served by a worker whose sandbox leaves the network open, which ends',
    async () => {
      const [redis, key] = [await redisServer(), queueKey()]
      const folder = temporaryFolder({ bwrap: OPEN_NETWORK })
      for (const path of [folder, join(folder, 'bwrap')]) chmodSync(path, 0o755)
      vi.stubEnv('PATH', `${folder}:${process.env.PATH}`)
      const worker = startWorker(redis.url, key, ['--sandbox', 'auto'])
      const controller = new AbortController()
      const shown: string[] = []
      const err = (text: string): void => {
        shown.push(text)
        if (text.includes('no worker is at this run')) controller.abort('SIGINT')
      }
      await grade(CLASS, [...words(redis.url, key), '--sandbox', 'auto'], { signal: controller.signal, err })
      expect(await worker.ended).toBe(3)
      expect(worker.io.stderr()).toMatch(/assay: the self-test of sandbox bubblewrap failed: .*loopback/)
      expect(shown.join('')).toMatch(/assay: worker \S+ does not grade here: /)
    },
  )

  it('is examined by assay doctor, with what would lose jobs', async () => {
    const redis = await redisServer()
    expect(await examineQueue(redis.url, {})).toEqual([
      { state: 'good', what: 'queue', says: '127.0.0.1 answers' },
      { state: 'good', what: 'redis', says: expect.stringMatching(/^\d+\.\S+; keeps jobs on the disk and removes none$/) },
      { state: 'good', what: 'runs', says: 'none under way' },
    ])
    await redis.client.config('SET', 'maxmemory-policy', 'allkeys-lru')
    await redis.client.multi().set(noticeKey('0123456789abcdef'), '').zadd(RUNS, 1, '0123456789abcdef').exec()
    const io = fakeIo({ catalogue: SMALL_SHEET })
    expect(await run(['doctor', '--queue', redis.url], io)).toBe(3)
    expect(io.stdout()).toMatch(/✗ redis .*removes jobs when its memory is full \(maxmemory-policy allkeys-lru\); set noeviction\n/)
    expect(io.stdout()).toMatch(/! runs {7}0123456789abcdef: 0 workers, 0 waiting\n/)
    expect(await examineQueue('redis://127.0.0.1:1', {})).toEqual([
      { state: 'bad', what: 'queue', says: expect.stringContaining('--queue redis://127.0.0.1:1: cannot be reached: ') },
    ])
  })

  it.each<[string, object, string]>([
    ['another version', { identity: { assay: '9.9.9' } }, 'here, 9.9.9 there; install the same version on both'],
    ['messages of another kind', { protocol: 0 }, 'install the same version on both'],
    ['another sandbox', { setup: { sandbox: 'bubblewrap' } }, 'the run wants the sandbox bubblewrap, this worker has process; '],
    ['another store', { blobs: 'folder' }, 'submissions lie in a shared folder; give the worker the same --blobs as assay grade'],
    [
      'another seed of its checks',
      { identity: { assay: version(), seed: 8, exercises: [] } },
      'results may differ here, because these do: ',
    ],
  ])('is refused by a worker where the run has %s', async (_what, part, says) => {
    const redis = await redisServer()
    const run = 'abcdef0123456789'
    const setup = { exercises: [], seed: 7, sandbox: 'process' }
    const whole = { protocol: PROTOCOL, run, identity: { assay: version() }, runtimes: {}, setup, languages: [], blobs: 'redis', ...part }
    await redis.client.set(noticeKey(run), JSON.stringify(signed(QUEUE_KEY, 'run', JSON.stringify(whole))))
    await redis.client.zadd(RUNS, 1, run)
    const worker = startWorker(redis.url, queueKey())
    await vi.waitFor(() => expect(worker.io.stderr()).toMatch(/ is refused: .*\n/), { timeout: 60_000 })
    expect(worker.io.stderr()).toContain(says)
  })

  it.each<[string, readonly string[], string]>([
    ['a queue without a key', ['--queue', 'redis://127.0.0.1:1'], '--queue needs --queue-key'],
    [
      'a queue that nobody has',
      ['--queue', 'redis://127.0.0.1:1', '--queue-key', 'queue.key'],
      '--queue redis://127.0.0.1:1: cannot be reached: ',
    ],
    [
      'what is no address',
      ['--queue', 'localhost', '--queue-key', 'queue.key'],
      '--queue: expected an address such as redis://localhost:6379',
    ],
    [
      'another protocol',
      ['--queue', 'http://u:p@h', '--queue-key', 'queue.key'],
      '--queue http://u:…@h: expected redis://host:port/database',
    ],
  ])('refuses %s with a sentence', async (_what, flags, says) => {
    const { code, stderr } = await grade({ ...CLASS, 'queue.key': 'k'.repeat(40) }, flags)
    expect({ code, stderr: stderr.slice(0, says.length + 7) }).toEqual({ code: 2, stderr: `assay: ${says}` })
  })
})
