import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { expect, it } from 'vitest'
import { processorWaitMs } from './processor-wait.ts'

it('is nothing for a process that is not there', () => {
  expect(processorWaitMs(2 ** 30)).toBe(0)
})

it('is seen of descendants that compete for the processors', async () => {
  const count = 2 * availableParallelism() + 1
  const loop = 'const end = Date.now() + 1500; while (Date.now() < end);'
  const script = `const { spawn } = require('node:child_process')
for (let i = 0; i < ${count}; i++) spawn(process.execPath, ['-e', ${JSON.stringify(loop)}], { stdio: 'ignore' })
console.log('started')`
  const parent: ChildProcess = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'ignore'] })
  await once(parent.stdout as NodeJS.ReadableStream, 'data')
  await new Promise((resolve) => setTimeout(resolve, 1200))
  const waited = processorWaitMs(parent.pid as number)
  await once(parent, 'exit')
  // More than twice as many as there are processors: each has one for less than half of the time.
  expect(waited).toBeGreaterThan(200)
})
