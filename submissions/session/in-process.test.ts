import { describe, expect, it } from 'vitest'
import { listOf, toPlain, toValue } from '../../grading/model/value.ts'
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
