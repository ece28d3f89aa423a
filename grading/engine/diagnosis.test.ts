import { describe, expect, it } from 'vitest'
import type { CheckResult } from '../model/result.ts'
import type { Value } from '../model/value.ts'
import type { GradeOptions } from './grade.ts'
import { accepted, check, exercise, grade, session, submission } from './testing/parts.ts'

const lost = { verdict: 'wrong-answer', fraction: 0, findings: [] } as const
const twice = session(([x]) => 2 * (x as number))

async function resultOf(run: Parameters<typeof check>[1], more: Partial<GradeOptions> = {}): Promise<CheckResult> {
  const result = await grade(exercise([check('one', run)]), submission(twice), more)
  return result.exercises[0]?.checks[0] as CheckResult
}

const throws = (): never => {
  throw new TypeError('no such field')
}

describe('a check that throws', () => {
  it('leaves its stack and the call it was at', async () => {
    const result = await resultOf(async (subject) => {
      await subject.call('f', [new Map<string, Value>([['w', [1, 2.5]]])])
      return throws()
    })
    expect(result.verdict).toBe('judging-error')
    expect(result.diagnosis?.stack).toMatch(/^TypeError: no such field\n +at throws \(.*diagnosis\.test\.ts:\d+:\d+\)/)
    expect(result.diagnosis?.at).toEqual({ calls: [{ entry: 'f', args: '{w: [1, 2.5]}' }] })
  })

  it('leaves the input that it looked at, not that of the control on the reference', async () => {
    const result = await resultOf(
      async (subject, { looksAt }) => {
        const [answer] = await subject.callMany('f', [[5], [6]])
        if (!answer?.ok) return lost
        looksAt?.(1, () => [{ entry: 'f', args: [6], given: answer.value, expected: 7 }])
        return answer.value === 1 ? accepted : throws()
      },
      { reference: () => session(() => 1) },
    )
    expect(result.verdict).toBe('wrong-answer')
    expect(result.diagnosis?.at).toEqual({ case: 2, calls: [{ entry: 'f', args: '6', given: '10', expected: '7' }] })
  })

  it('leaves as much as one can read of large inputs and deep stacks', async () => {
    const deep = (n: number): never => (n === 0 ? throws() : deep(n - 1))
    Error.stackTraceLimit = 500
    const result = await resultOf(async (subject) => {
      await subject.callMany('f', new Array(100).fill([new Array(10_000).fill(1)]))
      return deep(200)
    })
    Error.stackTraceLimit = 10
    expect(JSON.stringify(result.diagnosis).length).toBeGreaterThan(4000)
    expect(JSON.stringify(result.diagnosis).length).toBeLessThan(10_000)
  })

  it('leaves nothing in the self-check of a student, unless it is asked for', async () => {
    expect(await resultOf(throws, { visibility: 'visible' })).not.toHaveProperty('diagnosis')
    expect(await resultOf(throws, { visibility: 'visible', diagnose: true })).toHaveProperty('diagnosis')
  })
})

it('names the input that cost the points, and none where all were right', async () => {
  expect(
    await resultOf(async (_, { looksAt }) => {
      looksAt?.(4, () => [])
      return lost
    }),
  ).toMatchObject({ case: 5 })
  expect(
    await resultOf(async (_, { looksAt }) => {
      looksAt?.(4, () => [])
      return accepted
    }),
  ).not.toHaveProperty('case')
})

it('keeps what a translation of a convention threw', async () => {
  const asks = check('asks', async (subject) => ((await subject.call('f', [5])).ok ? accepted : { ...lost, verdict: 'judging-error' }))
  const convention = { key: 'sign', value: 'minus', note: '', toStudent: throws }
  const result = await grade(exercise([asks], [convention]), submission(twice, [['sign', 'minus']]))
  expect(result.exercises[0]?.checks[0]?.diagnosis).toMatchObject({
    stack: expect.stringMatching(/^TypeError: no such field/),
    at: { calls: [{ entry: 'f', args: '5' }] },
  })
})
