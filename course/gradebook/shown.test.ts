import { describe, expect, it } from 'vitest'
import { resultOf } from '../testing/random-class.ts'
import { attemptOf, checkOf, classOf, exerciseOf, submissionOf } from '../testing/small-class.ts'
import { foldGradebook } from './fold.ts'
import { shownResults, visibilityNow } from './shown.ts'

const reporting = { now: '2026-12-20T10:00:00.000Z', published: false }
const shown = (...given: Parameters<typeof classOf>) => {
  const input = classOf(...given)
  return shownResults(foldGradebook(input), input.results, input.exercises, reporting)
}

describe('what reports show', () => {
  it('is what was computed where nothing changes it', () => {
    const result = submissionOf('ada', 4, 10)
    expect(shown([result])).toEqual([{ ...result, attempts: [expect.objectContaining({ submission: 'ada', counts: true })] }])
  })

  it('is the submission that counts, under the id of the student', () => {
    const results = [submissionOf('a1', 4), submissionOf('a2', 9)]
    const attempts = [attemptOf('ada', 'a1'), attemptOf('ada', 'a2', 2)]
    const roster = [{ id: 'ada', name: 'Ada Lind', email: 'ada@example.org', extraTime: 5 }]
    expect(shown(results, {}, { attempts, roster })).toMatchObject([
      {
        id: 'ada',
        hash: 'a2',
        score: 900,
        person: { name: 'Ada Lind', email: 'ada@example.org' },
        attempts: [{ counts: false }, { counts: true }],
      },
    ])
    expect(shown(results, {}, { attempts, roster })[0]?.person).not.toHaveProperty('extraTime')
  })

  it('has the sum of exercises and adjustments as its score', () => {
    const overrides = [{ student: 'ada', exercise: 'u/1', points: 0, by: 'R. Lind', reason: 'Copied.', at: '2026-12-18T10:00:00.000Z' }]
    const [ada] = shown([submissionOf('ada', 4, 10)], { dropLowest: 1 }, { overrides })
    expect(ada).toMatchObject({
      score: 2000,
      exercises: [
        { score: 0, status: 'zero', adjustments: [{ kind: 'override', points: -400, who: 'R. Lind', why: 'Copied.' }] },
        { score: 1000 },
      ],
      adjustments: [{ kind: 'dropped', points: 1000 }],
    })
  })

  it('is nothing for a student who submitted nothing', () => {
    const roster = [
      { id: 'ada', name: 'Ada Lind' },
      { id: 'bo', name: 'Bo Roe' },
    ]
    expect(shown([submissionOf('ada', 4, 10)], {}, { roster })[1]).toMatchObject({
      ...{ id: 'bo', kind: 'none', score: 0, max: 2000, pending: 0, attempts: [] },
      exercises: [{ status: 'not-attempted', max: 1000, checks: [{ verdict: 'not-attempted', score: 0, max: 1000 }] }, {}],
    })
  })
})

describe('visibility', () => {
  it.each([
    ['visible', {}, 'visible'],
    ['hidden', { published: true }, 'hidden'],
    ['after-due-date', {}, 'hidden'],
    ['after-due-date', { lastMoment: '2026-12-19T10:00:00.000Z' }, 'visible'],
    ['after-due-date', { lastMoment: '2026-12-21T10:00:00.000Z' }, 'hidden'],
    ['after-published', {}, 'hidden'],
    ['after-published', { published: true }, 'visible'],
  ] as const)('%s with %j is %s', (visibility, when, now) => expect(visibilityNow(visibility, { ...reporting, ...when })).toBe(now))

  it('hides what a check drew, too', () => {
    const check = checkOf(500, 1000, { artifacts: [] })
    const [ada] = shown([resultOf('ada', [exerciseOf('u/1', check)])], { visibility: 'hidden' })
    expect(ada?.exercises[0]?.checks).toEqual([{ ...checkOf(500, 1000), visibility: 'hidden' }])
  })
})
