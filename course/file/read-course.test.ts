import { describe, expect, it } from 'vitest'
import { CourseError } from '../course-error.ts'
import { readCourse } from './read-course.ts'

const full = `title: Deep learning
seed: env:ASSAY_SEED
timezone: Europe/Berlin
due: 2026-12-07 23:59
count: [2b, 5.1]
exercises:
  2b:
    points: 10
    weight: 1.5
    checks:
      shift: {visibility: after-due-date}
  autoencoder/concepts: {bonus: true, visibility: hidden}
visibility: after-published
late:
  grace: 15 minutes
  percent: 10
  max-days: 3
  cut-off: 2026-12-12 12:00
attempts: {count: best, max: 5}
extra-time:
  0042: 2 days
drop-lowest: 1
bonus-limit: 2.5
roster: roster.csv
lms: {kind: canvas, assignment: 90210}
`

describe('course.yaml', () => {
  it('is read with dates, durations and points in their units', () => {
    expect(readCourse(full).course).toEqual({
      title: 'Deep learning',
      sheet: 'built-in',
      seed: { env: 'ASSAY_SEED' },
      count: ['2b', '5.1'],
      exercises: [
        { exercise: '2b', points: 1000, weight: 1.5, checks: [{ check: 'shift', visibility: 'after-due-date' }] },
        { exercise: 'autoencoder/concepts', bonus: true, visibility: 'hidden' },
      ],
      visibility: 'after-published',
      timezone: 'Europe/Berlin',
      due: '2026-12-07T22:59:00.000Z',
      late: { grace: 900_000, percent: 10, per: 'day', of: 'earned', maxDays: 3, cutOff: '2026-12-12T11:00:00.000Z' },
      attempts: { count: 'best', max: 5 },
      extraTime: [{ student: '0042', ms: 172_800_000 }],
      dropLowest: 1,
      bonusLimit: 250,
      roster: 'roster.csv',
      lms: { kind: 'canvas', assignment: '90210' },
    })
  })

  it('has limits in seconds and MiB, for all exercises and for one', () => {
    const { course } = readCourse(
      'title: DL\nlimits: {call: 20, memory: 1024}\nexercises:\n  2b: {limits: {start-up: 1.5, submission: 300}}\n',
    )
    expect(course.limits).toEqual({ callMs: 20_000, memoryMiB: 1024 })
    expect(course.exercises).toEqual([{ exercise: '2b', limits: { startUpMs: 1500, submissionMs: 300_000 } }])
  })

  it('needs nothing but a title', () => {
    expect(readCourse('title: Deep learning').course).toEqual({
      title: 'Deep learning',
      sheet: 'built-in',
      exercises: [],
      timezone: 'UTC',
      attempts: { count: 'latest' },
      extraTime: [],
      dropLowest: 0,
    })
  })

  it('knows which line a value comes from', () => {
    const { placeOf, error } = readCourse(full)
    expect(placeOf(['late', 'max-days'])).toEqual({ line: 17, column: 3 })
    expect(placeOf(['sandbox'])).toBeUndefined()
    expect(error(['exercises', '2b'], 'is no exercise').message).toBe('course.yaml:7:3: exercises.2b is no exercise')
  })
})

describe('a mistake in course.yaml', () => {
  it.each([
    ['titel: DL\ntitle: DL', 'course.yaml:1:1: titel is unknown; did you mean title?'],
    [
      'title: DL\ndue: 2026-12-07 23:59',
      'course.yaml:2:6: due "2026-12-07 23:59" has no time zone; add one, such as Europe/Berlin or +01:00, or set `timezone`',
    ],
    ['title: DL\nlate: {percent: 10, max-days: 3}', 'course.yaml:2:7: late needs a due date: set `due`'],
    [
      'title: DL\ndue: 2026-12-07 23:59Z\nlate: {percent: 10}',
      'course.yaml:3:7: late never ends: set max-days or cut-off, after which a submission earns nothing',
    ],
    [
      'title: DL\ndue: 2026-12-07 23:59Z\nlate: {percent: 10, cut-off: 2026-12-01 10:00Z}',
      'course.yaml:3:30: late.cut-off is before the due date',
    ],
    ['title: DL\nseed: 0', 'course.yaml:2:7: seed expected at least 1, got 0'],
    ['title: DL\nseed: secret', 'course.yaml:2:7: seed expected an integer or `env:NAME`, such as `env:ASSAY_SEED`, got "secret"'],
    ['title: DL\nexercises:\n  2b:\n    points: ten', 'course.yaml:4:13: exercises.2b.points expected a number, got "ten"'],
    ['title: DL\nexercises:\n  2b:\n    points: 0.005', 'course.yaml:4:13: exercises.2b.points expected at least 0.01, got 0.005'],
    ['title: DL\nexercises:\n  2b:\n    weigth: 2', 'course.yaml:4:5: exercises.2b.weigth is unknown; did you mean weight?'],
    ['title: DL\nattempts: {count: last}', 'course.yaml:2:19: attempts.count expected one of: latest, best, first, got "last"'],
    [
      'title: DL\nextra-time: {u1: a while}',
      'course.yaml:2:18: extra-time.u1 "a while" is no duration; write it as 15 minutes, 2 days or 1 day 12 hours',
    ],
    ['title: DL\ntimezone: Atlantis', 'course.yaml:2:11: timezone "Atlantis" is no time zone; use an IANA name such as Europe/Berlin'],
    ['title: DL\nlimits: {call: 0}', 'course.yaml:2:16: limits.call expected at least 1, got 0'],
    ['title: DL\nlimits: {call: -3}', 'course.yaml:2:16: limits.call expected at least 1, got -3'],
    ['title: DL\nlimits: {call: 1 minute}', 'course.yaml:2:16: limits.call expected a number, got "1 minute"'],
    ['title: DL\nlimits: {submission: 86400}', 'course.yaml:2:22: limits.submission expected at most 3600, got 86400'],
    ['title: DL\nexercises:\n  2b: {limits: {memory: 2}}', 'course.yaml:3:25: exercises.2b.limits.memory expected at least 256, got 2'],
    ['title: DL\nlimits: {time: 3}', 'course.yaml:2:10: limits.time is unknown; expected one of: call, start-up, submission, memory'],
    ['title: DL\ncount: []', 'course.yaml:2:8: count expected something that is not empty, got an empty list'],
    ['title: DL\ntitle: ML', 'course.yaml:2:1: cannot be read as YAML: Map keys must be unique'],
    ['- a', 'course.yaml:1:1: the file expected `key: value` lines, got a list'],
    ['', 'course.yaml:1:1: title is missing: expected a text'],
    ['title: &t DL\nroster: *t', 'course.yaml:2:9: uses an alias (`*name`); write the value out'],
  ])('%j is told with its place', (text, says) => expect(() => readCourse(text)).toThrow(new CourseError(says)))

  it('does not hide another one', () => {
    const text = 'title: DL\nseed: -1\ndrop-lowest: some'
    expect(() => readCourse(text)).toThrow(/^course\.yaml:2:7: seed .*\ncourse\.yaml:3:14: drop-lowest expected a number, got "some"$/)
  })
})
