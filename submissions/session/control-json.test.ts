import { describe, expect, it } from 'vitest'
import { parseControl, property, WireError } from './control-json.ts'

const read = (text: string): unknown => parseControl(Buffer.from(text))
const NOT_JSON = 'sent text that is not JSON'
const TOO_DEEP = 'sent JSON nested more than 48 deep'
const lists = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth)
const records = (depth: number): string => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`

describe('control JSON', () => {
  it.each([
    ['brackets without end', '['.repeat(60_000), TOO_DEEP],
    ['lists in lists', lists(49), TOO_DEEP],
    ['records in records', records(49), TOO_DEEP],
    ['deep brackets behind a text', `["\\"",${lists(48)}]`, TOO_DEEP],
    ['deep brackets behind a text that ends with a backslash', `["\\\\",${lists(48)}]`, TOO_DEEP],
    ['text that is no JSON', '{"a":}', NOT_JSON],
    ['nothing', '', NOT_JSON],
  ])('refuses %s', (_, text, words) => {
    expect(() => read(text)).toThrow(new WireError(words))
  })

  it('refuses bytes that are no UTF-8', () => {
    expect(() => parseControl(Uint8Array.of(0x22, 0xff, 0x22))).toThrow(new WireError(NOT_JSON))
  })

  it.each([
    ['lists in lists', lists(48)],
    ['records in records', records(48)],
    ['many lists beside one another', `[${Array(100).fill(lists(2)).join()}]`],
    ['many records beside one another', `[${Array(100).fill(records(2)).join()}]`],
    ['brackets inside a text', JSON.stringify('[\\"{'.repeat(100))],
  ])('reads %s', (_, text) => {
    expect(read(text)).toEqual(JSON.parse(text))
  })
})

describe('a property', () => {
  it.each([
    ['null', null, 'a'],
    ['a text', 'text', 'length'],
    ['a list', ['item'], '0'],
    ['a list that has it', Object.assign([], { a: 1 }), 'a'],
    ['an inherited one', {}, 'constructor'],
  ])('is undefined for %s', (_, node, key) => expect(property(node, key)).toBeUndefined())

  it('is what an object holds, whatever its name', () => {
    expect(property(read('{"__proto__":{"a":1},"hasOwnProperty":2}'), '__proto__')).toEqual({ a: 1 })
    expect(property(read('{"hasOwnProperty":2}'), 'hasOwnProperty')).toBe(2)
  })
})
