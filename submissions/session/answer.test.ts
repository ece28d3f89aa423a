import { describe, expect, it } from 'vitest'
import type { Fault } from '#grading/model/session'
import { type Claim, decodeAnswer, decodeEntries, decodeLoadError } from './answer.ts'
import { WireError } from './control-json.ts'
import { answerBudget } from './value-codec.ts'

const files = new Set(['a.ts'])
const EMPTY = new Uint8Array(0)
const answered = (node: unknown): Claim => decodeAnswer(node, EMPTY, answerBudget(EMPTY), { entry: 'f', available: ['f', 'g'], files })
const failed = (e: unknown): Fault | undefined => {
  const claim = answered({ e })
  return claim.ok ? undefined : claim.fault
}

describe('an answer', () => {
  const v = { t: 'num', v: '1' }

  it.each([
    ['none', { v }, { ok: true, value: 1 }],
    ['an empty list of them', { v, m: [] }, { ok: true, value: 1 }],
    ['two', { v, m: [0, 2] }, { ok: true, value: 1, mutated: [0, 2] }],
    ['sixty-four', { v, m: Array(64).fill(1) }, { ok: true, value: 1, mutated: Array(64).fill(1) }],
  ])('is a value and its changed arguments: %s', (_, node, claim) => expect(answered(node)).toStrictEqual(claim))

  it.each([[0], ['0'], [null], [{ length: 0 }], [[-1]], [[0, 0.5]], [['0']], [[0, null]], [[2 ** 53]], [Array(65).fill(1)]])(
    'does not have %j as its changed arguments',
    (m) => expect(() => answered({ v, m })).toThrow(new WireError('sent an invalid list of changed arguments')),
  )

  it('with a number that is too large is a bad value, and what is no value breaks the protocol', () => {
    const digits = '9'.repeat(300)
    expect(answered({ v: { t: 'int', v: digits } })).toEqual({
      ok: false,
      fault: { kind: 'bad-value', expected: 'integers up to 2^53', got: digits.slice(0, 80), at: 'return value' },
    })
    expect(() => answered({})).toThrow(new WireError('sent a value of an unknown kind'))
    expect(() => answered({ e: { kind: 'infrastructure' } })).toThrow(new WireError('sent an error of an unknown kind'))
  })

  it.each<[unknown, Fault]>([
    [
      { kind: 'not-implemented', entry: 'x' },
      { kind: 'not-implemented', entry: 'f' },
    ],
    [
      { kind: 'never-settles', entry: 'x' },
      { kind: 'never-settles', entry: 'f' },
    ],
    [
      { kind: 'missing-entry', available: ['x'] },
      { kind: 'missing-entry', entry: 'f', available: ['f', 'g'] },
    ],
    [
      { kind: 'bad-value', expected: 'a', got: 'b', at: 'c' },
      { kind: 'bad-value', expected: 'a', got: 'b', at: 'c' },
    ],
    [
      { kind: 'bad-value', expected: 1, got: ['b'] },
      { kind: 'bad-value', expected: '', got: '', at: '' },
    ],
    [
      { kind: 'exception', name: 'E', message: 'm' },
      { kind: 'exception', name: 'E', message: 'm' },
    ],
    [{ kind: 'exception', name: 'MemoryError', message: '' }, { kind: 'memory-limit' }],
  ])('with the error %j says of itself only what it may', (error, fault) => expect(failed(error)).toStrictEqual(fault))

  it('cuts the texts of an error', () => {
    const long = 'x'.repeat(5000)
    expect(failed({ kind: 'exception', name: long, message: long })).toEqual({
      kind: 'exception',
      name: 'x'.repeat(200),
      message: 'x'.repeat(4096),
    })
  })
})

describe('the place of an error', () => {
  const placed = (where: object): unknown => (failed({ kind: 'exception', name: 'E', message: 'm', ...where }) as { place?: unknown }).place

  it.each([
    [
      { file: 'a.ts', line: 1, column: 1 },
      { file: 'a.ts', line: 1, column: 1 },
    ],
    [
      { file: 'a.ts', line: 3 },
      { file: 'a.ts', line: 3 },
    ],
    [
      { file: 'a.ts', line: 3, column: 0 },
      { file: 'a.ts', line: 3 },
    ],
    [
      { file: 'a.ts', line: 3, column: '1' },
      { file: 'a.ts', line: 3 },
    ],
  ])('is told for %j', (where, place) => expect(placed(where)).toEqual(place))

  it.each([
    [{ file: '/etc/passwd', line: 1 }],
    [{ file: ['a.ts'], line: 1 }],
    [{ line: 1 }],
    [{ file: 'a.ts' }],
    [{ file: 'a.ts', line: 0 }],
    [{ file: 'a.ts', line: 1.5 }],
    [{ file: 'a.ts', line: '1' }],
  ])('is dropped for %j', (where) => expect(placed(where)).toBeUndefined())
})

describe('a submission that does not load', () => {
  const where = { file: 'a.ts', line: 2, column: 5 }
  const long = 'x'.repeat(5000)
  const error = { name: 'E', message: 'm' }

  it.each<[unknown, Fault]>([
    [
      { kind: 'syntax-error', ...error, ...where },
      { kind: 'syntax-error', message: 'm', place: where },
    ],
    [
      { kind: 'syntax-error', ...error },
      { kind: 'syntax-error', message: 'm' },
    ],
    [
      { kind: 'load-error', ...error, ...where },
      { kind: 'load-error', ...error, place: where },
    ],
    [
      { kind: 'anything', ...error, ...where, file: 'b.ts' },
      { kind: 'load-error', ...error },
    ],
    [
      { name: long, message: long },
      { kind: 'load-error', name: long.slice(0, 200), message: long.slice(0, 4096) },
    ],
    [{ name: 'numpy._ArrayMemoryError', message: 'Unable to allocate' }, { kind: 'memory-limit' }],
    [{ name: 'RangeError', message: 'Array buffer allocation failed: 8 GiB' }, { kind: 'memory-limit' }],
    [
      { name: 'Error', message: 'Array buffer allocation failed' },
      { kind: 'load-error', name: 'Error', message: 'Array buffer allocation failed' },
    ],
    [
      { name: 'RangeError', message: 'no Array buffer allocation failed' },
      { kind: 'load-error', name: 'RangeError', message: 'no Array buffer allocation failed' },
    ],
    [
      { name: 'MemoryErrors', message: '' },
      { kind: 'load-error', name: 'MemoryErrors', message: '' },
    ],
    [null, { kind: 'load-error', name: '', message: '' }],
  ])('and sends %.100j', (node, fault) => expect(decodeLoadError(node, files)).toStrictEqual(fault))
})

describe('the functions of a submission', () => {
  it('are as many names as READY lists', () => {
    const names = ['f', 'ö', 'x'.repeat(200)]
    expect(decodeEntries({ entries: names })).toEqual(names)
    expect(decodeEntries({ entries: Array(2000).fill('f') })).toHaveLength(2000)
  })

  it.each([
    ['none', {}, 'no list of its functions'],
    ['a text', { entries: 'f' }, 'no list of its functions'],
    ['something like a list', { entries: { length: 1, 0: 'f' } }, 'no list of its functions'],
    ['too many', { entries: Array(2001).fill('f') }, 'no list of its functions'],
    ['a number', { entries: ['f', 1] }, 'a function without a name'],
    ['a list of letters', { entries: [['f']] }, 'a function without a name'],
    ['a long one', { entries: ['x'.repeat(201)] }, 'a function without a name'],
  ])('are refused when READY lists %s', (_, node, words) => {
    expect(() => decodeEntries(node)).toThrow(new WireError(`sent ${words}`))
  })
})
