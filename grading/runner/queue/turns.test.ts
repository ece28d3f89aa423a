import { describe, expect, it } from 'vitest'
import { createTurns } from './turns.ts'

describe('createTurns', () => {
  it('lets many begin together', async () => {
    const turns = createTurns(() => undefined)
    expect([await turns.enter(false), await turns.enter(false)]).toEqual([true, true])
  })

  it('lets one that wants to be alone begin when the others have left, and none beside it', async () => {
    const told: (boolean | string)[] = []
    const turns = createTurns((isAlone) => told.push(isAlone))
    await turns.enter(false)
    await turns.enter(false)
    const alone = turns.enter(true).then((may) => told.push(`begins: ${may}`))
    expect(await turns.enter(false)).toBe(false)
    turns.leave()
    expect(told).toEqual([true])
    turns.leave()
    await alone
    expect(told).toEqual([true, 'begins: true'])
    expect([await turns.enter(false), await turns.enter(true)]).toEqual([false, false])
    turns.leave()
    expect(told).toEqual([true, 'begins: true', false])
    expect(await turns.enter(false)).toBe(true)
  })

  it('lets one begin at once where nobody is', async () => {
    const turns = createTurns(() => undefined)
    expect(await turns.enter(true)).toBe(true)
    turns.leave()
    expect(await turns.enter(true)).toBe(true)
  })
})
