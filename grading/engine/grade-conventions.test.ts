import { describe, expect, it } from 'vitest'
import type { Convention } from '../model/exercise.ts'
import type { CheckResult } from '../model/result.ts'
import type { Value } from '../model/value.ts'
import { accepted, asking, check, exercise, grade, session, submission } from './testing/parts.ts'

describe('gradeSubmission with conventions', () => {
  const negative: Convention = { key: 'sign', value: 'minus', note: 'negative', fromStudent: (_entry, value) => -(value as number) }
  const doubled: Convention = { key: 'scale', value: 'double', note: 'doubled', toStudent: (_entry, [x]) => [2 * (x as number)] }
  const silent: Convention = { key: 'cost', value: 'mean', note: 'mean cost' }
  const all = [negative, doubled, silent]
  const declared: [string, string][] = [
    ['sign', 'minus'],
    ['scale', 'double'],
    ['cost', 'mean'],
  ]
  const notes = (checks: readonly CheckResult[] = []): unknown =>
    checks.map(({ findings }) => findings.map((one) => (one.code === 'convention' ? one.says : one.code)))

  it('notes each once: what translates where it did, what only checks know at the first check', async () => {
    const quiet = check('quiet', async () => accepted)
    const seen: Value[] = []
    const subject = submission(
      session(([x]) => x as number),
      declared,
    )
    const result = await grade(exercise([quiet, asking('asks', seen), asking('again', seen)], all), subject)
    expect(notes(result.exercises[0]?.checks)).toEqual([['mean cost'], ['negative', 'doubled'].reverse(), []])
    expect(seen).toEqual([-10, -10])
  })

  it('runs no check whose result is known, and does not note again what that notes', async () => {
    const known: CheckResult = {
      ...{ id: 'first', title: 'Known', visibility: 'visible', verdict: 'accepted', fraction: 1, score: 100, max: 100, ms: 1 },
      findings: [
        { code: 'convention', says: 'negative', severity: 'note' },
        { code: 'remark', says: 'doubled', severity: 'note' },
      ],
    }
    const started: string[] = []
    const subject = submission(
      session(([x]) => x as number),
      declared,
    )
    const result = await grade(exercise([asking('first'), asking('second')], all), subject, {
      known: (exerciseId, checkId) => (exerciseId === 'unit/one' && checkId === 'first' ? known : undefined),
      onStart: (_exercise, checkId) => void started.push(checkId),
    })
    expect(started).toEqual(['second'])
    expect(result.exercises[0]?.checks[0]).toBe(known)
    expect(notes(result.exercises[0]?.checks)).toEqual([
      ['negative', 'remark'],
      ['mean cost', 'doubled'],
    ])
  })

  it.each([
    ['arguments', { toStudent: () => fail() }],
    ['an answer', { fromStudent: () => fail() }],
  ] satisfies [string, Partial<Convention>][])(
    'takes no points for a translation of %s that throws: it is a fault of ours',
    async (_, translation) => {
      const compares = check('compares', async (subject) => {
        const answer = await subject.call('f', [5])
        if (!answer.ok) return answer.fault.kind === 'infrastructure' ? { verdict: 'judging-error', fraction: 0, findings: [] } : accepted
        return answer.value === 5 ? accepted : { verdict: 'wrong-answer', fraction: 0, findings: [] }
      })
      const convention: Convention = { key: 'sign', value: 'minus', note: '', ...translation }
      const subject = submission(
        session(([x]) => x as number),
        [['sign', 'minus']],
      )
      const result = await grade(exercise([compares], [convention]), subject, { reference: () => session(([x]) => x as number) })
      expect(result.exercises[0]?.checks[0]?.verdict).toBe('judging-error')
      expect(result.exercises[0]?.status).toBe('judging-error')
    },
  )

  it('translates a declared convention both ways and notes it', async () => {
    const convention: Convention = {
      key: 'sign',
      value: 'minus',
      note: 'Graded with the sign declared.',
      toStudent: (_entry, args) => args.map((arg) => -(arg as number)),
      fromStudent: (_entry, value) => -(value as number),
    }
    const seen: Value[] = []
    const asks = check('asks', async (subject) => {
      const [answer] = await subject.callMany('f', [[5]])
      if (answer?.ok) seen.push(answer.value)
      return accepted
    })
    const negated = session((args) => {
      seen.push(args[0] as Value)
      return (args[0] as number) * 2
    })
    const result = await grade(exercise([asks], [convention]), submission(negated, [['sign', 'minus']]))
    expect(seen).toEqual([-5, 10])
    expect(result.exercises[0]?.checks[0]?.findings).toEqual([
      { code: 'convention', says: 'Graded with the sign declared.', severity: 'note' },
    ])
  })

  it('notes nothing in an exercise that knows none', async () => {
    const { conventions: _, ...bare } = exercise([check('a', async () => accepted)])
    expect(
      (
        await grade(
          bare,
          submission(
            session(() => 1),
            declared,
          ),
        )
      ).exercises[0]?.checks[0]?.findings,
    ).toEqual([])
  })

  it('leaves an undeclared convention alone', async () => {
    const convention: Convention = { key: 'sign', value: 'minus', note: 'n', toStudent: () => [99] }
    const seen: Value[] = []
    const asks = check('asks', async (subject) => {
      await subject.callMany('f', [[5]])
      return accepted
    })
    const recording = session((args) => {
      seen.push(args[0] as Value)
      return 0
    })
    await grade(exercise([asks], [convention]), submission(recording))
    expect(seen).toEqual([5])
  })

  describe('that the answers contradict', () => {
    const negated: Convention = { key: 'sign', value: 'minus', note: 'n', fromStudent: (_entry, value) => -(value as number) }
    const wants = (id: string, entry: string, right: number) =>
      check(
        id,
        async (subject) => {
          const answer = await subject.call(entry, [1])
          return answer.ok && answer.value === right ? accepted : { verdict: 'wrong-answer', fraction: 0, findings: [] }
        },
        { entries: [entry] },
      )
    const scores = async (checks: Parameters<typeof exercise>[0], convention = negated): Promise<unknown> => {
      const subject = submission(
        session(() => 1),
        [['sign', 'minus']],
      )
      const [result] = (await grade(exercise(checks, [convention]), subject)).exercises
      return result?.checks.map(({ score, findings }) => [score, findings.some(({ code }) => code === 'declaration-contradicted')])
    }

    it('earns no more with it than without it where a check is right only without it', async () => {
      expect(await scores([wants('minus', 'f', -1), wants('plus', 'f', 1)])).toEqual([
        [0, true],
        [0, true],
      ])
    })

    it('keeps what it earns where nothing is right only without it', async () => {
      expect(await scores([wants('minus', 'f', -1), wants('other', 'f', 7)])).toEqual([
        [100, false],
        [0, false],
      ])
    })

    it('earns no more with it where a function that needs it is right without it', async () => {
      const either: Convention = {
        ...negated,
        neededBy: ['f'],
        fromStudent: (entry, value) => (entry === 'g' ? -(value as number) : value),
      }
      expect(await scores([wants('needs', 'f', 1), wants('minus', 'g', -1)], either)).toEqual([
        [100, false],
        [0, true],
      ])
    })
  })
})

function fail(): never {
  throw new RangeError('not a matrix')
}
