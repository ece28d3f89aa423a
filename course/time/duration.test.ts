import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { durationText, MINUTE, parseDuration } from './duration.ts'

describe('a length of time', () => {
  it.each([
    ['15 minutes', 15],
    ['1 day 12 hours', 36 * 60],
    ['1.5 hours', 90],
    ['2 Days, 1 Hour', 49 * 60],
    ['1 week', 7 * 24 * 60],
    ['0', 0],
  ])('%j is %i minutes', (text, minutes) => expect(parseDuration(text)).toBe(minutes * MINUTE))

  it.each(['', '15', 'soon', '-1 day', '2 fortnights', '1 day and', 'day'])('%j is none', (text) => {
    expect(parseDuration(text)).toBeUndefined()
  })

  it('is read back as it was written', () => {
    fc.assert(
      fc.property(fc.nat(100_000), (minutes) => {
        expect(parseDuration(durationText(minutes * MINUTE))).toBe(minutes * MINUTE)
      }),
    )
  })
})
