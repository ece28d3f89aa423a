import { existsSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { describe, expect, it, vi } from 'vitest'
import { DEFAULT_LIMITS } from '#grading/model/session'
import { toValue } from '#grading/model/value'
import { javascript } from '../adapters/javascript/javascript.ts'
import { ask, told } from '../adapters/testing/ask.ts'
import { createCapture } from '../sandbox/capture.ts'
import { connect } from './connect.ts'

const AND_GOOD = '\nexport const good = () => 1\n'
describe('a submission that', () => {
  it('hangs at import is started once, and every call gets that fault', async () => {
    let starts = 0
    await ask(
      javascript,
      { 'a.ts': 'for (;;);\nexport const f = () => 1' },
      async ({ call, callMany }) => {
        const fault = { kind: 'time-limit', stage: 'start-up', limitMs: 3000 }
        expect(told(await call('f'))).toEqual(fault)
        expect((await callMany('g', [[], []])).map(told)).toEqual([fault, fault])
        expect(starts).toBe(1)
      },
      {
        limits: { startUpMs: 3000 },
        launch: (launch) => ({
          ...launch,
          get args() {
            starts++
            return launch.args
          },
        }),
      },
    )
  })

  it.each([
    ['exits at import', 'process.exit(0)\nexport const f = () => 1', { kind: 'exited', code: 0, signal: null, loading: true }],
    [
      'awaits for ever at import',
      'await new Promise(() => {})\nexport const f = () => 1',
      { kind: 'load-error', message: 'a promise awaited at the top level never settles' },
    ],
  ])('%s never answers', async (_, source, fault) => {
    await ask(javascript, { 'a.ts': source }, async ({ call }) => expect(told(await call('f'))).toMatchObject(fault))
  })

  it('had to be ended four times is not started again', async () => {
    await ask(javascript, { 'a.ts': `export const bad = () => process.exit(3)${AND_GOOD}` }, async ({ call }) => {
      for (let i = 0; i < 4; i++) expect(told(await call('bad'))).toMatchObject({ kind: 'exited', code: 3 })
      expect(told(await call('good'))).toEqual({
        kind: 'not-called',
        reason: 'its process had to be ended 4 times and is not started again',
      })
    })
  })

  it('uses up its whole time is not asked any more', async () => {
    const source = 'export const f = () => { const end = Date.now() + 400; while (Date.now() < end); return 1 }'
    await ask(
      javascript,
      { 'a.ts': source },
      async ({ callMany }) => {
        const answers = (
          await callMany(
            'f',
            Array.from({ length: 20 }, () => []),
          )
        ).map(told)
        expect(answers[0]).toBe(1)
        expect(answers.at(-1)).toEqual({ kind: 'time-limit', stage: 'submission', limitMs: 3000 })
      },
      { limits: { submissionMs: 3000 } },
    )
  })

  it('is asked more than the number of calls allowed answers no more', async () => {
    await ask(
      javascript,
      { 'a.ts': `${AND_GOOD}` },
      async ({ callMany, call }) => {
        expect((await callMany('good', [[], []])).map(told)).toEqual([1, 1])
        expect(told(await call('good'))).toEqual({ kind: 'not-called', reason: 'more than 2 calls were made' })
      },
      { limits: { maxCalls: 2 } },
    )
  })

  it('is asked by several at once answers each in turn', async () => {
    await ask(
      javascript,
      {
        'a.ts':
          'let n = 0\nexport const f = async (x: number) => { n++; await new Promise((r) => setTimeout(r, 3)); return n-- === 1 ? x : -1 }',
      },
      async ({ call }) => {
        expect((await Promise.all([1, 2, 3, 4].map((x) => call('f', x)))).map(told)).toEqual([1, 2, 3, 4])
      },
    )
  })

  it('gets more arguments than one frame holds is asked in several', async () => {
    await ask(javascript, { 'a.ts': 'export const f = (words: string[], m: number[]) => words.length + m[0]!' }, async ({ callMany }) => {
      const words = Array.from({ length: 200 }, (_, i) => `word ${i}`)
      const answers = await callMany(
        'f',
        Array.from({ length: 60 }, (_, i) => [words, toValue([i, 0])]),
      )
      expect(answers.map(told)).toEqual(Array.from({ length: 60 }, (_, i) => 200 + i))
    })
  })
})

describe('a connection', () => {
  it("calls it the machine's fault when no child can be started", async () => {
    const start = (): Promise<never> => Promise.reject(new Error('no such program'))
    const connection = connect({
      start,
      limits: DEFAULT_LIMITS,
      capture: createCapture(),
      spent: { ms: 0, answers: { bytes: 0 } },
      files: new Set(),
    })
    expect(await connection.session().call('f', [])).toMatchObject({
      ok: false,
      fault: { kind: 'infrastructure', reason: 'no such program' },
    })
    await connection.close()
  })

  it('shows the child nothing of our environment', async () => {
    vi.stubEnv('ASSAY_TEST_SECRET', 'secret')
    await ask(javascript, { 'a.ts': 'export const f = () => Object.keys(process.env).sort()' }, async ({ call }) => {
      expect(told(await call('f'))).toEqual(['HOME', 'LANG', 'PATH', 'TMPDIR', 'TZ'])
    })
    vi.unstubAllEnvs()
  })

  it('leaves no process behind, not even a grandchild that holds its pipes', async () => {
    const source = `import { spawn } from 'node:child_process'
      export const f = () => [process.pid, spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' }).pid]`
    let pids: number[] = []
    await ask(javascript, { 'a.ts': source }, async ({ call }) => {
      pids = told(await call('f')) as number[]
      expect(pids.filter(isAlive)).toHaveLength(2)
    })
    await vi.waitFor(() => expect(pids.filter(isAlive)).toEqual([]))
  })

  it('closed during a call ends that call', async () => {
    let pending: Promise<unknown> = Promise.resolve()
    await ask(javascript, { 'a.ts': 'export const f = () => { console.log("in"); for (;;); }' }, async ({ call, output }) => {
      pending = call('f').then(told)
      await vi.waitFor(() => expect(output().stdout).toBe('in\n'), { timeout: 5000 })
    })
    expect(await pending).toEqual({ kind: 'not-called', reason: 'the submission is closed' })
  })

  it('knows nothing of its calls in a new process, as often as one is asked for', async () => {
    const source = 'let calls = 0\nexport const f = () => ++calls\nexport const bad = () => process.exit(3)'
    await ask(javascript, { 'a.ts': source }, async ({ call, afresh }) => {
      for (let i = 0; i < 5; i++) {
        expect([told(await call('f')), told(await call('f'))]).toEqual([1, 2])
        await afresh()
      }
      expect(told(await call('bad'))).toMatchObject({ kind: 'exited', code: 3 })
      expect(told(await call('f'))).toBe(1)
    })
  })

  it('removes the scratch folders of its children', async () => {
    let scratch = ''
    await ask(
      javascript,
      {
        'a.ts':
          "import fs from 'node:fs'\nexport const f = () => { fs.writeFileSync(process.env.TMPDIR + '/x', 'x'); return process.env.TMPDIR }",
      },
      async ({ call }) => {
        scratch = told(await call('f')) as string
      },
    )
    expect(scratch.startsWith(tmpdir())).toBe(true)
    await vi.waitFor(() => expect(existsSync(scratch)).toBe(false))
  })
})

/** A zombie that nobody has waited for yet counts as gone. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return !existsSync('/proc') || !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}
