import { describe, expect, it } from 'vitest'
import type { Value } from '#grading/model/value'
import { type Claim, decodeAnswer } from './answer.ts'
import { parseControl } from './control-json.ts'
import { type Account, withinMemory } from './held.ts'
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

  const LIMIT = 512 * 1024 * 1024
  const one: Claim = { ok: true, value: 1 }
  const tooMuch = (where: string): Claim => ({
    ok: false,
    fault: { kind: 'bad-value', expected: `at most 512 MiB ${where}`, got: 'more', at: 'return value' },
  })

  const inAll = (bytes: number): [Account, Account] => [{ bytes }, { bytes: 0 }]
  const inOne = (bytes: number): [Account, Account] => [{ bytes: 0 }, { bytes }]
  it.each([
    ['together with all others', 'in all answers together', inAll],
    ['as rows of one request', 'in the answers of one check, rows and numbers together', inOne],
  ])('%s is a bad value that costs nothing, and smaller ones still count, to the last byte', (_, where, accounts) => {
    const [submission, request] = accounts(LIMIT - 127)
    expect(withinMemory({ ok: true, value: [1] }, submission, request)).toEqual(tooMuch(where))
    expect(submission.bytes + request.bytes).toBe(LIMIT - 127)
    expect(withinMemory(one, submission, request)).toBe(one)
    expect(withinMemory(one, submission, request)).toEqual(tooMuch(where))
    expect(withinMemory(one, ...accounts(LIMIT - 64))).toBe(one)
  })

  const bytes = new Uint8Array(6)
  it.each<[string, Value, number, number]>([
    ['nothing', null, 64, 64],
    ['a number', 1.5, 64, 64],
    ['a text', 'grüße', 74, 74],
    ['a list', [true, [1, 'a']], 64 * 4 + 66, 64 * 4 + 66],
    ['a record', new Map<string, Value>([['dW', 1]]), 64 + (4 + 64) + 64, 64 + (4 + 64) + 64],
    ['an array of bytes', { dtype: 'uint8', shape: [2, 3], data: bytes }, 64 + 6, 64 * (1 + 3) + 8 * 6],
    ['an array of doubles', { dtype: 'float64', shape: [6], data: Float64Array.from(bytes) }, 64 + 48, 64 * (1 + 1) + 8 * 6],
    ['rows of one', [{ dtype: 'uint8', shape: [6, 1], data: bytes }], 64 * 2 + 6, 64 * (1 + 1 + 7) + 8 * 6],
  ])('counts %s as kept and as read by checks', (_, value, held, read) => {
    const [submission, request] = [{ bytes: 1 }, { bytes: 2 }]
    withinMemory({ ok: true, value }, submission, request)
    expect([submission.bytes - 1, request.bytes - 2]).toEqual([held, read])
  })

  it('counts a fault as nothing', () => {
    const fault: Claim = { ok: false, fault: { kind: 'memory-limit' } }
    expect(withinMemory(fault, { bytes: LIMIT }, { bytes: LIMIT })).toBe(fault)
  })
})
