import { describe, expect, it } from 'vitest'
import type { Plain } from '#grading/model/value'
import { caseSet, closeToReference } from '../index.ts'
import { accepted } from '../outcome.ts'
import { codes, judge } from '../testing/answering.ts'
import { type CloseToReferenceSpec, specOf } from './close-to-reference.ts'

const reference = { net: (x: number) => ({ deltaW: x, cost: 2 * x }) }
const base: CloseToReferenceSpec = {
  id: 'part',
  title: 'Part',
  points: 1,
  entry: 'net',
  cases: caseSet('x', () => [{ args: [1] }, { args: [3], label: 'three' }]),
}
const judged = (spec: Partial<CloseToReferenceSpec>, net: (x: number) => Plain) =>
  judge(closeToReference({ ...base, ...spec }), { net }, reference)

const pick = (answer: Plain): Plain | undefined => (answer as { deltaW?: Plain }).deltaW

describe('a part of a record', () => {
  it.each<[string, Partial<CloseToReferenceSpec>]>([
    ['by its name', { field: 'deltaW' }],
    ['otherwise', { pick }],
    ['by its name, which may be missing', { field: 'deltaW', absent: 'Not asked for.' }],
  ])('is compared alone when picked %s', async (_, spec) => {
    expect(await judged(spec, (x) => ({ deltaW: x, cost: 0 }))).toEqual({ verdict: 'accepted', fraction: 1, findings: [] })
    expect((await judged(spec, (x) => ({ delta_w: x }))).verdict).toBe('accepted')
    expect((await judged(spec, (x) => ({ delta_w: 0, deltaW: x }))).verdict).toBe('accepted')
    expect(codes(await judged(spec, (x) => ({ deltaW: x + 1, cost: 2 * x })))).toEqual(['value-mismatch'])
  })

  it('is named with some of the others where it is missing', async () => {
    const others = Array.from({ length: 13 }, (_, i) => `f${i}`)
    const outcome = await judged({ field: 'deltaW' }, () => ({ COST: 1, ...Object.fromEntries(others.map((name) => [name, 0])) }))
    const finding = { code: 'missing-field', severity: 'error', label: 'deltaW', field: 'deltaW' }
    expect(outcome.findings).toEqual([{ ...finding, available: ['cost', ...others.slice(0, 11)] }])
  })

  it('is nothing where what picks it finds none', async () => {
    const outcome = await judged({ pick }, () => ({ cost: 1 }))
    expect(outcome.findings).toMatchObject([{ code: 'type-mismatch', label: 'net', actual: 'nothing', expected: 'a number' }])
  })

  it('is not normalised where it is missing', async () => {
    const normalise = (answer: Plain | undefined): Plain => answer ?? 1
    expect(codes(await judged({ field: 'deltaW', normalise }, () => ({ cost: 1 })))).toEqual(['missing-field'])
  })

  it('is not taken for a mistake or a convention that does not apply to it', async () => {
    const none = { says: 'none', answer: () => undefined }
    const outcome = await judged({ field: 'deltaW', mistakes: [{ id: 'none', ...none }], variants: [none] }, () => [1])
    expect(codes(outcome)).toEqual(['type-mismatch'])
  })

  it('is not explained by a mistake that shows in another part, where that part is right', async () => {
    const slip = {
      id: 'cost-negated',
      says: 'what follows from a cost with the wrong sign',
      showsIn: 'cost',
      answer: ([x]: readonly Plain[]) => -(x as number),
    }
    const spec = { field: 'deltaW', mistakes: [slip] }
    expect(codes(await judged(spec, (x) => ({ deltaW: -x, cost: 2 * x })))).toEqual(['scaled', 'value-mismatch'])
    expect(codes(await judged(spec, (x) => ({ deltaW: -x, cost: -2 * x })))).toEqual(['known-mistake cost-negated', 'value-mismatch'])
    expect(codes(await judged(spec, (x) => ({ deltaW: -x })))).toEqual(['known-mistake cost-negated', 'value-mismatch'])
  })

  it('throws where the reference lacks it, so that no student loses by it', async () => {
    for (const spec of [{ field: 'gamma' }, { pick: () => undefined }])
      await expect(judged(spec, () => 1)).rejects.toThrow(/the reference's answer lacks/)
  })
})

describe('closeToReference', () => {
  it('names the case by its label or its call, and that it was asked a second time', async () => {
    const names: (string | undefined)[] = []
    for (const wrongAt of [1, 2, 3]) {
      let calls = 0
      const outcome = await judged({ field: 'cost' }, (x) => ({ cost: ++calls === wrongAt ? -7 : 2 * x }))
      names.push(...outcome.findings.map((finding) => ('case' in finding ? finding.case : undefined)))
    }
    expect(names.filter((name) => name !== undefined)).toEqual(['net(1)', 'three', 'net(1), asked a second time'])
  })

  it('refuses what is neither right nor as a variant says', async () => {
    const variants = [{ says: 'Halved.', answer: (_: readonly Plain[], right: Plain) => (right as number) / 2 }]
    expect((await judged({ field: 'cost', variants }, (x) => ({ cost: x }))).verdict).toBe('accepted')
    expect((await judged({ field: 'cost', variants }, (x) => ({ cost: x === 1 ? 1 : 5 }))).verdict).toBe('wrong-answer')
  })

  it('says nothing of single precision where the right values are no better', async () => {
    const net = (x: number) => ({ cost: 2 * x * (1 + 1e-7) })
    expect(codes(await judged({ field: 'cost' }, net))).toEqual(['single-precision'])
    expect(codes(await judged({ field: 'cost', notesPrecision: false }, net))).toEqual([])
  })

  it('names the function it calls, and tells how it was defined', () => {
    const check = closeToReference(base)
    expect(check.entries).toEqual(['net'])
    expect(specOf(check)).toBe(base)
    expect(specOf({ ...check, run: async () => accepted() })).toBeUndefined()
  })
})
