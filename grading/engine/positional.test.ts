import { describe, expect, it } from 'vitest'
import type { EntryPoint } from '../model/exercise.ts'
import { isRecord, toPlain, toValue, type Value } from '../model/value.ts'
import { positional } from './positional.ts'

const entry = (returns: string): EntryPoint => ({ name: 'f', parameters: [], returns })

function read(returns: string, value: Value, name = 'f'): unknown {
  const [one] = positional([entry(returns)])
  const found = one?.fromStudent?.(name, value, []) ?? value
  return isRecord(found) ? Object.fromEntries([...found].map(([field, item]) => [field, toPlain(item)])) : 'as it is'
}

describe('a record that is returned without names', () => {
  it.each([
    [
      'a tuple of lists',
      '{delta, dW, db}: lists',
      [toValue([1, 2]), toValue([[1, 2]]), toValue([3])],
      { delta: [1, 2], dW: [[1, 2]], db: [3] },
    ],
    ['numbers', '{first_y0: float, first_y1: float}', toValue([1, 2.5]), { first_y0: 1, first_y1: 2.5 }],
    [
      'arrays of one length',
      '{x: float[n,d], y: float[n]}',
      toValue([
        [1, 2, 3],
        [4, 5, 6],
      ]),
      { x: [1, 2, 3], y: [4, 5, 6] },
    ],
    ['all but what is optional', '{a, b (optional), c}', toValue([1, 2]), { a: 1, c: 2 }],
    ['all', '{a, b (optional), c}', toValue([1, 2, 3]), { a: 1, b: 2, c: 3 }],
  ] as const)('is read in the order of the statement: %s', (_, returns, value, expected) => {
    expect(read(returns, value as Value)).toEqual(expected)
  })

  it.each([
    ['too few values', '{a, b}', toValue([1])],
    ['too many', '{a, b}', toValue([1, 2, 3])],
    ['an array of more axes', '{a, b}', toValue([[[1]], [[2]]])],
    ['a number', '{a}', 1],
    ['what is to be no record', 'float[n]', toValue([1, 2])],
  ] as const)('stays as it is where there are %s', (_, returns, value) => {
    expect(read(returns, value as Value)).toBe('as it is')
  })

  it('of another function stays as it is', () => {
    expect(read('{a, b}', toValue([1, 2]), 'g')).toBe('as it is')
  })
})
