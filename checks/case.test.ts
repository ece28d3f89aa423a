import { describe, expect, it } from 'vitest'
import { integers, listOf, type Plain, toValue, type Value } from '#grading/model/value'
import { part, showCall } from './case.ts'

describe('a call in messages', () => {
  it.each<[string, readonly (Plain | Value)[]]>([
    ['f()', []],
    ['f(0.333333, -0, 1e+21)', [1 / 3, -0, 1e21]],
    ['f([[1, 2], [3, 4]], [])', [toValue([1, 2].map((one) => [one * 2 - 1, one * 2])), []]],
    ['f([5, 6], [[1], [2, 3]])', [integers([5, 6]), listOf([[1], [2, 3]])]],
    ['f("two\\nlines", null, true)', ['two\nlines', null, true]],
    [
      'f({dtype: "x", data: [1]}, {a: {b: false}})',
      [new Map<string, Value>(Object.entries({ dtype: 'x', data: [1] })), { a: { b: false } }],
    ],
  ])('is %s', (text, args) => {
    expect(showCall('f', args)).toBe(text)
  })

  it('is cut behind 140 characters', () => {
    const long = (length: number): string => showCall('f', ['x'.repeat(length - 'f("")'.length)])
    expect(long(140)).toBe(`f("${'x'.repeat(135)}")`)
    expect(long(141)).toBe(`f("${'x'.repeat(136)}…`)
  })
})

describe('a part of an answer', () => {
  it('is found by its name in either case style', () => {
    expect(part({ other: 1, delta_w2: [2] }, 'deltaW2')).toEqual([2])
    expect(part({ deltaW2: null }, 'delta_w2')).toBeNull()
  })

  it.each<[string, Plain, string]>([
    ['a record without it', { other: 1 }, 'delta'],
    ['a record with an unlucky name', { undefined: 1 }, 'delta'],
    ['null', null, 'delta'],
    ['text', 'abc', '0'],
    ['a list', ['a'], '0'],
    ['a number', 1, 'delta'],
  ])('is missing from %s', (_, answer, name) => {
    expect(part(answer, name)).toBeUndefined()
  })
})
