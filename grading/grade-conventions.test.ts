import { describe, expect, it } from 'vitest'
import type { Convention } from './model/exercise.ts'
import type { CheckResult } from './model/result.ts'
import type { Value } from './model/value.ts'
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
      ...{ id: 'first', title: 'Known', visibility: 'visible', verdict: 'partial', fraction: 0.5, score: 50, max: 100, ms: 1 },
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
})
