import { describe, expect, it } from 'vitest'
import { type Claim, decodeAnswer } from './answer.ts'
import { parseControl } from './control-json.ts'
import { withinMemory } from './held.ts'
import { answerBudget } from './value-codec.ts'

const context = { entry: 'f', available: ['f'], files: new Set<string>() }

function decoded(value: string, bin: Uint8Array): Claim {
  return decodeAnswer(parseControl(Buffer.from(`{"v":${value}}`)), bin, answerBudget(bin), context)
}

describe('an answer that would take the memory of the grading process', () => {
  it('by tensors that share their bytes breaks the protocol', () => {
    const tensor = '{"t":"tensor","dtype":"uint8","shape":[64],"off":0,"len":64}'
    expect(() => decoded(`{"t":"list","v":[${tensor},${tensor}]}`, new Uint8Array(64))).toThrow('sent tensors that share their bytes')
  })

  it.each([
    ['rows of one', [2 ** 21, 1], 2 ** 21, 'an array of shape [2097152,1]'],
    ['rows of nothing', [2 ** 40, 0], 0, 'an array of shape [1099511627776,0]'],
    ['many axes', [2 ** 19, 1, 1, 1, 1], 2 ** 19, 'an array of shape [524288,1,1,1,1]'],
    ['numbers alone', [2 ** 24], 2 ** 24, '16777216'],
  ])('by %s is a bad value', (_, shape, size, got) => {
    const tensor = `{"t":"tensor","dtype":"uint8","shape":${JSON.stringify(shape)},"off":0,"len":${size}}`
    expect(decoded(tensor, new Uint8Array(size))).toMatchObject({ ok: false, fault: { kind: 'bad-value', got } })
  })

  const zeros = (...shape: number[]): Claim => {
    const size = shape.reduce((product, extent) => product * extent, 1)
    return { ok: true, value: { dtype: 'uint8', shape, data: new Uint8Array(size) } }
  }

  it('together with all others is a bad value, and smaller ones still count', () => {
    const submission = { bytes: 0 }
    const doubles = (): Claim => ({ ok: true, value: { dtype: 'float64', shape: [2 ** 23], data: new Float64Array(2 ** 23) } })
    const kept = Array.from({ length: 9 }, () => withinMemory(doubles(), submission, { bytes: 0 }).ok)
    expect(kept).toEqual([true, true, true, true, true, true, true, false, false])
    expect(withinMemory({ ok: true, value: 1 }, submission, { bytes: 0 }).ok).toBe(true)
  })

  it('as rows of one request is a bad value, and counts again in the next', () => {
    const submission = { bytes: 0 }
    const request = { bytes: 0 }
    const kept = Array.from({ length: 5 }, () => withinMemory(zeros(2 ** 20, 1), submission, request).ok)
    expect(kept.slice(-1)).toEqual([true])
    const more = Array.from({ length: 4 }, () => withinMemory(zeros(2 ** 20, 1), submission, request))
    expect(more.at(-1)).toMatchObject({ ok: false, fault: { kind: 'bad-value', expected: expect.stringContaining('of one check') } })
    expect(withinMemory(zeros(2 ** 20, 1), submission, { bytes: 0 }).ok).toBe(true)
  })
})
