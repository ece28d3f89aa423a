import { describe, expect, it } from 'vitest'
import { notFinite } from './not-finite.ts'

describe('numbers that are not finite', () => {
  it('are counted, and the first is named by its place in the array', () => {
    const data = Float64Array.of(0, 1, 2, 3, 4, -Infinity, 6, NaN)
    const found = { code: 'not-finite', label: 'W', actual: -Infinity, count: 2, total: 8 }
    expect(notFinite('W', { shape: [2, 4], data })).toEqual({ ...found, index: [1, 1] })
    expect(notFinite('W', { shape: [2, 2, 2], data })).toEqual({ ...found, index: [1, 0, 1] })
    expect(notFinite('W', { shape: [8], data })).toEqual({ ...found, index: [5] })
  })

  it('have no place where there is one number alone', () => {
    expect(notFinite('c', { shape: [], data: Float64Array.of(NaN) })).toEqual({
      code: 'not-finite',
      label: 'c',
      index: [],
      actual: NaN,
      count: 1,
      total: 1,
    })
  })

  it('are none among the finite ones, nor where there is no number', () => {
    expect(notFinite('W', { shape: [2], data: Float64Array.of(0, Number.MAX_VALUE) })).toBeUndefined()
    expect(notFinite('W', { shape: [0], data: new Float64Array() })).toBeUndefined()
  })
})
