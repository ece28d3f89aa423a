import { describe, expect, it } from 'vitest'
import { createMemo } from '#grading/engine/memo'
import type { CheckContext } from '#grading/model/check'
import type { Session } from '#grading/model/session'
import { defineInHalves, halvesOf, later } from './halves.ts'
import { accepted, error, wrong } from './outcome.ts'
import { defineCheck } from './own-check.ts'
import { answering } from './testing/answering.ts'

const spec = { id: 'sum', title: 'Sums', points: 1, hint: 'Why?' }
const contextOf = (declared: CheckContext['declared'] = new Map(), memo = createMemo()): CheckContext => ({
  ...{ seed: 7, declared, memo },
  reference: answering({ add: (a: number) => a + 1 }),
})

/** A check that keeps what it planned, and judges by the answer to it. */
function made(entries: readonly string[], reads: readonly string[] = []) {
  const planned: string[] = []
  const check = defineInHalves<{ readonly of: string }, { readonly least?: (x: number) => boolean }>(spec, entries, {
    kind: 'sum',
    reads,
    functions: ['least'],
    plan: ({ seed, declared }) => {
      const of = `${seed} ${[...declared].join()}`
      planned.push(of)
      return { of }
    },
    judge: async ({ plan }) => (plan.of.startsWith('7') ? accepted() : wrong([error({ code: 'remark', says: plan.of })])),
  })
  return { check, planned }
}

describe('a check in two halves', () => {
  const fault = { kind: 'missing-entry', entry: 'add', available: ['negate'] } as const
  const missing = (known: Session['missing']): Session => ({ ...answering({}), ...(known === undefined ? {} : { missing: known }) })

  it('plans nothing where its only function is missing, and ends as the call would', async () => {
    const { check, planned } = made(['add'])
    const { verdict, findings } = await check.run(
      missing(async () => fault),
      contextOf(),
    )
    expect({ verdict, planned }).toEqual({ verdict: 'not-attempted', planned: [] })
    expect(findings).toEqual([{ code: 'fault', entry: 'add', fault, severity: 'error' }])
  })

  it('is asked where the function is there, where nobody knows, and where it is one of several', async () => {
    const verdicts = [
      await made(['add']).check.run(
        missing(async () => undefined),
        contextOf(),
      ),
      await made(['add']).check.run(missing(undefined), contextOf()),
      await made(['add', 'negate']).check.run(
        missing(async () => fault),
        contextOf(),
      ),
    ].map(({ verdict }) => verdict)
    expect(verdicts).toEqual(['accepted', 'accepted', 'accepted'])
  })

  it('is planned once for a run and what is declared of the keys that it reads', async () => {
    const { check, planned } = made(['add'], ['cost'])
    const memo = createMemo()
    for (const declared of [new Map(), new Map([['weights', 'in-out']]), new Map([['cost', 'mean']]), new Map([['cost', 'mean']])])
      await check.run(answering({}), contextOf(declared, memo))
    expect(planned).toEqual(['7 ', '7 cost,mean'])
  })

  it('gives its hint with a lost verdict', async () => {
    const outcome = await made(['add']).check.run(answering({}), { ...contextOf(), seed: 8 })
    expect(outcome).toMatchObject({ verdict: 'wrong-answer', findings: [{ says: '8 ', hint: 'Why?' }] })
  })

  it('tells its halves, and which functions of the exercise judge, unless it is wrapped', () => {
    const judge = async () => accepted()
    const check = defineCheck(spec, ['add'], { plan: () => ({}), judge })
    expect(halvesOf(check)).toMatchObject({ kind: 'own', needs: ['judge'], reads: [] })
    expect(halvesOf(made(['add']).check)?.needs).toEqual([])
    expect(halvesOf({ ...check, run: async () => accepted() })).toBeUndefined()
    expect(halvesOf(defineCheck(spec, ['add'], judge))).toBeUndefined()
  })

  it('judges by what it planned, with functions of its own', async () => {
    const check = defineCheck(spec, ['add'], {
      plan: async ({ reference }) => ({ right: await reference.call('add', [1]) }),
      judge: async ({ plan, subject }) => {
        const { right } = plan
        const answer = await subject.call('add', [1])
        return answer.ok && right.ok && answer.value === right.value ? accepted() : wrong([])
      },
    })
    expect((await check.run(answering({ add: () => 2 }), contextOf())).verdict).toBe('accepted')
    expect((await check.run(answering({ add: () => 3 }), contextOf())).verdict).toBe('wrong-answer')
  })
})

it('what is worked out later is worked out once, when it is asked for', async () => {
  let made = 0
  const value = later(() => ++made)
  expect(made).toBe(0)
  expect([await value(), await value()]).toEqual([1, 1])
  await expect(
    later(() => {
      throw new RangeError('no formula')
    })(),
  ).rejects.toThrow('no formula')
})
