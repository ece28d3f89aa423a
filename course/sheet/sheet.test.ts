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
          expect(Math.abs(check.score - (check.max * before.score) / before.max)).toBeLessThanOrEqual(1)
        }
      }),
    )
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
