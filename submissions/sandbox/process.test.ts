import { tmpdir } from 'node:os'
import { describe, expect, it } from 'vitest'
import { DEFAULT_LIMITS } from '#grading/model/session'
import type { Launch } from '../adapters/adapter.ts'
import { processSandbox } from './process.ts'

function launchOf(code: string, change: Partial<Launch> = {}): Launch {
  return { runtime: 'node', command: process.execPath, args: ['-e', code], cwd: tmpdir(), env: {}, readOnly: [], memory: 'heap', ...change }
}

describe('process sandbox', () => {
  it('tells how its child ended', async () => {
    const child = await processSandbox.start(launchOf('process.exit(7)'), DEFAULT_LIMITS)
    expect(await child.exited).toEqual({ code: 7, signal: null })
  })

  it('kills its child, also twice', async () => {
    const child = await processSandbox.start(launchOf("process.on('SIGTERM', () => {}); for (;;);"), DEFAULT_LIMITS)
    child.kill()
    child.kill()
    expect(await child.exited).toEqual({ code: null, signal: 'SIGKILL' })
  })

  it('gives Node the heap that the limits allow', async () => {
    const child = await processSandbox.start(launchOf("console.log(require('v8').getHeapStatistics().heap_size_limit / 2 ** 20)"), {
      ...DEFAULT_LIMITS,
      memoryMiB: 100,
    })
    let text = ''
    for await (const chunk of child.stdout) text += chunk
    expect(Number(text)).toBeGreaterThan(90)
    expect(Number(text)).toBeLessThan(200)
  })

  it('limits the address space of a program that has no heap limit of its own', async () => {
    const limits = { ...DEFAULT_LIMITS, memoryMiB: 16 }
    const child = await processSandbox.start(
      launchOf('', { command: '/bin/sh', args: ['-c', 'ulimit -v'], memory: 'address-space' }),
      limits,
    )
    let text = ''
    for await (const chunk of child.stdout) text += chunk
    expect(text).toBe(`${16 * 4 * 1024}\n`)
  })

  it('rejects, in a sentence, when there is no such program', async () => {
    await expect(processSandbox.start(launchOf('', { command: '/nowhere/node' }), DEFAULT_LIMITS)).rejects.toThrow(
      '/nowhere/node does not start',
    )
  })

  it('says that it isolates neither files nor the network', async () => {
    expect(await processSandbox.probe()).toMatchObject({ available: true, isolatesFiles: false, isolatesNetwork: false })
  })
})
