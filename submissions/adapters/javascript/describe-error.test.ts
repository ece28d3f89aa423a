import { describe, expect, it } from 'vitest'
import { toPlain } from '#grading/model/value'
import { ask, told } from '../testing/ask.ts'
import { javascript } from './javascript.ts'

/** What one call of `f` answers, with the source of the submission. */
function answerOf(source: string): Promise<unknown> {
  return ask(javascript, { 'submission.ts': source }, async ({ call }) => told(await call('f')))
}

describe('errors', () => {
  const deep = 'export interface A { a: number }\n\nexport const inner = (x: number): never => {\n  throw new RangeError(`no ${x}`)\n}\n'

  it("name the line of the student's TypeScript", async () => {
    const files = {
      'submission.ts': "enum E { A = 1 }\nimport { inner } from './lib/inner.js'\nexport const f = (x: number) => inner(x + E.A)\n",
      'lib/inner.ts': deep,
    }
    await ask(javascript, files, async ({ call }) => {
      expect(told(await call('f', 1))).toEqual({
        kind: 'exception',
        name: 'RangeError',
        message: 'no 2',
        place: { file: 'lib/inner.ts', line: 4, column: 9 },
      })
    })
  })

  it('name no folder of this machine where a stack is in their words', async () => {
    const found = (await answerOf('export const f = () => { throw new Error(new Error("inner").stack) }')) as { message: string }
    expect(found.message).toContain('bootstrap.cjs')
    expect(found.message).not.toMatch(/assay-|\/tmp\//)
  })

  it('at import are load errors with their line', async () => {
    expect(await answerOf('const a: any = undefined\n\nconst b = a.b\nexport const f = () => b')).toMatchObject({
      kind: 'load-error',
      name: 'TypeError',
      place: { file: 'submission.ts', line: 3 },
    })
  })

  it('of rejected promises and of timers belong to the call', async () => {
    expect(await answerOf('export const f = async () => {\n throw new Error("late")\n}')).toMatchObject({
      message: 'late',
      place: { line: 2 },
    })
    const timer = 'export const f = () => new Promise(() => setTimeout(() => { throw new Error("in a timer") }, 1))'
    expect(await answerOf(timer)).toMatchObject({ kind: 'exception', message: 'in a timer' })
  })

  it('that are no Errors are told too', async () => {
    expect(await answerOf('export const f = () => { throw "a word" }')).toEqual({
      kind: 'exception',
      name: 'thrown string',
      message: 'a word',
    })
    expect(await answerOf('export const f = () => { throw { get message() { throw 1 } } }')).toMatchObject({ kind: 'exception' })
  })

  it('that say "not implemented" mean that nothing was tried', async () => {
    expect(await answerOf('export const f = () => { throw new Error("Not implemented: f") }')).toEqual({
      kind: 'not-implemented',
      entry: 'f',
    })
  })

  it('keep our folders out of their messages', async () => {
    const answer = (await answerOf(
      "import fs from 'node:fs'\nexport const f = () => fs.readFileSync(new URL('./w.npy', import.meta.url))",
    )) as { message: string }
    expect(answer.message).toContain("open 'w.npy'")
  })

  it('do not stop the calls after them', async () => {
    await ask(javascript, { 'a.js': 'export const f = (x) => { if (x === 1) throw new Error("one"); return x }' }, async ({ callMany }) => {
      expect((await callMany('f', [[0], [1], [2]])).map((answer) => (answer.ok ? toPlain(answer.value) : answer.fault.kind))).toEqual([
        0,
        'exception',
        2,
      ])
    })
  })
})
