import { describe, expect, it } from 'vitest'
import { toTensor } from './tensor.ts'
import { fieldOf, integers, isList, isRecord, isTensor, listOf, nameKey, type Plain, toPlain, toValue, type Value } from './value.ts'

const vector = toTensor([1, 2])
const record: Value = new Map([['x', vector]])

describe('plain data', () => {
  it.each<[plain: Plain, value: Value]>([
    [null, null],
    [true, true],
    [-0, -0],
    ['a', 'a'],
    [[1, 2], vector],
    [[[1], [2]], toTensor([[1], [2]])],
    [[], toTensor([])],
    [
      [[1, 2], [3]],
      [vector, toTensor([3])],
    ],
    [
      [1, 'a', [1, 2]],
      [1, 'a', vector],
    ],
    [{ x: [1, 2] }, record],
    [{ data: 3 }, new Map([['data', 3]])],
    [{ dtype: 'a' }, new Map([['dtype', 'a']])],
    [
      [{ x: [1, 2] }, null],
      [record, null],
    ],
  ])('%j becomes a value in which numbers of one shape are a tensor, and comes back', (plain, value) => {
    expect(toValue(plain)).toStrictEqual(value)
    expect(toPlain(value)).toEqual(plain)
  })

  it('that is a value already stays the very one', () => {
    for (const value of [vector, record, [vector, [1, 2]], [3, record]]) expect(toValue(value)).toBe(value)
  })

  it('has no key that is ours to mistake', () => {
    const plain = toPlain(toValue(JSON.parse('{"__proto__": 1, "shape": 2}') as Plain)) as object
    expect(Object.keys(plain)).toEqual(['__proto__', 'shape'])
    expect('toString' in plain).toBe(false)
  })

  it('stays a list where a list is asked for, and integers where indices are', () => {
    expect(listOf([1, [1, 2], record])).toStrictEqual([1, vector, record])
    expect(integers([0, 3])).toStrictEqual({ dtype: 'int64', shape: [2], data: Float64Array.of(0, 3) })
  })
})

describe('a value', () => {
  it.each<[what: string, value: unknown, kinds: boolean[]]>([
    ['a tensor', vector, [true, false, false]],
    ['a record', record, [false, true, false]],
    ['a record with the fields of a tensor', new Map(Object.entries(vector)), [false, true, false]],
    ['a list', [], [false, false, true]],
    ['nothing', null, [false, false, false]],
    ['a word', 'dtype data', [false, false, false]],
  ])('is a tensor, a record or a list: %s', (_what, value, kinds) => {
    expect([isTensor(value), isRecord(value), isList(value)]).toEqual(kinds)
  })
})

describe('the field of a record', () => {
  it.each([
    ['deltaW3', 'deltaw3'],
    ['delta_w3', 'deltaw3'],
    ['__DELTA_W3__', 'deltaw3'],
    ['deltaW', 'deltaw'],
  ])('%s is named %s', (name, key) => {
    expect(nameKey(name)).toBe(key)
  })

  it('is found in camelCase or snake_case, the exact name first', () => {
    const fields: ReadonlyMap<string, Value> = new Map<string, Value>([
      ['delta_w', 1],
      ['deltaW', 2],
      ['none', null],
    ])
    expect(['deltaW', 'delta_w', 'DELTA_W', 'None', 'delta'].map((name) => fieldOf(fields, name))).toEqual([2, 1, 1, null, undefined])
  })
})
