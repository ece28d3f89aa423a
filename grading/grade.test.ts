import { describe, expect, it } from 'vitest'
import { gradeSubmission } from './grade.ts'
import { createMemo } from './memo.ts'
import type { Check, Outcome } from './model/check.ts'
import type { Convention, Exercise } from './model/exercise.ts'
import type { Answer, Session } from './model/session.ts'
import type { Submission } from './model/submission.ts'
import type { Value } from './model/value.ts'

const accepted: Outcome = { verdict: 'accepted', fraction: 1, findings: [] }

function check(id: string, run: Check['run'], more: Partial<Check> = {}): Check {
  return { id, title: `Check ${id}`, points: 1, visibility: 'visible', entries: ['f'], run, ...more }
}

function exercise(checks: readonly Check[], conventions: readonly Convention[] = []): Exercise {
  return { id: 'unit/one', sheet: '1', title: 'One', points: checks.length, entries: [], checks, conventions }
}

function session(answer: (args: readonly Value[]) => Value): Session & { batches: number } {
  const answered = (args: readonly Value[]): Answer => ({ ok: true, value: answer(args), usage: { ms: 0 } })
  const made = {
    batches: 0,
    call: async (_entry: string, args: readonly Value[]) => answered(args),
    callMany: async (_entry: string, argsList: readonly (readonly Value[])[]) => {
      made.batches++
      return argsList.map(answered)
    },
    close: async () => {},
  }
  return made
}

function submission(subject: Session, declared: [string, string][] = []): Submission {
  const output = { stdout: '', stderr: '' }
  return {
    id: 'ada',
    kind: 'typescript',
    hash: '0',
    declared: new Map(declared),
    answers: new Map(),
    remarks: [],
    session: () => subject,
    output: () => output,
    close: async () => {},
  }
}

function grade(one: Exercise, subject = submission(session(() => 1)), visibility: 'all' | 'visible' = 'all') {
  return gradeSubmission(subject, [one], { reference: () => session(() => 1), seed: 1, visibility, memo: createMemo() })
}

describe('gradeSubmission', () => {
  it('sums points in hundredths', async () => {
    const half: Outcome = { verdict: 'partial', fraction: 0.5, findings: [] }
    const result = await grade(exercise([check('a', async () => accepted), check('b', async () => half, { points: 2.5 })]))
    expect(result).toMatchObject({ score: 225, max: 350, pending: 0, exercises: [{ status: 'partial' }] })
  })

  it('turns a check of ours that throws into a judging error of that check alone', async () => {
    const broken = check('broken', async () => {
      throw new Error('a bug')
    })
    const result = await grade(exercise([broken, check('sound', async () => accepted)]))
    expect(result.exercises[0]).toMatchObject({
      status: 'judging-error',
      checks: [{ verdict: 'judging-error', findings: [{ code: 'judging-error', reason: 'a bug' }] }, { verdict: 'accepted' }],
    })
    expect(result.pending).toBe(100)
  })

  it('skips a check whose condition was lost, and says which', async () => {
    const lost = check('lost', async () => ({ verdict: 'wrong-answer', fraction: 0, findings: [] }))
    const result = await grade(exercise([check('later', async () => accepted, { after: ['lost'] }), lost]))
    expect(result.exercises[0]?.checks.map((one) => [one.id, one.verdict])).toEqual([
      ['later', 'skipped'],
      ['lost', 'wrong-answer'],
    ])
    expect(result.exercises[0]?.checks[0]?.findings[0]).toMatchObject({ code: 'skipped', because: 'Check lost' })
  })

  it('leaves hidden checks and their points out of a self-check', async () => {
    const hidden = check('hidden', async () => accepted, { visibility: 'hidden' })
    const result = await grade(exercise([check('open', async () => accepted), hidden]), undefined, 'visible')
    expect(result.exercises[0]?.checks.map((one) => one.id)).toEqual(['open'])
    expect(result.max).toBe(100)
  })

  it('asks nothing visible, and keeps no output, once a hidden input was seen', async () => {
    const asked: string[] = []
    const asking = (id: string, more: Partial<Check> = {}) =>
      check(
        id,
        async () => {
          asked.push(id)
          return accepted
        },
        more,
      )
    const visible = (id: string) => asking(id)
    const hidden = asking('hidden', { visibility: 'hidden' })
    const subject = { ...submission(session(() => 1)), output: () => ({ stdout: asked.join(), stderr: '' }) }
    const sheet = [exercise([hidden, visible('one')]), { ...exercise([visible('two')]), id: 'unit/two' }]
    const options = { reference: () => session(() => 1), seed: 1, visibility: 'all' as const, memo: createMemo() }
    const result = await gradeSubmission(subject, sheet, options)
    expect(asked).toEqual(['one', 'two', 'hidden'])
    expect(result.output.stdout).toBe('one,two')
    expect(result.exercises[0]?.checks.map(({ id }) => id)).toEqual(['hidden', 'one'])
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

  it('asks one list of arguments once for all checks', async () => {
    const shared = [[1]]
    const asks = (id: string): Check =>
      check(id, async (subject) => {
        await subject.callMany('f', shared)
        return accepted
      })
    const counted = session(() => 1)
    await grade(exercise([asks('a'), asks('b')]), submission(counted))
    expect(counted.batches).toBe(1)
  })

  it('stops between checks when aborted', async () => {
    const controller = new AbortController()
    controller.abort(new Error('stopped'))
    const options = {
      reference: () => session(() => 1),
      seed: 1,
      visibility: 'all' as const,
      memo: createMemo(),
      signal: controller.signal,
    }
    const one = exercise([check('a', async () => accepted)])
    await expect(gradeSubmission(submission(session(() => 1)), [one], options)).rejects.toThrow('stopped')
  })
})
