import { describe, expect, it } from 'vitest'
import type { Plain } from '#grading/model/value'
import { distribution } from '../index.ts'
import type { Statistic } from '../judging/distribution.ts'
import { answering, codes, judge } from '../testing/answering.ts'
import type { DistributionSpec } from './distribution.ts'

type Declared = readonly (readonly [string, string])[]

const made = (spec: Partial<DistributionSpec>) =>
  distribution({
    id: 'drawn',
    title: 'Drawn',
    points: 1,
    entries: ['draw', 'again'],
    calls: () => [
      { entry: 'draw', args: [] },
      { entry: 'again', args: [] },
    ],
    statistics: (answers) => answers.map((value) => band(value)),
    ...spec,
  })

function band(value: Plain, more: Partial<Statistic> = {}): Statistic {
  return { name: `of ${value}`, value: value as number, low: 1, high: 2, draws: 1, ...more }
}

const drawing = (draw: number, again = 1.5) => ({ draw: () => draw, again: () => again })

describe('distribution', () => {
  it('names the functions that it calls', () => {
    expect(made({}).entries).toEqual(['draw', 'again'])
  })

  it.each([1, 2])('takes the edge %d of the band as inside', async (edge) => {
    expect(await judge(made({}), drawing(edge))).toEqual({ verdict: 'accepted', fraction: 1, findings: [] })
  })

  it.each([
    ['below', 0.999, 1.5, 'of 0.999'],
    ['above', 2.001, 1.5, 'of 2.001'],
    ['in the second statistic alone', 1.5, 3, 'of 3'],
    ['in both, by the first', 4, 3, 'of 4'],
  ])('refuses what is outside %s', async (_, draw, again, statistic) => {
    const outcome = await judge(made({}), drawing(draw, again))
    expect(outcome).toMatchObject({ verdict: 'wrong-answer', fraction: 0, findings: [{ code: 'statistic-out-of-band', statistic }] })
    expect(outcome.findings).toHaveLength(1)
  })

  it('names the mistake that it means to be outside, and gives its credit', async () => {
    const judged = (more: object) => {
      const mistake = { id: 'halved', says: 'half of it', ...more }
      return judge(made({ statistics: ([value]) => [band(value as number, { alpha: 0, mistake })] }), drawing(0.5))
    }
    const named = await judged({ credit: 0.25, hint: 'Which variance?' })
    expect(named).toMatchObject({ verdict: 'partial', fraction: 0.25 })
    expect(codes(named)).toEqual(['known-mistake halved', 'statistic-out-of-band'])
    expect(named.findings[0]).toMatchObject({ label: 'draw', says: 'half of it', hint: 'Which variance?' })
    expect(named.findings[1]).toMatchObject({ value: 0.5, alpha: 0 })
    expect(await judged({})).toMatchObject({ verdict: 'wrong-answer', fraction: 0 })
  })

  it('calls a missing function not attempted', async () => {
    const outcome = await judge(made({}), { draw: () => 1 })
    expect(outcome).toMatchObject({ verdict: 'not-attempted', findings: [{ code: 'fault', entry: 'again' }] })
  })

  it('throws where no statistic is computed', async () => {
    await expect(judge(made({ statistics: () => [] }), drawing(1))).rejects.toThrow(/compare nothing/)
  })

  it('tells the calls only what they read of the declarations, and makes them once for the same', async () => {
    const told: Declared[] = []
    const known = new Map<string, unknown>()
    const run = (declared: Declared, reads?: readonly string[]) => {
      const calls: DistributionSpec['calls'] = (_, read) => {
        told.push([...read])
        return [{ entry: 'draw', args: [] }]
      }
      const context = { reference: answering({}), seed: 1, declared: new Map(declared), memo: memoIn(known) }
      return made({ calls, ...(reads === undefined ? {} : { reads }) }).run(answering(drawing(1)), context)
    }
    const reads = ['order', 'form']
    await run(
      [
        ['form', 'a'],
        ['order', 'b'],
        ['cost', 'c'],
      ],
      reads,
    )
    await run(
      [
        ['order', 'b'],
        ['cost', 'd'],
        ['form', 'a'],
      ],
      reads,
    )
    await run([['order', 'e']], reads)
    await run([['order', 'e']])
    expect(told).toEqual([
      [
        ['form', 'a'],
        ['order', 'b'],
      ],
      [['order', 'e']],
      [],
    ])
  })
})

function memoIn(known: Map<string, unknown>) {
  return <T>(key: string, make: () => T): T => {
    if (!known.has(key)) known.set(key, make())
    return known.get(key) as T
  }
}
