import { describe, expect, it } from 'vitest'
import { toTensor } from '../../grading/model/tensor.ts'
import { toPlain, toValue } from '../../grading/model/value.ts'
import { rotated, rotatedSkips } from './rows.ts'

describe('rotated', () => {
  it('gives each image what belongs to the next one', () => {
    expect(
      toPlain(
        rotated(
          toTensor([
            [1, 2],
            [3, 4],
            [5, 6],
          ]),
        ),
      ),
    ).toEqual([
      [3, 4],
      [5, 6],
      [1, 2],
    ])
  })

  it('leaves the given array as it is', () => {
    const given = toTensor([[1], [2]])
    rotated(given)
    expect(toPlain(given)).toEqual([[1], [2]])
  })
})

describe('rotatedSkips', () => {
  it('reaches arrays in lists and records, and arrays stacked along a first axis', () => {
    const skips = new Map([
      ['x1', toValue([[1], [2], [3]])],
      [
        'stacked',
        toValue([
          [[1], [2], [3]],
          [[4], [5], [6]],
        ]),
      ],
      ['size', toValue(28)],
    ])
    expect(toPlain(rotatedSkips([skips], 3))).toEqual([
      {
        x1: [[2], [3], [1]],
        stacked: [
          [[2], [3], [1]],
          [[5], [6], [4]],
        ],
        size: 28,
      },
    ])
  })
})
