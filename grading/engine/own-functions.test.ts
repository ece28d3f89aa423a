import { describe, expect, it } from 'vitest'
import type { Check, Outcome, Verdict } from '../model/check.ts'
import type { Exercise } from '../model/exercise.ts'
import { gradeSubmission } from './grade.ts'
import { check, optionsWith, session, submission } from './testing/parts.ts'

const giving = (verdict: Verdict): Check['run'] => {
  const outcome: Outcome = { verdict, fraction: verdict === 'accepted' ? 1 : 0, findings: [] }
  return async () => outcome
}

/** An exercise with one function of its own and one that another has too, and what is said of each. */
function exercise(id: string, own: Verdict, shared: Verdict, more: readonly Check[] = []): Exercise {
  const entries = [`own_${id}`, 'sharedOne'].map((name) => ({ name, parameters: [], returns: 'float' }))
  const checks = [
    check('own', giving(own), { entries: [`own_${id}`] }),
    check('shared', giving(shared), { entries: ['sharedOne'] }),
    ...more,
  ]
  return { id: `unit/${id}`, sheet: id, title: id, points: checks.length, entries, checks }
}

async function statuses(exercises: readonly Exercise[], visibility: 'all' | 'visible' = 'all') {
  const told: string[] = []
  const result = await gradeSubmission(
    submission(session(() => 1)),
    exercises,
    optionsWith({ visibility, onExercise: ({ sheet, status }) => told.push(`${sheet} ${status}`) }),
  )
  return { result, told, statuses: result.exercises.map(({ sheet, status, score }) => `${sheet} ${status} ${score}`) }
}

describe('an exercise of which only a shared function is there', () => {
  it.each(['all', 'visible'] as const)('is not attempted where the other one is, whichever comes first (%s)', async (visibility) => {
    const done = exercise('1', 'accepted', 'accepted')
    const borrowed = exercise('2', 'not-attempted', 'accepted')
    expect((await statuses([done, borrowed], visibility)).statuses).toEqual(['1 full 200', '2 not-attempted 0'])
    const { result, told, statuses: turned } = await statuses([borrowed, done], visibility)
    expect(turned).toEqual(['2 not-attempted 0', '1 full 200'])
    expect(told.toSorted()).toEqual(['1 full', '2 not-attempted'])
    expect(result.score).toBe(200)
    expect(result.exercises[0]?.checks.map(({ verdict }) => verdict)).toEqual(['not-attempted', 'not-attempted'])
    expect(result.exercises[0]?.checks[0]?.findings).toMatchObject([
      { code: 'remark', says: expect.stringMatching(/^Only sharedOne was found, which 1 requires as well/) },
    ])
  })

  it('keeps its points where it stands alone, or neither has anything of its own', async () => {
    const borrowed = exercise('2', 'not-attempted', 'accepted')
    expect((await statuses([borrowed])).statuses).toEqual(['2 partial 100'])
    expect((await statuses([borrowed, exercise('3', 'not-attempted', 'accepted')])).statuses).toEqual(['2 partial 100', '3 partial 100'])
  })

  it('is not attempted where the other one asks for nothing else, whichever comes first', async () => {
    const borrowed = exercise('2', 'not-attempted', 'accepted')
    const both = exercise('1', 'accepted', 'accepted')
    const whole = { ...both, entries: both.entries.slice(1), checks: both.checks.slice(1), points: 1 }
    expect((await statuses([whole, borrowed])).statuses).toEqual(['1 full 100', '2 not-attempted 0'])
    expect((await statuses([borrowed, whole])).statuses).toEqual(['2 not-attempted 0', '1 full 100'])
    expect((await statuses([whole, { ...whole, id: 'unit/4', sheet: '4' }])).statuses).toEqual(['1 full 100', '4 full 100'])
  })

  it.each(['wrong-answer', 'runtime-error', 'skipped', 'judging-error', 'time-limit'] as const)(
    'counts as begun with a function of its own that ends in %s',
    async (verdict) => {
      const { statuses: given } = await statuses([exercise('1', 'accepted', 'accepted'), exercise('2', verdict, 'accepted')])
      expect(given[1]).toBe(verdict === 'judging-error' ? '2 judging-error 100' : '2 partial 100')
    },
  )

  it('is begun by its plots', async () => {
    const plots = check('plots', giving('accepted'), { entries: [], plots: ['curve'] })
    const { statuses: given } = await statuses([exercise('1', 'accepted', 'accepted'), exercise('2', 'not-attempted', 'accepted', [plots])])
    expect(given[1]).toBe('2 partial 200')
  })

  it('tells its checks what earlier ones found something of', async () => {
    const told: (readonly string[] | undefined)[] = []
    const asking: Check['run'] = async (_, { tried }) => {
      told.push(tried?.())
      return { verdict: 'accepted', fraction: 1, findings: [] }
    }
    const last = (id: string) =>
      exercise(id, id === '1' ? 'wrong-answer' : 'not-attempted', 'accepted', [check('last', asking, { entries: [] })])
    await statuses([last('1'), last('2')])
    expect(told).toEqual([['own_1', 'sharedOne'], ['sharedOne']])
  })
})
