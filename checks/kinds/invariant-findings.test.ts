import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CheckContext } from '#grading/model/check'
import type { Plain } from '#grading/model/value'
import { judgeLaw, type Law } from '../judging/invariant.ts'
import { answering, codes, judge } from '../testing/answering.ts'
import { type InvariantSpec, invariant } from './invariant.ts'

/** A law about two functions of an integer; where nothing is said, it holds whatever they answer. */
const pair = (more: Partial<InvariantSpec<number>> = {}) =>
  invariant<number>({
    id: 'pair',
    title: 'Pair',
    points: 1,
    entries: ['name', 'size'],
    law: 'the name tells the size',
    arbitrary: fc.noShrink(fc.nat(1e9)),
    runs: 5,
    calls: (n) => [
      { entry: 'name', args: [n] },
      { entry: 'size', args: [n] },
    ],
    holds: () => undefined,
    ...more,
  })
const seen = (name: Plain, size: Plain, more: Partial<InvariantSpec<number>> = {}) => {
  const handed: (readonly Plain[])[] = []
  const holds = (_n: number, answers: readonly Plain[]): undefined => {
    handed.push(answers)
  }
  return judge(pair({ holds, ...more }), { name: () => name, size: () => size }).then((outcome) => ({ outcome, handed }))
}

describe('the form of an answer to an invariant', () => {
  const sized = (...shape: number[]): Partial<InvariantSpec<number>> => ({ shape: (_n, call) => (call === 0 ? undefined : shape) })

  it.each<[string, Plain, Partial<InvariantSpec<number>>, readonly Plain[]]>([
    ['any without a shape', [[2]], {}, ['a', [[2]]]],
    ['a number where one is asked for', 2, sized(), ['a', 2]],
    ['in the shape that is asked for, whatever axes of length 1 it came with', [[2], [3]], sized(1, 2), ['a', [[2, 3]]]],
    [
      'with numbers that are not finite, where the law allows them',
      [NaN, Infinity],
      { ...sized(2), finite: false },
      ['a', [NaN, Infinity]],
    ],
  ])('is %s', async (_name, size, more, answers) => {
    const { outcome, handed } = await seen('a', size, more)
    expect(outcome).toEqual({ verdict: 'accepted', fraction: 1, findings: [] })
    expect(handed).toEqual(Array(5).fill(answers))
  })

  it.each<[string, Plain, Partial<InvariantSpec<number>>, object]>([
    ['text for a number', 'b', sized(), { code: 'type-mismatch', actual: 'text "b"', expected: 'a number' }],
    ['text for an array', 'b', sized(2, 3), { code: 'type-mismatch', actual: 'text "b"', expected: 'an array of shape [2, 3]' }],
    ['an array of another shape', [1, 2], sized(3), { code: 'shape-mismatch', actual: [2], expected: [3] }],
    [
      'NaN among others',
      [
        [0, 1, 2],
        [3, NaN, Infinity],
      ],
      sized(2, 3),
      { code: 'not-finite', index: [1, 1], actual: NaN, count: 2, total: 6 },
    ],
    ['NaN where any shape will do', NaN, {}, { code: 'not-finite', index: [], actual: NaN, count: 1, total: 1 }],
  ])('is refused: %s', async (_name, size, more, finding) => {
    const { outcome, handed } = await seen('a', size, more)
    expect(outcome).toEqual({
      verdict: 'wrong-answer',
      fraction: 0,
      findings: [{ ...finding, label: 'size', case: expect.stringMatching(/^size\(\d+\)$/), severity: 'error' }],
    })
    expect(handed).toEqual([])
  })
})

describe('the example of a broken law', () => {
  const asked = (even: (place: number) => boolean) => {
    const inputs: number[] = []
    const name = (n: number): string => {
      inputs.push(n)
      return even(inputs.length) ? 'even' : 'odd'
    }
    return { inputs, session: answering({ name, size: (n: number) => n }) }
  }
  const holds = (n: number, [name]: readonly Plain[]): string | undefined => (name === 'odd' || n < 100 ? undefined : `${n} is ${name}`)

  it('is the first input that breaks it, where nothing smaller does', async () => {
    const { inputs, session } = asked((place) => place >= 3)
    const outcome = await judge(pair({ holds }), session)
    expect(outcome).toEqual({
      verdict: 'wrong-answer',
      fraction: 0,
      findings: [
        {
          code: 'property-violated',
          law: 'the name tells the size',
          counterexample: expect.stringMatching(/^name\(\d+/),
          observed: `${inputs[2]} is even`,
          run: 3,
          runs: 5,
          shrinks: 0,
          severity: 'error',
        },
      ],
    })
    expect(session.trips.calls).toBe(2 * 5 + 2)
  })

  it('is made smaller as long as it breaks the law, and shown as the exercise likes', async () => {
    const { session } = asked(() => true)
    const outcome = await judge(pair({ holds, arbitrary: fc.nat(1e9), show: (n) => `n = ${n}` }), session)
    expect(outcome.findings[0]).toMatchObject({ counterexample: 'n = 100', observed: '100 is even', shrinks: expect.any(Number) })
    expect(outcome.findings[0]).not.toHaveProperty('shrinks', 0)
  })

  it('is left as it is after a hundred and twenty tries', async () => {
    const many = invariant({
      id: 'many',
      title: 'Many',
      points: 1,
      entries: ['sum'],
      law: 'the sum is small',
      arbitrary: fc.array(fc.nat(1e9), { minLength: 30, maxLength: 30 }),
      runs: 3,
      calls: (numbers) => [{ entry: 'sum', args: [numbers] }],
      holds: (numbers) => (new Set(numbers).size < 20 ? undefined : 'it is large'),
    })
    const session = answering({ sum: () => 0 })
    const { findings } = await judge(many, session)
    expect(session.trips.calls).toBe(3 + 120)
    expect(findings[0]).toHaveProperty('shrinks')
    expect((findings[0] as unknown as { shrinks: number }).shrinks).toBeLessThan(120)
  })

  it('is left as it is where the function fails when it is called again', async () => {
    let calls = 0
    const name = (): string => {
      if (++calls > 5) throw new Error('once is enough')
      return 'even'
    }
    const outcome = await judge(pair({ holds, arbitrary: fc.integer({ min: 100, max: 1e9 }) }), { name, size: () => 1 })
    expect(outcome).toMatchObject({ verdict: 'wrong-answer', findings: [{ code: 'property-violated', run: 1, shrinks: 0 }] })
  })

  it('is left as it is where there is a plan, and nothing that draws inputs', async () => {
    const { inputs, session } = asked(() => true)
    const context: CheckContext = { reference: answering({}), seed: 7041, declared: new Map(), memo: (_, make) => make() }
    const plan = (await pair().halves?.plan(context)) as Law<number, unknown>['plan']
    const outcome = await judgeLaw<number, unknown>({ id: 'pair', plan, code: { holds }, subject: session, context })
    expect(outcome.findings).toMatchObject([{ code: 'property-violated', observed: `${inputs[0]} is even`, run: 1, shrinks: 0 }])
    expect(session.trips.calls).toBe(2 * 5)
  })
})

describe('a known mistake of an invariant', () => {
  const mistake = { id: 'same', says: 'always the same', hint: 'Does it depend on n?' }
  const mistakes = [
    { ...mistake, id: 'none', detect: () => false },
    { ...mistake, credit: 0.25, detect: (_n: number, [name]: readonly Plain[]) => name === 'a' },
  ]

  it('earns its credit and gives its hint', async () => {
    const { outcome } = await seen('a', 1, { holds: () => 'it does not', mistakes })
    expect(outcome).toMatchObject({ verdict: 'partial', fraction: 0.25 })
    expect(outcome.findings).toMatchObject([
      { code: 'known-mistake', label: 'name', mistake: 'same', says: 'always the same', hint: 'Does it depend on n?' },
      { code: 'property-violated', observed: 'it does not' },
    ])
  })

  it('is not named where none is recognised', async () => {
    const { outcome } = await seen('b', 1, { holds: () => 'it does not', mistakes })
    expect(outcome.verdict).toBe('wrong-answer')
    expect(codes(outcome)).toEqual(['property-violated'])
  })
})

describe('the calls of an invariant', () => {
  it('may be none for one input, but not for all', async () => {
    const handed: number[] = []
    const some = (empty: (made: number) => boolean) => {
      let made = 0
      const calls = (n: number) => (empty(made++) ? [] : [{ entry: 'size', args: [n] }])
      return judge(pair({ calls, holds: (_n, answers) => void handed.push(answers.length) }), { size: () => 1 })
    }
    expect(await some((made) => made === 0)).toMatchObject({ verdict: 'accepted' })
    expect(handed).toEqual([0, 1, 1, 1, 1])
    await expect(some(() => true)).rejects.toThrow('check "pair" makes no call: it would compare nothing')
  })

  it('come with what the law knows of the input alone', async () => {
    const check = pair({ known: (n) => 2 * n, holds: (n, _answers, known) => (known === 2 * n ? undefined : 'another') })
    expect(await judge(check, { name: () => 'a', size: () => 1 })).toMatchObject({ verdict: 'accepted' })
  })
})

describe('the causes of a broken law', () => {
  /** Odd numbers break it. */
  const holds = (n: number): string | undefined => (n % 2 === 0 ? undefined : `${n} is odd`)
  const cause = (id: string, more: Partial<NonNullable<InvariantSpec<number>['mistakes']>[number]> = {}) => ({
    id,
    says: `the cause ${id}`,
    detect: (n: number) => n % 2 === 1,
    ...more,
  })
  const named = async (mistakes: InvariantSpec<number>['mistakes']) => {
    const { findings } = (await seen('a', 1, { holds, runs: 12, ...(mistakes === undefined ? {} : { mistakes }) })).outcome
    return findings.flatMap((one) => ('mistake' in one ? [one.mistake] : []))
  }

  it('are those that explain every input for which it is broken; where several do, all are named', async () => {
    expect(await named([cause('odd'), cause('also')])).toEqual(['odd also'])
    let asked = 0
    expect(await named([cause('once', { detect: () => asked++ === 0 }), cause('odd')])).toEqual(['odd'])
  })

  it('may have to hold for all inputs together, those that broke nothing among them', async () => {
    const throughout = (examples: readonly { readonly input: number }[]): boolean => examples.every(({ input }) => input % 2 === 1)
    expect(await named([cause('all', { throughout })])).toEqual([])
    expect(await named([cause('some', { throughout: (examples) => examples.length === 12 })])).toEqual(['some'])
  })
})
