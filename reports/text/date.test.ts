import { expect, it } from 'vitest'
import { dateText } from './date.ts'

it('writes a time with its zone', () => {
  expect(dateText('2026-07-01T10:05:00.000Z')).toBe('1 July 2026 at 10:05 UTC')
  expect(dateText('2026-12-31T23:30:00.000Z', 'Europe/Berlin')).toBe('1 January 2027 at 00:30 CET')
})

it('leaves alone what is no time', () => {
  expect(dateText('yesterday')).toBe('yesterday')
})
