import { describe, expect, it } from 'vitest'
import { closest } from './closest.ts'

describe('closest', () => {
  it.each([
    ['softmx', 'softmax'],
    ['sotfmax', 'softmax'],
    ['role', 'roles'],
    ['zebra', undefined],
    ['', undefined],
  ])('of %j is %j', (word, expected) => {
    expect(closest(word, ['step', 'softmax', 'roles', 'output-size'])).toBe(expected)
  })
})
