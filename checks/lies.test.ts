import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Check } from '#grading/model/check'
import type { Plain, Value } from '#grading/model/value'
import { caseSet } from './case.ts'
import { compare } from './compare/compare.ts'
import { numericView } from './compare/numeric-view.ts'
import { EXACT, near, printed, T32, T64, type Tolerance } from './compare/tolerance.ts'
import { closeToReference } from './kinds/close-to-reference.ts'
import { distribution } from './kinds/distribution.ts'
import { exact } from './kinds/exact.ts'
import { gradient } from './kinds/gradient.ts'
import { inputUnchanged } from './kinds/input-unchanged.ts'
import { invariant } from './kinds/invariant.ts'
import { judge } from './testing/answering.ts'
import { anyValue, lies, tell } from './testing/lies.ts'

type Accepts = (answer: Value, right: Value, tolerance: Tolerance) => boolean

const TOLERANCES: readonly Tolerance[] = [T32, T64, EXACT, printed(2)]
const RUNS = 3000
const SEED = 7041

/** The first lie that passes, or nothing. */
async function firstBelieved(
  accepts: (answer: Value, right: Value, tolerance: Tolerance) => boolean | Promise<boolean>,
  runs = RUNS,
): Promise<string | undefined> {
  let believed: string | undefined
  const told = fc.constantFrom(...TOLERANCES).chain((tolerance) => lies(tolerance).map((lie) => ({ ...lie, tolerance })))
  const property = fc.asyncProperty(told, async ({ kind, right, lie, tolerance }) => {
    if (!(await accepts(right, right, tolerance))) throw new Error(`the right answer ${tell(right)} is refused`)
    if (!(await accepts(lie, right, tolerance))) return true
    believed = `${kind}: ${tell(lie)} for ${tell(right)}`
    return false
  })
  const details = await fc.check(property, { numRuns: runs, seed: SEED, endOnFailure: true })
  if (details.failed && believed === undefined) throw details.errorInstance
  return believed
}

const compared: Accepts = (answer, right, tolerance) => compare('answer', answer, right, tolerance).equal

/** As somebody could write it who has numpy in mind. */
function naive(equal: (answer: readonly number[], right: readonly number[], tolerance: Tolerance) => boolean): Accepts {
  return (answer, right, tolerance) => {
    const [a, r] = [numericView(answer), numericView(right)]
    if (a === undefined || r === undefined || a.data.length === r.data.length) return compared(answer, right, tolerance)
    return equal([...a.data], [...r.data], tolerance)
  }
}

const flat: Accepts = (answer, right, tolerance) => {
  const [a, r] = [numericView(answer), numericView(right)]
  if (a === undefined || r === undefined) return compared(answer, right, tolerance)
  return a.data.length === r.data.length && a.data.every((value, i) => near(value, r.data[i] as number, tolerance))
}

describe('comparing', () => {
  it('believes no lie', async () => {
    expect(await firstBelieved(compared)).toBeUndefined()
  })

  it.each<[string, Accepts]>([
    [
      'broadcasts',
      naive((a, r, tolerance) => r.length % a.length === 0 && r.every((value, i) => near(a[i % a.length] as number, value, tolerance))),
    ],
    ['looks at the numbers that came', naive((a, r, tolerance) => a.every((value, i) => near(value, r[i] as number, tolerance)))],
    [
      'fails only what is too far',
      (a, r, t) =>
        compared(a, r, t) ||
        Boolean(numericView(a)?.data.some(Number.isNaN) && numericView(a)?.shape.join() === numericView(r)?.shape.join()),
    ],
    [
      'takes text for numbers',
      (a, r, t) => compared(Array.isArray(a) && a.every((one) => typeof one === 'string') ? a.map(Number) : a, r, t),
    ],
    ['is loose', (a, r, { rtol, atol }) => compared(a, r, { rtol: 20 * rtol, atol: 20 * atol })],
    ['counts numbers instead of axes', flat],
  ])('is caught when it %s', async (_, accepts) => {
    expect(await firstBelieved(accepts)).toEqual(expect.any(String))
  })

  it('takes (n, 1) and (1, n) for (n,), and one dtype for another, as it should', () => {
    const of = (shape: number[]): Value => ({ dtype: 'float64', shape, data: Float64Array.of(1, 2) })
    expect(compared(of([2, 1]), of([2]), T32) && compared(of([1, 2]), of([2]), T32)).toBe(true)
    expect(compared({ dtype: 'uint8', shape: [2], data: Uint8Array.of(1, 2) }, of([2]), T32)).toBe(true)
    expect(compared(-0, 0, EXACT) && compared(0, -0, EXACT)).toBe(true)
  })

  it('never throws, whatever came', () => {
    void fc.assert(
      fc.property(anyValue, anyValue, (answer, right) => {
        compare('answer', answer, right, T32)
      }),
      { numRuns: RUNS, seed: SEED },
    )
  })
})

const BASE = { title: 't', points: 1 }
const cases = caseSet('one', () => [{ args: [[1, 2]] }])
/** A mistake, a variant and a follow-through that apply to everything they can. */
const spoken = {
  mistakes: [
    {
      id: 'double',
      says: 's',
      credit: 0.5,
      answer: (_: readonly Plain[], right: Plain) => (Array.isArray(right) ? right.map((x) => 2 * (x as number)) : undefined),
    },
  ],
  variants: [{ says: 'v', answer: (_: readonly Plain[], right: Plain) => (Array.isArray(right) ? [...right].reverse() : undefined) }],
  followThrough: { from: 'f', expected: () => undefined },
}

/** Checks of every kind for a function `f`; a right answer to all of them is `right`. */
const KINDS: readonly { readonly name: string; readonly check: Check; readonly right: Value }[] = [
  { name: 'closeToReference', check: closeToReference({ ...BASE, id: 'a', entry: 'f', cases }), right: vector(3, 5) },
  { name: 'closeToReference, speaking', check: closeToReference({ ...BASE, id: 'b', entry: 'f', cases, ...spoken }), right: vector(3, 5) },
  {
    name: 'a field',
    check: closeToReference({ ...BASE, id: 'c', entry: 'f', cases, field: 'dW2' }),
    right: new Map([['dW2', vector(3, 5)]]),
  },
  {
    name: 'a part',
    check: closeToReference({ ...BASE, id: 'd', entry: 'f', cases, pick: (answer) => (Array.isArray(answer) ? answer[1] : undefined) }),
    right: vector(3, 5),
  },
  { name: 'exact', check: exact({ ...BASE, id: 'e', entry: 'f', cases }), right: vector(3, 5) },
  { name: 'exact null', check: exact({ ...BASE, id: 'g', entry: 'f', cases }), right: null },
  {
    name: 'gradient',
    check: gradient({
      ...BASE,
      id: 'h',
      entry: 'f',
      cases,
      cost: ([x]) => (x as number[]).reduce((sum, one) => sum + one ** 2, 0),
      point: ([x]) => x as Plain,
      at: (_, x) => [x],
    }),
    right: vector(2, 4),
  },
  {
    name: 'invariant',
    check: invariant({
      ...BASE,
      id: 'i',
      entries: ['f'],
      law: 'l',
      arbitrary: fc.constant(0),
      runs: 2,
      calls: () => [{ entry: 'f', args: [] }],
      shape: () => [2],
      holds: (_, [answer]) => (Array.isArray(answer) && answer[0] === 3 && answer[1] === 5 ? undefined : 'another'),
    }),
    right: vector(3, 5),
  },
  {
    name: 'distribution',
    check: distribution({
      ...BASE,
      id: 'j',
      entries: ['f'],
      calls: () => [{ entry: 'f', args: [] }],
      statistics: ([answer]) => [
        { name: 's', value: Array.isArray(answer) && typeof answer[0] === 'number' ? answer[0] : Number.NaN, low: 3, high: 3, draws: 1 },
      ],
    }),
    right: vector(3, 5),
  },
]

function vector(...numbers: readonly number[]): Value {
  return { dtype: 'float64', shape: [numbers.length], data: Float64Array.from(numbers) }
}

describe('a check', () => {
  it.each(KINDS)('$name gives nothing for any value but the right one, and never throws', async ({ check, right }) => {
    const functions = (answer: Value) => ({ f: () => answer })
    expect(await judge(check, functions(right), functions(right))).toMatchObject({ verdict: 'accepted', fraction: 1 })
    await fc.assert(
      fc.asyncProperty(anyValue, async (answer) => {
        const outcome = await judge(check, functions(answer), functions(right))
        if (compared(answer, right, T32)) return
        expect(outcome).toMatchObject({ verdict: 'wrong-answer', fraction: 0 })
      }),
      { numRuns: 400, seed: SEED },
    )
  })

  it('that compares with the reference believes no lie either', async () => {
    const accepts = async (answer: Value, right: Value, tolerance: Tolerance): Promise<boolean> => {
      const check = closeToReference({ ...BASE, id: 'a', entry: 'f', cases, tolerance })
      return (await judge(check, { f: () => answer }, { f: () => right })).fraction > 0
    }
    expect(await firstBelieved(accepts, 1000)).toBeUndefined()
  })

  it('of the inputs never throws, whatever comes back', async () => {
    const check = inputUnchanged({ ...BASE, id: 'k', entry: 'f', cases })
    await fc.assert(
      fc.asyncProperty(anyValue, async (answer) => {
        expect((await judge(check, { f: () => answer })).verdict).toBe('accepted')
      }),
      { numRuns: 200, seed: SEED },
    )
  })
})
