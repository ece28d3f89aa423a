import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NO_COURSE } from '../model/course.ts'
import { resultOf } from '../testing/random-class.ts'
import { checkOf, exerciseOf } from '../testing/small-class.ts'
import { policiesOf, type SheetExercise } from './policies.ts'
import { scaled, sheetOf } from './scale.ts'

const checks = [
  { id: 'values', visibility: 'visible' },
  { id: 'shift', visibility: 'hidden' },
] as const
const sheet: readonly SheetExercise[] = [
  { id: 'losses/huber', sheet: '7a', title: 'Huber loss', max: 400, checks },
  { id: 'networks/forward', sheet: '2b', title: 'Forward pass', max: 800, checks },
]
const of = (course: Partial<typeof NO_COURSE>) => policiesOf({ ...NO_COURSE, title: 'DL', ...course }, sheet)

describe('a course without settings', () => {
  it('takes the exercises as they are', () => {
    expect(of({})).toEqual({
      exercises: [
        {
          ...{ id: 'losses/huber', sheet: '7a', title: 'Huber loss', max: 400, bonus: false },
          visibility: new Map([
            ['values', 'visible'],
            ['shift', 'hidden'],
          ]),
        },
        expect.objectContaining({ id: 'networks/forward', max: 800 }),
      ],
      flaws: [],
    })
  })
})

describe('a course', () => {
  it('chooses exercises by id, name or number, in the order of the sheet', () => {
    expect(of({ count: ['2b', 'huber'] }).exercises.map(({ id }) => id)).toEqual(['losses/huber', 'networks/forward'])
    expect(of({ count: ['networks/forward'] }).exercises.map(({ id }) => id)).toEqual(['networks/forward'])
  })

  it('gives points and weights', () => {
    expect(
      of({
        exercises: [
          { exercise: '7a', points: 1000, weight: 1.5 },
          { exercise: '2b', weight: 0.5 },
        ],
      }).exercises.map(({ max }) => max),
    ).toEqual([1500, 400])
  })

  it('sets visibility for the check, else the exercise, else the course', () => {
    const course = {
      visibility: 'after-published' as const,
      exercises: [{ exercise: '7a', visibility: 'hidden' as const, checks: [{ check: 'shift', visibility: 'after-due-date' as const }] }],
    }
    expect(of(course).exercises.map(({ visibility }) => [...visibility.values()])).toEqual([
      ['hidden', 'after-due-date'],
      ['after-published', 'after-published'],
    ])
  })

  it.each([
    [{ count: ['hubert'] }, { path: ['count', 0], says: 'is no exercise of the sheet; did you mean huber?' }],
    [{ exercises: [{ exercise: '9z' }] }, { path: ['exercises', '9z'], says: expect.stringMatching(/^is no exercise of the sheet/) }],
    [
      { exercises: [{ exercise: '7a' }, { exercise: 'huber' }] },
      { path: ['exercises', 'huber'], says: 'is losses/huber, which has settings already' },
    ],
    [
      { exercises: [{ exercise: '7a', checks: [{ check: 'shfit', visibility: 'hidden' as const }] }] },
      { path: ['exercises', '7a', 'checks', 'shfit'], says: 'is no check of losses/huber; it has values, shift' },
    ],
    [
      { count: ['networks/forward'], exercises: [{ exercise: '7a', points: 3 }] },
      {
        path: ['exercises', '7a'],
        says: 'is set, but losses/huber is not among those that count; add it to count, or remove this',
      },
    ],
    [{ dropLowest: 2 }, { path: ['drop-lowest'], says: 'leaves none of the 2 exercises that count' }],
  ])('with %j is refused', (course, flaw) => expect(of(course).flaws).toMatchObject([flaw]))
})

describe('scaled results', () => {
  const exercises = fc.array(
    fc.integer({ min: 1, max: 900 }).chain((max) => fc.integer({ min: 0, max }).map((score) => checkOf(score, max))),
    { minLength: 1, maxLength: 5 },
  )

  it('have the points of the course, in full exactly where they were', () => {
    fc.assert(
      fc.property(exercises, fc.integer({ min: 1, max: 3000 }), (checks, points) => {
        const result = resultOf('ada', [exerciseOf('u/1', ...checks)])
        const course = { ...NO_COURSE, exercises: [{ exercise: 'u/1', points }] }
        const after = scaled(result, policiesOf(course, sheetOf([result])).exercises)
        const [exercise] = after.exercises
        expect(exercise?.max).toBe(points)
        expect(exercise?.checks.reduce((sum, { max }) => sum + max, 0)).toBe(points)
        expect(exercise?.score).toBe(exercise?.checks.reduce((sum, { score }) => sum + score, 0))
        expect([after.score, after.max]).toEqual([exercise?.score, points])
        for (const [i, check] of (exercise?.checks ?? []).entries()) {
          const before = checks[i] as (typeof checks)[number]
          expect(check.score).toBeLessThanOrEqual(check.max)
          if (check.max > 0) expect(check.score === check.max).toBe(before.score === before.max)
        }
      }),
    )
  })

  it('are rounded once for an exercise, and each of its checks by less than two hundredths', () => {
    fc.assert(
      fc.property(exercises, fc.integer({ min: 0, max: 3000 }), (checks, more) => {
        // Where each check is worth a tenth of a point or more, and none lacks a hundredth of all its points alone.
        const points = 50 * checks.length + more
        const [score, max] = [checks.reduce((sum, one) => sum + one.score, 0), checks.reduce((sum, one) => sum + one.max, 0)]
        fc.pre(checks.every((one) => one.score === one.max || (points * (one.max - one.score)) / max > 2))
        const [exercise] = scaled(
          resultOf('ada', [exerciseOf('u/1', ...checks)]),
          policiesOf({ ...NO_COURSE, exercises: [{ exercise: 'u/1', points }] }, sheetOf([resultOf('ada', [exerciseOf('u/1', ...checks)])]))
            .exercises,
        ).exercises
        expect(Math.abs((exercise?.score ?? 0) - (points * score) / max)).toBeLessThanOrEqual(0.5)
        for (const [i, check] of (exercise?.checks ?? []).entries()) {
          const before = checks[i] as (typeof checks)[number]
          expect(Math.abs(check.max - (points * before.max) / max)).toBeLessThan(1)
          expect(Math.abs(check.score - (points * before.score) / max)).toBeLessThan(2)
        }
      }),
    )
  })

  it('do not add up what each check was rounded by', () => {
    const checks = Array.from({ length: 16 }, (_, i) => checkOf([0, 2, 4, 6, 8, 10].includes(i) ? 0 : 25, 25, { id: `c${i}` }))
    const result = resultOf('ada', [exerciseOf('u/1', ...checks)])
    const { exercises } = policiesOf({ ...NO_COURSE, exercises: [{ exercise: 'u/1', points: 250 }] }, sheetOf([result]))
    const [exercise] = scaled(result, exercises).exercises
    // 10 of 16 checks: 1.5625 of 2.5 points.
    expect([exercise?.score, exercise?.max]).toEqual([156, 250])
    expect(new Set(exercise?.checks.map(({ max }) => max))).toEqual(new Set([15, 16]))
  })

  it('leave an answer that waits what it is worth for everyone', () => {
    const worthOf = (score: number) => {
      const checks = [checkOf(score, 25), checkOf(score, 25, { id: 'b' }), checkOf(0, 25, { id: 'c', verdict: 'pending-manual' })]
      const result = resultOf('ada', [exerciseOf('u/1', ...checks)])
      const { exercises } = policiesOf({ ...NO_COURSE, exercises: [{ exercise: 'u/1', points: 100 }] }, sheetOf([result]))
      return scaled(result, exercises).exercises[0]?.checks[2]?.max
    }
    expect([0, 12, 25].map(worthOf)).toEqual([33, 33, 33])
  })

  it('are the same where nothing is scaled', () => {
    const result = resultOf('ada', [exerciseOf('u/1', checkOf(333, 1000), checkOf(0, 500, { verdict: 'pending-manual' }))])
    expect(scaled(result, policiesOf(NO_COURSE, sheetOf([result])).exercises)).toEqual({ ...result, pending: 500 })
  })

  it('lack the exercises that do not count', () => {
    const result = resultOf('ada', [exerciseOf('u/1', checkOf(300, 1000)), exerciseOf('u/2', checkOf(500, 500))])
    const { exercises } = policiesOf({ ...NO_COURSE, count: ['u/2'] }, sheetOf([result]))
    expect(scaled(result, exercises)).toMatchObject({ score: 500, max: 500, exercises: [{ id: 'u/2' }] })
  })
})
