import { describe, expect, it, vi } from 'vitest'
import { javascript } from '../adapters/javascript/javascript.ts'
import { ask, told } from '../adapters/testing/ask.ts'

const AND_GOOD = '\nexport const good = () => 1\n'
const FD3 = "import fs from 'node:fs'\n"

/** A RESULT frame without answers, with a nonce of zeros: what a stray writer would send. */
const FORGED = `const forged = Buffer.alloc(32); forged.write('ASY1'); forged[4] = 2\n`

describe('a call that', () => {
  it('loops for ever ends at its deadline; its function is not called again, others are', async () => {
    const source = `export const bad = () => { for (;;); }${AND_GOOD}`
    await ask(
      javascript,
      { 'a.ts': source },
      async ({ call, callMany }) => {
        expect((await callMany('bad', [[], []])).map(told)).toEqual([
          { kind: 'time-limit', stage: 'call', limitMs: 1000, entry: 'bad' },
          { kind: 'not-called', reason: 'bad did not answer within 1 s and is not called again' },
        ])
        expect(told(await call('bad'))).toMatchObject({ kind: 'not-called' })
        expect(told(await call('good'))).toBe(1)
      },
      { limits: { callMs: 1000 } },
    )
  })

  it('comes late in a batch does not take the answers with it that were sent', async () => {
    const source = 'export const f = (i: number) => { const end = Date.now() + 550; while (i < 3 ? Date.now() < end : true); return i }'
    await ask(
      javascript,
      { 'a.ts': source },
      async ({ callMany }) => {
        const answers = await callMany('f', [[0], [1], [2], [3]])
        expect(answers.slice(0, 3).map(told)).toEqual([0, 1, 2])
        expect(told(answers[3] as never)).toMatchObject({ kind: 'time-limit', stage: 'call' })
      },
      { limits: { callMs: 1500 } },
    )
  })

  it('exits is no answer, whatever the exit code; the next one has a new process', async () => {
    const source = `export const bad = (n: number) => { if (n === 1) process.exit(0); return n }${AND_GOOD}`
    await ask(javascript, { 'a.ts': source }, async ({ call, callMany }) => {
      expect((await callMany('bad', [[0], [1], [2]])).map(told)).toEqual([
        0,
        { kind: 'exited', code: 0, signal: null },
        { kind: 'exited', code: 0, signal: null },
      ])
      expect(told(await call('good'))).toBe(1)
    })
  })

  it('awaits a promise that never settles is told so, and the process goes on', async () => {
    const source = `export const bad = () => new Promise(() => {})${AND_GOOD}`
    await ask(javascript, { 'a.ts': source }, async ({ call }) => {
      expect(told(await call('bad'))).toEqual({ kind: 'never-settles', entry: 'bad' })
      expect(told(await call('good'))).toBe(1)
    })
  })

  it('eats all memory is a memory fault', async () => {
    const source = 'export const bad = () => { const a: number[][] = []; for (;;) a.push(new Array(1000).fill(1.5)) }'
    await ask(javascript, { 'a.ts': source }, async ({ call }) => expect(told(await call('bad'))).toEqual({ kind: 'memory-limit' }), {
      limits: { memoryMiB: 64, callMs: 60_000 },
    })
  }, 300_000)

  it.each(['stdout', 'stderr'] as const)('prints without end on %s is stopped', async (stream) => {
    const source = `export const bad = () => { for (;;) process.${stream}.write('x'.repeat(10000)) }`
    await ask(
      javascript,
      { 'a.ts': source },
      async ({ call, output }) => {
        expect(told(await call('bad'))).toEqual({ kind: 'output-limit', stream, limitBytes: 100_000 })
        expect(output()[stream].length).toBeLessThan(41_100)
      },
      { limits: { outputBytes: 100_000 } },
    )
  })

  it('is killed by a signal says which', async () => {
    await ask(
      javascript,
      { 'a.ts': "export const bad = () => process.kill(process.pid, 'SIGTERM') && new Promise((r) => setTimeout(r, 9000))" },
      async ({ call }) => {
        expect(told(await call('bad'))).toEqual({ kind: 'exited', code: null, signal: 'SIGTERM' })
      },
    )
  })
})

describe('the channel', () => {
  it.each([
    [
      'a forged answer during the call',
      `${FD3}${FORGED}export const bad = () => { fs.writeSync(3, forged); return 1 }`,
      'answered something it was not asked',
    ],
    [
      'bytes that are no frame',
      `${FD3}export const bad = () => { fs.writeSync(3, 'x'.repeat(40)); return 1 }`,
      'a frame does not begin with ASY1',
    ],
    [
      'a length above the cap',
      `${FD3}${FORGED}export const bad = () => { forged.fill(255, 8, 16); fs.writeSync(3, forged); return 1 }`,
      'a frame announces 4294967295 bytes',
    ],
    ['a forged answer before READY', `${FD3}${FORGED}fs.writeSync(3, forged)\nexport const bad = () => 1`, 'answered before it was asked'],
  ])('ends at %s', async (_, source, words) => {
    await ask(javascript, { 'a.ts': source }, async ({ call }) => {
      expect(told(await call('bad'))).toEqual({ kind: 'protocol', reason: expect.stringContaining(words) })
    })
  })

  it('ends at an answer after the answer, and the next call hears of it', async () => {
    const source = `${FD3}${FORGED}export const bad = (n: number) => { process.nextTick(() => 0); if (n > 0) setTimeout(() => {}, 0); return n }
      export const late = async () => { const { spawn } = await import('node:child_process'); spawn(process.execPath, ['-e', "setTimeout(() => require('fs').writeSync(3, 'x'.repeat(40)), 50)"], { stdio: ['ignore', 'ignore', 'ignore', 3] }); return 1 }`
    await ask(javascript, { 'a.ts': source }, async ({ call }) => {
      expect(told(await call('late'))).toBe(1)
      await vi.waitFor(async () => expect(told(await call('bad', 0))).toMatchObject({ kind: 'protocol' }), { timeout: 5000, interval: 50 })
      expect(told(await call('bad', 0))).toBe(0)
    })
  })

  it('that the submission closes ends it', async () => {
    await ask(javascript, { 'a.ts': `${FD3}export const bad = () => { fs.closeSync(3); return 1 }` }, async ({ call }) => {
      expect(['protocol', 'exited']).toContain((told(await call('bad')) as { kind: string }).kind)
    })
  })

  it('half a frame and then silence is a time limit', async () => {
    const source = `${FD3}${FORGED}export const bad = () => { fs.writeSync(3, forged.subarray(0, 20)); for (;;); }`
    await ask(
      javascript,
      { 'a.ts': source },
      async ({ call }) => expect(told(await call('bad'))).toMatchObject({ kind: 'time-limit', stage: 'call' }),
      { limits: { callMs: 300 } },
    )
  })
})
