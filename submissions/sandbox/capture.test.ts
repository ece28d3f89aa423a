import { PassThrough } from 'node:stream'
import { setImmediate as tick } from 'node:timers/promises'
import { describe, expect, it, vi } from 'vitest'
import { createCapture } from './capture.ts'

function pipes(): { readonly stdout: PassThrough; readonly stderr: PassThrough } {
  return { stdout: new PassThrough(), stderr: new PassThrough() }
}

describe('capture', () => {
  it('keeps short output whole, over several children', async () => {
    const capture = createCapture()
    for (const word of ['one', 'two']) {
      const streams = pipes()
      capture.attach(streams, 1000, () => {})
      streams.stdout.write(`${word}\n`)
      streams.stderr.write('!')
      await tick()
    }
    expect(capture.output()).toEqual({ stdout: 'one\ntwo\n', stderr: '!!' })
  })

  it.each([1, 700, 9000, 50_000])('keeps the first 32 KiB and the last 8 KiB of long output that comes in chunks of %i', async (size) => {
    const capture = createCapture()
    const streams = pipes()
    capture.attach(streams, 1e9, () => {})
    const text = Array.from({ length: 10_000 }, (_, i) => `${i}`.padStart(9)).join('\n')
    for (let i = 0; i < text.length; i += size) {
      streams.stdout.write(text.slice(i, i + size))
      if (i % 16_000 === 0) await tick()
    }
    await tick()
    const { stdout } = capture.output()
    expect(stdout).toBe(`${text.slice(0, 32 * 1024)}\n… ${text.length - 40 * 1024} bytes left out …\n${text.slice(-8 * 1024)}`)
  })

  it('tells once when a stream passes its limit', async () => {
    const capture = createCapture()
    const streams = pipes()
    const exceeded = vi.fn()
    capture.attach(streams, 10, exceeded)
    streams.stdout.write('x'.repeat(10))
    await tick()
    expect(exceeded).not.toHaveBeenCalled()
    for (let i = 0; i < 3; i++) streams.stdout.write('x')
    await tick()
    expect(exceeded.mock.calls).toEqual([['stdout']])
  })

  it('survives a stream that breaks', async () => {
    const streams = pipes()
    const capture = createCapture()
    capture.attach(streams, 10, () => {})
    streams.stderr.destroy(new Error('ECONNRESET'))
    await tick()
    expect(capture.output().stderr).toBe('')
  })
})
