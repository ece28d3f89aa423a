import { describe, expect, it } from 'vitest'
import type { Artifact } from '#grading/model/artifact'
import { integers, type Value } from '#grading/model/value'
import { unusable } from '../quality/unusable.ts'
import { codes, judge } from '../testing/answering.ts'
import { byCredit, forPerson, type ModelQualitySpec, measured, modelQuality } from './model-quality.ts'

const spec = { id: 'quality', title: 'Quality', points: 1, entries: ['classify'] }

describe('model quality', () => {
  it('gives what the measurement gives', async () => {
    const check = modelQuality({
      ...spec,
      judge: async (ask) => byCredit((await ask('classify', [1])) === 2 ? 1 : 0.25, [measured('Two.')]),
    })
    expect(await judge(check, { classify: () => 2 })).toMatchObject({ verdict: 'accepted', fraction: 1 })
    expect(await judge(check, { classify: () => 3 })).toMatchObject({ verdict: 'partial', fraction: 0.25 })
  })

  it('is wrong without credit, and waits for a person with none', () => {
    expect(byCredit(0, [])).toMatchObject({ verdict: 'wrong-answer', fraction: 0 })
    expect(byCredit(-0.5, [])).toEqual({ verdict: 'wrong-answer', fraction: 0, findings: [] })
    expect(byCredit(1.5, [measured('Two.')])).toEqual({ verdict: 'accepted', fraction: 1, findings: [measured('Two.')] })
    const asks = { code: 'remark', says: 'Look at it.', severity: 'warning' }
    expect(forPerson('Look at it.')).toEqual({ verdict: 'pending-manual', fraction: 0, findings: [asks] })
    expect(forPerson('Look at it.', [measured('Two.')]).findings).toEqual([asks, { code: 'remark', says: 'Two.', severity: 'note' }])
  })

  it('takes over the fault of a call that brings no value', async () => {
    const check = modelQuality({ ...spec, judge: async (ask) => byCredit(1, [measured(String(await ask('classify', [])))]) })
    expect(await judge(check, {})).toMatchObject({ verdict: 'not-attempted', fraction: 0 })
  })

  it('takes over what a reader refuses, and nothing that is our own fault', async () => {
    const refusing = modelQuality({
      ...spec,
      judge: async () => {
        throw unusable({ code: 'shape-mismatch', label: 'classify', actual: [1], expected: [2] })
      },
    })
    expect(codes(await judge(refusing, {}))).toEqual(['shape-mismatch'])
    const broken = modelQuality({
      ...spec,
      judge: async () => {
        throw new TypeError('ours')
      },
    })
    await expect(judge(broken, {})).rejects.toThrow('ours')
  })

  it('hands the same list of arguments to the session for the same arguments', async () => {
    const lists = new Set<unknown>()
    const session = {
      call: async () => ({ ok: true, value: 1, usage: { ms: 0 } }) as const,
      callMany: async (_: string, argsList: readonly (readonly Value[])[]) => {
        lists.add(argsList)
        return [{ ok: true, value: 1, usage: { ms: 0 } }] as const
      },
      close: async () => {},
    }
    const args = [integers([1, 2])]
    const check = modelQuality({
      ...spec,
      judge: async (ask) => {
        await ask('classify', args)
        await ask('classify', args)
        return byCredit(1, [])
      },
    })
    await judge(check, session)
    await judge(check, session)
    expect(lists.size).toBe(1)
  })
})

describe('pictures of what was measured', () => {
  const curves = (value: number): Artifact => ({
    kind: 'curves',
    title: 'Loss',
    unit: 'MSE',
    series: [{ label: 'yours', points: [[1, value]] }],
  })
  const picturing = (pictures: NonNullable<ModelQualitySpec['pictures']>) =>
    modelQuality({ ...spec, judge: async (ask) => byCredit(Number(await ask('classify', [])), []), pictures })
  const drawing = picturing(async (ask, _context, reference) => [
    curves(Number(await ask('classify', []))),
    curves(Number(await reference('classify', []))),
  ])

  it('show the answers of the submission and of the reference, whatever the verdict', async () => {
    expect(await judge(drawing, { classify: () => 0 }, { classify: () => 1 })).toEqual({
      verdict: 'wrong-answer',
      fraction: 0,
      findings: [],
      artifacts: [curves(0), curves(1)],
    })
  })

  it('are none where an answer for them cannot be used, and no points are lost by that', async () => {
    const outcome = await judge(drawing, { classify: () => 1 })
    expect(outcome.verdict).toBe('accepted')
    expect(outcome.artifacts ?? []).toEqual([])
    const plain = modelQuality({ ...spec, judge: async () => byCredit(1, []) })
    expect((await judge(plain, {})).artifacts ?? []).toEqual([])
  })

  it('hide no fault of ours', async () => {
    const broken = picturing(async () => {
      throw new TypeError('ours')
    })
    await expect(judge(broken, { classify: () => 1 })).rejects.toThrow('ours')
  })
})
