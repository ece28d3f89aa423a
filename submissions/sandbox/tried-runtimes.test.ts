import { describe, expect, it } from 'vitest'
import { DEFAULT_LIMITS } from '#grading/model/session'
import { lacks } from '#tools/testing/require-tool'
import type { Launch } from '../adapters/adapter.ts'
import { createBubblewrap } from './bubblewrap/bubblewrap.ts'
import { expectTried, startOnly } from './tried-runtimes.ts'

const sandbox = createBubblewrap()

function exitOf(runtime: Launch['runtime']): Promise<unknown> {
  const launch: Launch = { runtime, command: process.execPath, args: ['--version'], cwd: '/', env: {}, readOnly: [], memory: 'heap' }
  return sandbox.start(launch, DEFAULT_LIMITS).then(({ exited }) => exited)
}

describe('runtimes that were not tried', () => {
  it('are of no matter to a process that grades nobody', () => {
    for (const runtime of ['node', 'python'] as const) expect(() => expectTried({ runtime })).not.toThrow()
  })

  it.skipIf(lacks('bwrap', 'what is started in it'))('are started in no sandbox from then on', async () => {
    expect(await exitOf('python')).toMatchObject({ code: 0 })
    startOnly(['node'])
    expect(await exitOf('node')).toMatchObject({ code: 0 })
    await expect(exitOf('python')).rejects.toThrow('canaries were not tried with python, which no file of the class seemed to need')
  })
})
