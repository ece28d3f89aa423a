import { describe, expect, it } from 'vitest'
import type { Override } from '#grading/model/adjustment'
import { resultOf } from '../testing/random-class.ts'
import { attemptOf, checkOf, classOf, exerciseOf, submissionOf } from '../testing/small-class.ts'
import { foldGradebook } from './fold.ts'

const due = '2026-12-07T22:59:00.000Z'
const HOUR = 3_600_000
const DAY = 24 * HOUR
const late = { grace: 0, percent: 10, per: 'day', of: 'earned', maxDays: 3 } as const
const dueAnd = (hours: number): string => new Date(Date.parse(due) + hours * 3_600_000).toISOString()
const person = { by: 'R. Lind', at: '2026-12-18T10:00:00.000Z' }

describe('attempts', () => {
  const results = [submissionOf('a1', 4), submissionOf('a2', 9), submissionOf('a3', 6)]
  const attempts = [attemptOf('ada', 'a1', 1, dueAnd(-2)), attemptOf('ada', 'a2', 2, dueAnd(-1)), attemptOf('ada', 'a3', 3, dueAnd(1))]
  const row = (course: Parameters<typeof classOf>[1]) => foldGradebook(classOf(results, course, { attempts })).rows[0]

  it.each([
    ['latest', 'a3', 600],
    ['best', 'a2', 900],
    ['first', 'a1', 400],
  ] as const)('count by the rule %s', (count, submission, points) => {
    expect(row({ attempts: { count } })).toMatchObject({ student: 'ada', submission, points, max: 1000 })
  })

  it('say why each counts or does not', () => {
    expect(row({ attempts: { count: 'best', max: 2 }, due, late })?.attempts).toMatchObject([
      { submission: 'a1', counts: false, why: 'Another submission has more points, or as many and is later.', points: 400 },
      { submission: 'a2', counts: true, why: 'The best of 2 submissions that are considered.', points: 900, lateBy: 0 },
      { submission: 'a3', counts: false, why: 'Not considered: the course considers 2 submissions.', points: 540, lateBy: 3_600_000 },
    ])
  })

  it('that are too late are considered only where there is no other', () => {
    const strict = { due, late: { ...late, maxDays: 0 } }
    expect(row(strict)).toMatchObject({ submission: 'a2', points: 900 })
    expect(row(strict)?.attempts[2]?.why).toMatch(
      /^Not considered: Submitted 1 hour after the due date .*; a late submission earns nothing\.$/,
    )
    const only = classOf(results, strict, { attempts: attempts.slice(2) })
    expect(foldGradebook(only).rows[0]).toMatchObject({ submission: 'a3', points: 0 })
  })
})

describe('lateness', () => {
  const row = (hours: number, more: Parameters<typeof classOf>[1] = {}, entry = {}) =>
    foldGradebook(
      classOf(
        [submissionOf('ada', 8)],
        { due, late, timezone: 'Europe/Berlin', ...more },
        {
          attempts: [attemptOf('ada', 'ada', 1, dueAnd(hours))],
          roster: [{ id: 'ada', name: 'Ada Lind', email: 'ada@example.org', ...entry }],
        },
      ),
    ).rows[0]

  it('costs what the course says, for each day begun', () => {
    expect(row(25)).toMatchObject({
      points: 640,
      adjustments: [
        {
          kind: 'late',
          points: -160,
          who: 'course.yaml',
          when: dueAnd(25),
          why: 'Submitted 1 day 1 hour after the due date (2026-12-07 23:59 Europe/Berlin): 10 % for each day begun, 20 % of the points earned.',
        },
      ],
    })
  })

  it.each([
    ['in time', 0, {}, 800],
    ['within the grace', 0.2, { late: { ...late, grace: 900_000 } }, 800],
    ['after the grace, from the due date', 0.3, { late: { ...late, grace: 900_000 } }, 720],
    ['by the hour', 2.5, { late: { ...late, per: 'hour' as const } }, 560],
    ['of the maximum', 25, { late: { ...late, of: 'maximum' as const } }, 600],
    ['after the last day', 73, {}, 0],
    ['after the cut-off', 2, { late: { ...late, cutOff: dueAnd(1) } }, 0],
    ['without a rule', 100, { late: undefined }, 800],
    ['with extra time of the course', 25, { extraTime: [{ student: 'ADA@example.org', ms: 86_400_000 }] }, 720],
  ])('%s', (_, hours, course, points) => expect(row(hours, course as Parameters<typeof classOf>[1])?.points).toBe(points))

  it('counts from the extra time of the roster', () => {
    expect(row(25, {}, { extraTime: 86_400_000 })).toMatchObject({ points: 720, attempts: [{ lateBy: 3_600_000 }] })
  })

  describe('that a platform marks without a time', () => {
    const attempts = [{ ...attemptOf('ada', 'ada'), markedLate: true as const }]
    const fold = (course: Parameters<typeof classOf>[1]) => foldGradebook(classOf([submissionOf('ada', 8)], course, { attempts }))

    it('makes the grade wait for a decision', () => {
      const { rows, remarks } = fold({ due, late })
      expect(rows[0]).toMatchObject({
        ...{ points: 800, attempts: [{ markedLate: true, lateBy: 0 }] },
        undecided: 'The learning platform marks this submission late without a time; an instructor has to decide what that costs.',
      })
      expect(remarks).toEqual([
        'The submission ada is marked late and has no time; its grade waits: say how late such submissions count (late: flagged in course.yaml) or when it came (submissions).',
      ])
    })

    it.each([
      ['1 day', DAY, 720, '10 % for each day begun, 10 % of the points earned.'],
      ['1 day 1 hour', DAY + HOUR, 640, '10 % for each day begun, 20 % of the points earned.'],
      ['within the grace', 15 * 60_000, 800, 'up to 30 minutes cost nothing.'],
      ['later than all', 4 * DAY, 0, 'a submission more than 3 days late earns nothing.'],
    ])('counts as %s late where the course says so', (_, flagged, points, says) => {
      const [row] = fold({ due, late: { ...late, grace: 30 * 60_000, maxDays: 3, flagged } }).rows
      expect(row).toMatchObject({ points, attempts: [{ why: expect.stringContaining(says) }] })
      expect(row).not.toHaveProperty('undecided')
    })

    it('costs nothing where being late costs nothing', () => {
      const { rows, remarks } = fold({ due })
      expect(rows[0]).toMatchObject({
        points: 800,
        attempts: [{ why: expect.stringMatching(/late without a time; this costs nothing\.$/) }],
      })
      expect(rows[0]).not.toHaveProperty('undecided')
      expect(remarks).toEqual(['The submission ada is marked late and has no time; nothing is deducted.'])
    })
  })
})

describe('points that a person gave', () => {
  const results = [submissionOf('ada', 4, 10)]
  const row = (...overrides: readonly Override[]) => foldGradebook(classOf(results, {}, { overrides })).rows[0]

  it('replace those of the checks, with name and reason', () => {
    expect(row({ student: 'ada', exercise: 'u/1', points: 700, reason: 'Oral exam.', ...person })).toMatchObject({
      points: 1700,
      exercises: [
        {
          computed: 400,
          points: 700,
          adjustments: [{ kind: 'override', points: 300, who: 'R. Lind', when: person.at, why: 'Oral exam.' }],
        },
        { computed: 1000, points: 1000, adjustments: [] },
      ],
    })
  })

  it('follow the points of the exercise', () => {
    const override = { student: 'ada', exercise: 'u/1', points: 700, of: 1000, reason: 'Oral exam.', ...person }
    const course = { exercises: [{ exercise: 'u/1', points: 500 }] }
    expect(foldGradebook(classOf(results, course, { overrides: [override] })).rows[0]?.exercises[0]).toMatchObject({
      points: 350,
      max: 500,
    })
  })

  it('are those of the last who gave some, until taken back', () => {
    const first = { student: 'ada', exercise: 'u/1', points: 700, reason: 'Oral exam.', ...person }
    const back = { ...first, points: null, at: '2026-12-19T10:00:00.000Z' }
    expect(row(back, first)?.points).toBe(1400)
    expect(row(first, { ...first, points: 800, at: '2026-12-19T10:00:00.000Z' })?.points).toBe(1800)
  })

  it('may be added to the total', () => {
    expect(row({ student: 'ada', points: 100, reason: 'Found an error on the sheet.', ...person })).toMatchObject({
      points: 1500,
      adjustments: [{ kind: 'bonus', points: 100, who: 'R. Lind' }],
    })
  })

  it('are shown apart from those of the checks', () => {
    const marks = [{ submission: 'ada', exercise: 'u/1', points: 400, by: 'R. Lind', comment: 'Which target?', at: person.at }]
    expect(foldGradebook(classOf(results, {}, { marks })).rows[0]?.exercises[0]).toMatchObject({
      computed: 0,
      points: 400,
      adjustments: [{ kind: 'manual', points: 400, who: 'R. Lind', why: 'Which target?' }],
    })
  })

  it('for nobody are told', () => {
    const overrides = [{ student: 'eve', exercise: 'u/1', points: 700, reason: 'Oral exam.', ...person }]
    expect(foldGradebook(classOf(results, {}, { overrides })).remarks).toEqual([
      'The override by R. Lind for eve, u/1, counts for nothing in this run.',
    ])
  })
})

describe('the lowest exercises', () => {
  it('do not count, and the others are scaled to the same maximum', () => {
    const row = foldGradebook(classOf([submissionOf('ada', 8, 2, 9)], { dropLowest: 1 })).rows[0]
    expect(row).toMatchObject({
      points: 2550,
      max: 3000,
      adjustments: [
        { kind: 'dropped', points: 650, why: 'Exercise 2 does not count; the other exercises are scaled to the same maximum.' },
      ],
    })
  })

  it('are found with what is pending counted as given', () => {
    const essay = exerciseOf('u/1', checkOf(0, 1000, { verdict: 'pending-manual' }))
    const row = foldGradebook(classOf([resultOf('ada', [essay, exerciseOf('u/2', checkOf(300, 1000))])], { dropLowest: 1 })).rows[0]
    expect(row).toMatchObject({ pending: 1000, points: 300 })
  })
})

describe('bonus exercises', () => {
  const course = { exercises: [{ exercise: 'u/2', bonus: true }] }

  it('count in the points and not in the maximum', () => {
    expect(foldGradebook(classOf([submissionOf('ada', 10, 3)], course)).rows[0]).toMatchObject({ points: 1300, max: 1000 })
  })

  it('add no more than the limit', () => {
    expect(foldGradebook(classOf([submissionOf('ada', 10, 3)], { ...course, bonusLimit: 200 })).rows[0]).toMatchObject({
      points: 1200,
      adjustments: [{ kind: 'bonus', points: -100, who: 'course.yaml', why: 'Bonus exercises add at most 2 points.' }],
    })
  })
})

describe('the roster', () => {
  const roster = [
    { id: 'ada', name: 'Ada Lind', group: 'A' },
    { id: 'bo', name: 'Bo Roe' },
  ]

  it('has a row for everybody, also without a submission, and tells of strangers', () => {
    const book = foldGradebook(classOf([submissionOf('ada', 8), submissionOf('zoe', 7)], {}, { roster }))
    expect(book.rows).toMatchObject([
      { student: 'ada', name: 'Ada Lind', group: 'A', inRoster: true, points: 800 },
      { student: 'bo', name: 'Bo Roe', inRoster: true, attempts: [], points: 0, max: 1000, exercises: [{ attempted: false }] },
      { student: 'zoe', inRoster: false, points: 700 },
    ])
    expect(book.remarks).toEqual(['The submission zoe belongs to no student of the roster.'])
  })

  it('knows better than the submission', () => {
    const named = { ...submissionOf('ada', 8), person: { name: 'A. L.', email: 'ada@example.org' } }
    expect(foldGradebook(classOf([named], {}, { roster })).rows[0]).toMatchObject({ name: 'Ada Lind', email: 'ada@example.org' })
  })
})
