import { expect, it } from 'vitest'
import { NO_COURSE } from '../model/course.ts'
import { lastMoment } from './lateness.ts'

const due = '2026-12-07T12:00:00.000Z'
const late = { grace: 0, percent: 10, per: 'day', of: 'earned' } as const
const DAY = 86_400_000

it.each([
  ['no due date', {}, undefined],
  ['the due date', { due }, due],
  ['the longest extra time', { due, extraTime: [{ student: 'u1', ms: DAY }] }, '2026-12-09T12:00:00.000Z'],
  ['the last late day', { due, late: { ...late, maxDays: 3 } }, '2026-12-10T12:00:00.000Z'],
  ['the grace, where that is longer', { due, late: { ...late, grace: DAY, maxDays: 0 } }, '2026-12-08T12:00:00.000Z'],
  ['the cut-off', { due, late: { ...late, cutOff: '2026-12-20T12:00:00.000Z' } }, '2026-12-20T12:00:00.000Z'],
  ['whichever of both is first', { due, late: { ...late, maxDays: 3, cutOff: '2026-12-20T12:00:00.000Z' } }, '2026-12-10T12:00:00.000Z'],
  [
    'extra time beyond the cut-off',
    { due, late: { ...late, cutOff: due }, extraTime: [{ student: 'u1', ms: DAY }] },
    '2026-12-09T12:00:00.000Z',
  ],
])('no submission counts after %s', (_, course, moment) => {
  const roster = [
    { id: 'u1', name: 'Ada', extraTime: DAY },
    { id: 'u2', name: 'Bo', extraTime: DAY },
  ]
  const own = 'extraTime' in course ? roster : roster.slice(0, 0)
  expect(lastMoment({ ...NO_COURSE, ...course }, own)).toBe(moment)
})
