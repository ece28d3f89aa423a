import { describe, expect, it } from 'vitest'
import { toTensor } from '#grading/model/tensor'
import type { Value } from '#grading/model/value'
import { describeValue, numericView } from './numeric-view.ts'

const view = (value: Value) => {
  const seen = numericView(value)
  return seen === undefined ? undefined : { shape: seen.shape, data: [...seen.data] }
}

describe('a view of numbers', () => {
  it('is a number, an array, or lists of these with equal shapes', () => {
    expect(view(3)).toEqual({ shape: [], data: [3] })
    expect(view(toTensor([1, 2]))).toEqual({ shape: [2], data: [1, 2] })
    expect(view([1, 2, 3])).toEqual({ shape: [3], data: [1, 2, 3] })
    expect(view([toTensor([1, 2]), toTensor([3, 4]), toTensor([5, 6])])).toEqual({ shape: [3, 2], data: [1, 2, 3, 4, 5, 6] })
    expect(view([toTensor([1, 2]), [3, 4]])).toEqual({ shape: [2, 2], data: [1, 2, 3, 4] })
    expect(view([])).toEqual({ shape: [0], data: [] })
  })

  it.each<[string, Value]>([
    ['text', '3'],
    ['true', true],
    ['null', null],
    ['a record', new Map([['a', 1]])],
    ['parts of different shapes', [toTensor([1, 2]), toTensor([3])]],
    ['parts that differ only at the end', [toTensor([1, 2]), toTensor([3, 4]), toTensor([5])]],
    ['a part that is no number', [toTensor([1, 2]), 'x']],
    ['a first part that is no number', ['x', toTensor([1, 2])]],
  ])('is not %s', (_, value) => expect(view(value)).toBeUndefined())
})

describe('a value in words', () => {
  it.each<[Value | undefined, string]>([
    [undefined, 'nothing'],
    [null, 'null'],
    [0.1234567, 'the number 0.123457'],
    [true, 'true'],
    ['49', 'text "49"'],
    ['x'.repeat(40), `text "${'x'.repeat(40)}"`],
    ['x'.repeat(41), `text "${'x'.repeat(40)}…"`],
    [toTensor(1), 'a number'],
    [
      toTensor([
        [1, 2],
        [3, 4],
      ]),
      'an array of shape [2, 2]',
    ],
    [new Map(), 'an empty record'],
    [new Map(Array.from({ length: 9 }, (_, i) => [`f${i}`, i])), 'a record of f0, f1, f2, f3, f4, f5, f6, f7'],
    [[], 'an empty list'],
    [[toTensor([1]), toTensor([1, 2])], 'a list of 2 arrays of different shapes'],
    [[toTensor([1]), 'x', null], 'a list of 3'],
    [['x'], 'a list of 1'],
  ])('%j is %s', (value, says) => expect(describeValue(value)).toBe(says))
})
