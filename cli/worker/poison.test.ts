import { describe, expect, it, onTestFinished } from 'vitest'
import { queueKey, reportsOf } from '#tools/testing/queue-class'
import { FAULT_CLASS, FAULT_ROUNDS, gradeAnd, localReports, workerProcess } from '#tools/testing/queue-faults'
import { redisServer } from '#tools/testing/redis'
import { lacks } from '#tools/testing/require-tool'
import { RIGHT_TS } from '#tools/testing/small-sheet'

describe.skipIf(lacks('redis-server', 'faults of a queue')).each(FAULT_ROUNDS)('a run on a queue, round %d', () => {
  it('leaves a submission that ends its workers to an instructor, after three of them, and no other with it', async () => {
    const [redis, key] = [await redisServer(), queueKey()]
    const supervised = superviseWorker(redis.url, key)
    const graded = await gradeAnd(redis.url, key, 1, () => undefined, { ...FAULT_CLASS, 'class/poison/submission.ts': POISON })
    expect(supervised.ends()).toEqual(['SIGKILL', 'SIGKILL', 'SIGKILL'])
    expect(graded.code).toBe(3)
    const [whole, local] = [resultsOf(graded.out), JSON.parse((await localReports())['results.json'] ?? '') as Results]
    const isPoison = ({ id }: { readonly id: string }): boolean => id === 'poison'
    expect(whole.students.filter((one) => !isPoison(one))).toEqual(local.students)
    const [poison] = whole.students.filter(isPoison)
    expect(JSON.stringify(poison)).toContain('it was given to 3 workers, one after the other, and each was lost while it graded it')
    expect(poison?.exercises.map(({ status }) => status)).toEqual(['judging-error', 'judging-error'])
  })
})

interface Results {
  readonly students: readonly { readonly id: string; readonly exercises: readonly { readonly status: string }[] }[]
}

function resultsOf(out: string): Results {
  return JSON.parse(reportsOf(out)['results.json'] ?? '') as Results
}

/** Ends the worker that has it graded, as a submission does that takes all memory. */
const POISON = `import { readFileSync } from 'node:fs'
${RIGHT_TS.replace('return x + x', 'endWorker(); return x + x')}
function endWorker(): void {
  for (let pid = process.ppid; pid > 1; ) {
    if (readFileSync(\`/proc/\${pid}/cmdline\`, 'utf8').includes('\\0worker\\0')) process.kill(pid, 'SIGKILL')
    pid = Number(readFileSync(\`/proc/\${pid}/stat\`, 'latin1').split(')').at(-1)?.trim().split(' ')[1])
  }
}
`

/** A worker that is started again whenever it ends, as a service is. */
function superviseWorker(url: string, key: string): { ends(): readonly (string | null)[] } {
  const ends: (string | null)[] = []
  let over = false
  const start = (): void => {
    const child = workerProcess(url, key)
    child.once('exit', (_code, signal) => {
      if (over) return
      ends.push(signal)
      start()
    })
  }
  start()
  onTestFinished(() => {
    over = true
  })
  return { ends: () => ends }
}
