import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isZone, momentText, parseMoment } from './moment.ts'

describe('a date', () => {
  it.each([
    ['2026-12-07 23:59 Europe/Berlin', '2026-12-07T22:59:00.000Z'],
    ['2026-07-07 23:59 Europe/Berlin', '2026-07-07T21:59:00.000Z'],
    ['2026-12-07T23:59:30+01:00', '2026-12-07T22:59:30.000Z'],
    ['2026-12-07 23:59Z', '2026-12-07T23:59:00.000Z'],
    ['2026-12-07 23:59 Asia/Kolkata', '2026-12-07T18:29:00.000Z'],
    ['2026-12-07 23:59 America/Argentina/Buenos_Aires', '2026-12-08T02:59:00.000Z'],
  ])('%j is the moment %s', (text, utc) => expect(parseMoment(text)).toMatchObject({ utc }))

  it('without a zone belongs to the zone of the course', () => {
    expect(parseMoment('2026-12-07 23:59', 'Europe/Berlin')).toMatchObject({ utc: '2026-12-07T22:59:00.000Z' })
  })

  it('that comes twice when the clocks go back is the later one', () => {
    expect(parseMoment('2026-10-25 02:30 Europe/Berlin')).toMatchObject({ utc: '2026-10-25T01:30:00.000Z' })
  })

  it.each([
    ['2026-12-07 23:59', 'has no time zone'],
    ['2026-12-07', 'has no time of day'],
    ['7.12.2026', 'is no date'],
    ['2026-02-30 10:00Z', 'does not exist in the calendar'],
    ['2026-12-07 25:00Z', 'does not exist in the calendar'],
    ['2026-12-07 23:59 Europe/Atlantis', 'unknown time zone Europe/Atlantis'],
    ['2026-03-29 02:30 Europe/Berlin', 'the clocks skip it'],
  ])('%j is refused', (text, says) => expect(parseMoment(text)).toMatchObject({ flaw: expect.stringContaining(says) }))

  it('is read back as it was shown', () => {
    const zones = fc.constantFrom('UTC', 'Europe/Berlin', 'America/St_Johns', 'Australia/Lord_Howe', 'Asia/Kathmandu')
    fc.assert(
      fc.property(fc.integer({ min: 29_000_000, max: 31_000_000 }), zones, (minutes, zone) => {
        const shown = momentText(new Date(minutes * 60_000).toISOString(), zone)
        const read = parseMoment(shown)
        expect('utc' in read && momentText(read.utc, zone)).toBe(shown)
        // In the hour that comes twice it may be the other one.
        expect('utc' in read && Date.parse(read.utc) - minutes * 60_000).toBeOneOf([0, 30 * 60_000, 60 * 60_000])
      }),
    )
  })
})

it('a time zone is known by its IANA name', () => expect(['Europe/Berlin', 'Europe/Atlantis'].map(isZone)).toEqual([true, false]))
