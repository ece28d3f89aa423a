import { describe, expect, it } from 'vitest'
import type { Outcome } from '../model/check.ts'
import type { Place } from '../model/session.ts'
import { check, exercise, grade, session, submission } from './testing/parts.ts'

const thrown = (line: number): Outcome => ({
  verdict: 'runtime-error',
  fraction: 0,
  findings: [
    { code: 'fault', severity: 'error', entry: 'f', fault: { kind: 'exception', name: 'E', message: 'm', place: { file: 'a.py', line } } },
  ],
})
const failing = (id: string, line: number, visibility: 'visible' | 'hidden' = 'visible') =>
  check(id, async () => thrown(line), { visibility })
const asked: Place[] = []
const student = {
  ...submission(session(() => 1)),
  line: async (place: Place) => {
    asked.push(place)
    return place.line === 9 ? undefined : `line ${place.line}`
  },
}

describe('the code of a result', () => {
  it('is each line once that a visible check points to, where there is one', async () => {
    const { code } = await grade(exercise([failing('a', 3), failing('b', 3), failing('c', 9), failing('d', 5)]), student)
    expect(code).toEqual([
      { file: 'a.py', line: 3, text: 'line 3' },
      { file: 'a.py', line: 5, text: 'line 5' },
    ])
  })

  it('has the line before the one where a parser stumbled', async () => {
    const fault = { kind: 'syntax-error', message: 'm', place: { file: 'a.py', line: 3 } } as const
    const unread: Outcome = { verdict: 'load-error', fraction: 0, findings: [{ code: 'fault', severity: 'error', entry: 'f', fault }] }
    const { code } = await grade(exercise([check('a', async () => unread)]), student)
    expect(code?.map(({ line }) => line)).toEqual([2, 3])
  })

  it('is nothing of hidden checks', async () => {
    asked.length = 0
    expect(await grade(exercise([failing('h', 3, 'hidden')]), student)).not.toHaveProperty('code')
    expect(asked).toEqual([])
  })
})
