import { describe, expect, it, vi } from 'vitest'
import { listOf, toPlain, toValue } from '#grading/model/value'
import { javascript } from '../adapters/javascript/javascript.ts'
import { ask, told } from '../adapters/testing/ask.ts'
import { inProcess } from './in-process.ts'

describe('the reference in-process', () => {
  it('answers as the same code in a child does', async () => {
    const source = `
      export const shapes = (m, list) => ({ rows: m.length, last: list[1], none: undefined, ragged: [[1], [1, 2]], typed: Float32Array.of(1) })
      export const change_it = async (v) => { v[0] = 9; return v }
      export const todo = () => { throw new Error('not implemented') }
      export const wrong = () => [1n]`
    const module = await import(`data:text/javascript,${encodeURIComponent(source)}`)
    const session = inProcess(module)
    await ask(javascript, { 'a.js': source }, async ({ callMany }) => {
      for (const [entry, args] of [
        [
          'shapes',
          [
            toValue([
              [1, 2],
              [3, 4],
            ]),
            listOf([[1], [2]]),
          ],
        ],
        ['changeIt', [toValue([1, 2])]],
        ['todo', []],
        ['wrong', []],
        ['nothing', []],
      ] as const) {
        const [here] = await session.callMany(entry, [args])
        const [there] = await callMany(entry, [args])
        const bare = (answer: typeof here): unknown =>
          JSON.parse(JSON.stringify({ ...answer, usage: 0, told: answer === undefined ? 0 : told(answer) }))
        expect(bare(here)).toEqual(bare(there))
      }
    })
  })

  it('gives each call arguments of its own', async () => {
    const args = [toValue([1, 2])]
    const session = inProcess({ f: (v: number[]) => v.reverse() })
    const answers = await session.callMany('f', [args, args])
    expect(answers.map((answer) => answer.ok && toPlain(answer.value))).toEqual([
      [2, 1],
      [2, 1],
    ])
  })

  it('says which arguments were changed, and how long it took', async () => {
    vi.useFakeTimers({ toFake: ['performance'] })
    const session = inProcess({
      f: (_a: number[], b: number[], c: number[]) => {
        vi.advanceTimersByTime(5)
        b[0] = 9
        return c.pop() ?? null
      },
      g: () => 1,
    })
    const three = [toValue([1, 2]), toValue([1, 2]), toValue([1, 2])]
    expect(await session.call('f', three)).toStrictEqual({ ok: true, value: 2, usage: { ms: 5 }, mutated: [1, 2] })
    expect(await session.call('g', three)).toStrictEqual({ ok: true, value: 1, usage: { ms: 0 } })
    vi.useRealTimers()
  })

  it('finds a function by its own name, or else by another spelling', async () => {
    const session = inProcess({ one_hot: () => 1, oneHot: () => 2, tensors: true })
    expect((await Promise.all(['oneHot', 'one_hot', 'ONE_HOT'].map((entry) => session.call(entry, [])))).map(told)).toEqual([2, 1, 1])
    const available = ['one_hot', 'oneHot']
    expect(told(await session.call('tensors', []))).toEqual({ kind: 'missing-entry', entry: 'tensors', available })
    await session.close()
  })

  it('is given typed arrays where it asks for tensors', async () => {
    const f = (x: unknown): boolean => Array.isArray(x)
    const lists = [inProcess({ f }), inProcess({ f, tensors: 'yes' }), inProcess({ f, tensors: true })]
    expect(await Promise.all(lists.map(async (session) => told(await session.call('f', [toValue([1])]))))).toEqual([true, true, false])
  })

  it.each([
    ['text', { kind: 'exception', name: 'thrown string', message: 'text' }],
    [null, { kind: 'exception', name: 'thrown object', message: 'null' }],
    [new RangeError('x'.repeat(5000)), { kind: 'exception', name: 'RangeError', message: 'x'.repeat(4096) }],
    [new Error('This is not yet implemented.'), { kind: 'not-implemented', entry: 'f' }],
    [new Error('NOT_IMPLEMENTED'), { kind: 'not-implemented', entry: 'f' }],
    [new Error('not-implemented'), { kind: 'not-implemented', entry: 'f' }],
    [new Error('NotImplemented'), { kind: 'not-implemented', entry: 'f' }],
    [new Error('not quite implemented'), { kind: 'exception', name: 'Error', message: 'not quite implemented' }],
  ])('says what was thrown: %.60s', async (thrown, fault) => {
    const session = inProcess({
      f: () => {
        throw thrown
      },
    })
    expect(told(await session.call('f', []))).toEqual(fault)
  })

  it('says what was thrown', async () => {
    const session = inProcess({
      f: () => {
        throw new RangeError('eta must be > 0')
      },
    })
    expect(await session.call('f', [])).toMatchObject({
      ok: false,
      fault: { kind: 'exception', name: 'RangeError', message: 'eta must be > 0' },
    })
  })
})
