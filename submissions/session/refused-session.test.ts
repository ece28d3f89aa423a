import { expect, it } from 'vitest'
import { refusedSession } from './refused-session.ts'

it('a refused submission answers every call with its fault, and can be closed', async () => {
  const session = refusedSession((entry) => ({ kind: 'not-implemented', entry }))
  const failed = (entry: string) => ({ ok: false, fault: { kind: 'not-implemented', entry }, usage: { ms: 0 } })
  expect(await session.call('f', [1])).toEqual(failed('f'))
  expect(await session.callMany('g', [[], [1]])).toEqual([failed('g'), failed('g')])
  await expect(session.close()).resolves.toBeUndefined()
})
