import { describe, expect, it } from 'vitest'
import type { Check, Outcome } from '../model/check.ts'
import { withoutSubmission } from '../model/check-defect.ts'
import type { Submission } from '../model/submission.ts'
import { type GradeOptions, gradeSubmission } from './grade.ts'
import { accepted, check, exercise, grade, optionsWith, picture, session, submission } from './testing/parts.ts'

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

  it('gives no points for an answer at which a check throws that accepts the reference, and tells what was thrown', async () => {
    const throws = check('throws', async (subject) => {
      const answer = await subject.call('f', [])
      if (answer.ok && answer.value !== 1) throw new RangeError('rows of different lengths')
      return accepted
    })
    const thrown: unknown[] = []
    const onThrow = (...told: unknown[]): void => void thrown.push(...told)
    const result = await grade(exercise([throws]), submission(session(() => 2)), { onThrow })
    expect(result).toMatchObject({ score: 0, pending: 0, exercises: [{ status: 'zero', checks: [{ verdict: 'wrong-answer' }] }] })
    expect(thrown).toEqual(['unit/one', 'throws', new RangeError('rows of different lengths')])
    expect((await grade(exercise([throws]))).score).toBe(100)
  })

  it('is at fault itself where what it knows without the submission fails, though it accepts the reference', async () => {
    const throws = check('throws', async (subject) => {
      const answer = await subject.call('f', [])
      if (answer.ok && answer.value === 1) return accepted
      return withoutSubmission('the formula of "a sum"', () => {
        throw new TypeError('x is not a function')
      })
    })
    const result = await grade(exercise([throws]), submission(session(() => 2)))
    const [finding] = result.exercises[0]?.checks[0]?.findings ?? []
    expect(finding).toMatchObject({ code: 'judging-error', reason: 'the formula of "a sum" failed: x is not a function' })
    expect(result).toMatchObject({ score: 0, pending: 100 })
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
    const result = await grade(exercise([check('open', async () => accepted), hidden]), undefined, { visibility: 'visible' })
    expect(result.exercises[0]?.checks.map((one) => one.id)).toEqual(['open'])
    expect(result.max).toBe(100)
  })

  it('asks nothing visible, and keeps no output, once a hidden input was seen', async () => {
    const asked: string[] = []
    const noting = (id: string, more: Partial<Check> = {}) =>
      check(
        id,
        async () => {
          asked.push(id)
          return accepted
        },
        more,
      )
    const visible = (id: string, after: readonly string[] = []) => noting(id, { after })
    const hidden = noting('hidden', { visibility: 'hidden' })
    const subject = { ...submission(session(() => 1)), output: () => ({ stdout: asked.join(), stderr: '' }) }
    const waiting = visible('waiting', ['one', 'hidden'])
    const sheet = [
      exercise([hidden, visible('one'), waiting]),
      { ...exercise([visible('two'), visible('three', ['two'])]), id: 'unit/two' },
    ]
    const result = await gradeSubmission(subject, sheet, optionsWith())
    expect(asked).toEqual(['one', 'two', 'three', 'hidden', 'waiting'])
    expect(result.output.stdout).toBe('one,two,three')
    expect(result.exercises[0]?.checks.map(({ id }) => id)).toEqual(['hidden', 'one', 'waiting'])
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
    const one = exercise([check('a', async () => accepted)])
    await expect(grade(one, undefined, { signal: controller.signal })).rejects.toThrow('stopped')
  })

  it.each([
    ['not-attempted', 'not-attempted'],
    ['judging-error', 'judging-error'],
    ['wrong-answer', 'skipped'],
  ] as const)('gives what waits for a check that ended %s the verdict %s', async (verdict, then) => {
    const lost = check('lost', async () => ({ verdict, fraction: 0, findings: [] }))
    const partly = check('partly', async () => ({ verdict: 'partial', fraction: 0.1, findings: [] }))
    const result = await grade(
      exercise([
        partly,
        lost,
        check('later', async () => accepted, { after: ['partly', 'lost'] }),
        check('other', async () => accepted, { after: ['partly'] }),
      ]),
    )
    expect(result.exercises[0]?.checks.map((one) => one.verdict)).toEqual(['partial', verdict, then, 'accepted'])
    expect(result.exercises[0]?.checks[2]?.fraction).toBe(0)
  })

  it('tells a check the exercise’s reference, the seed, and what was handed in beside code', async () => {
    const contexts: unknown[] = []
    const looking = check('looks', async (_subject, { memo, reference, ...context }) => {
      const [answer] = await reference.callMany('f', [[]])
      contexts.push({ ...context, reference: answer?.ok === true && answer.value, made: memo('inputs', () => 7) })
      return accepted
    })
    const keys: string[] = []
    const memo: GradeOptions['memo'] = (key, make) => {
      keys.push(key)
      return make()
    }
    const one = exercise([looking])
    const refused = { kind: 'load-error', message: 'unreadable' } as unknown as NonNullable<Submission['refused']>
    const plain = submission(session(() => 1))
    const pictures = new Map([['plots/a.png', picture('plots/a.png')]])
    await grade(one, plain, { seed: 3, memo, reference: (id) => session(() => id) })
    await grade(one, { ...plain, answers: new Map([['unit/one', 'because']]), pictures, refused }, { seed: 3, memo })
    const always = { seed: 3, declared: new Map(), made: 7, tried: expect.any(Function), looksAt: expect.any(Function) }
    expect(contexts).toStrictEqual([
      { ...always, reference: 'unit/one' },
      { ...always, reference: 1, answer: 'because', pictures, refused },
    ])
    expect(keys).toEqual(['unit/one/inputs', 'unit/one/inputs'])
  })

  it('reports each check and exercise as it ends, with the time that it took', async () => {
    const told: string[] = []
    const result = await grade(exercise([check('a', async () => accepted), check('b', async () => accepted)]), undefined, {
      onStart: (exerciseId, checkId) => void told.push(`start ${exerciseId} ${checkId}`),
      onCheck: (exerciseId, { id, verdict }) => void told.push(`${verdict} ${exerciseId} ${id}`),
      onExercise: ({ id, score }) => void told.push(`end ${id} ${score}`),
    })
    expect(told).toEqual(['start unit/one a', 'accepted unit/one a', 'start unit/one b', 'accepted unit/one b', 'end unit/one 200'])
    expect(result.exercises[0]?.checks[0]?.ms).toBeLessThan(performance.now())
  })
})
