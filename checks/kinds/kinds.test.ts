import { describe, expect, it } from 'vitest'
import { caseSet, distribution, exact, gradient, inputUnchanged } from '../index.ts'
import { codes, judge } from '../testing/answering.ts'

const base = { id: 'one', title: 'One', points: 1 }

describe('exact', () => {
  const sizes = caseSet('sizes', () => [{ args: [5] }, { args: [2] }])
  const half = (n: number): number | null => (n % 2 === 0 ? n / 2 : null)
  const check = exact({
    ...base,
    entry: 'half',
    cases: sizes,
    normalise: (answer) => (Array.isArray(answer) ? (answer[0] ?? null) : answer),
  })

  it('accepts integers that came as a tuple', async () => {
    expect((await judge(check, { half: (n: number) => (n === 2 ? [1, 1] : null) }, { half })).verdict).toBe('accepted')
  })

  it.each([
    ['a rounded quotient', (n: number) => Math.round(n / 2)],
    ['a number a little off', (n: number) => (n === 2 ? 1.0001 : null)],
    ['text', (n: number) => (n === 2 ? '1' : null)],
  ])('refuses %s', async (_name, answer) => {
    expect((await judge(check, { half: answer }, { half })).verdict).toBe('wrong-answer')
  })
})

describe('gradient', () => {
  const points = caseSet('points', (random) => [{ args: [random.vector(4)] }])
  const check = gradient({
    ...base,
    entry: 'slope',
    cases: points,
    cost: ([v]) => (v as number[]).reduce((sum, x) => sum + x ** 4, 0),
    point: ([v]) => v as number[],
    at: (_args, point) => [point],
  })

  it('accepts the derivative of our cost without a reference of it', async () => {
    expect((await judge(check, { slope: (v: number[]) => v.map((x) => 4 * x ** 3) }, { slope: (v: number[]) => v })).verdict).toBe(
      'accepted',
    )
  })

  it('names the factor of a derivative that is off by one', async () => {
    const outcome = await judge(check, { slope: (v: number[]) => v.map((x) => x ** 3) }, { slope: (v: number[]) => v })
    expect(outcome.findings[0]).toMatchObject({ code: 'scaled', factor: 0.25 })
  })

  it('says nothing of single precision: differences are no better', async () => {
    const slope = (v: number[]) => v.map((x) => Math.fround(4 * x ** 3))
    expect(await judge(check, { slope }, { slope })).toEqual({ verdict: 'accepted', fraction: 1, findings: [] })
  })
})

describe('inputUnchanged', () => {
  const cases = caseSet('v', () => [{ args: [[1, 2]] }])
  const check = inputUnchanged({ ...base, entry: 'f', cases })
  const session = (mutated?: number[]) => ({
    call: async () => ({ ok: true as const, value: 1, usage: { ms: 0 } }),
    callMany: async () => [{ ok: true as const, value: 1, usage: { ms: 0 }, ...(mutated === undefined ? {} : { mutated }) }],
    close: async () => {},
  })

  it('accepts a function that leaves its arguments alone', async () => {
    expect((await judge(check, session())).verdict).toBe('accepted')
  })

  it('names the argument that was changed', async () => {
    expect((await judge(check, session([0]))).findings[0]).toMatchObject({ code: 'input-modified', entry: 'f', argument: 0 })
  })
})

describe('distribution', () => {
  const check = distribution({
    ...base,
    entries: ['draw'],
    calls: (random) => Array.from({ length: 50 }, () => ({ entry: 'draw', args: [random.integer(1, 1e9)] })),
    statistics: (answers) => {
      const mean = answers.reduce<number>((sum, x) => sum + (x as number), 0) / answers.length
      return [{ name: 'mean', value: mean, low: 0.1, high: 0.9, draws: answers.length }]
    },
  })

  it('accepts a sampler inside the band', async () => {
    expect((await judge(check, { draw: () => 0.5 })).verdict).toBe('accepted')
  })

  it('gives value, band and alpha of the statistic that is outside', async () => {
    const outcome = await judge(check, { draw: () => 2 })
    expect(outcome.findings[0]).toMatchObject({
      code: 'statistic-out-of-band',
      statistic: 'mean',
      value: 2,
      low: 0.1,
      high: 0.9,
      alpha: 1e-6,
      draws: 50,
    })
  })

  it('counts NaN as outside', async () => {
    expect(codes(await judge(check, { draw: () => Number.NaN }))).toEqual(['statistic-out-of-band'])
  })
})
