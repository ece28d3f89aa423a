import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { leftOut } from '#tools/testing/require-tool'
import { endStranded } from './stranded.ts'

/** A process that waits, under a name and with a path in its command line. */
function waiting(name: string, path: string): ChildProcess {
  return spawn(process.execPath, ['-e', "console.log('here'); setInterval(() => {}, 1000)", path], {
    argv0: name,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
}

describe.skipIf(leftOut(process.platform !== 'linux', 'bubblewrap is for Linux only'))('what a killed grader strands', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'stranded-'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  it('is ended: bwrap with that folder, and nothing else', async () => {
    const stranded = waiting('/usr/bin/bwrap', join(folder, 'submission'))
    const others = [waiting('/usr/bin/vim', join(folder, 'submission')), waiting('bwrap', `${folder}-2/submission`)]
    try {
      await Promise.all([stranded, ...others].map((one) => once(one.stdout as NodeJS.ReadableStream, 'data')))
      const ended = once(stranded, 'exit')
      await endStranded([`${folder}-1`, folder])
      expect(await ended).toEqual([null, 'SIGKILL'])
      expect(others.map(({ exitCode, signalCode }) => exitCode ?? signalCode)).toEqual([null, null])
    } finally {
      for (const one of [stranded, ...others]) one.kill('SIGKILL')
    }
  })
})
