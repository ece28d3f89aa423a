import { expect, it } from 'vitest'
import { createMemo } from './memo.ts'

it('a memo makes a thing once for each key, also where it is nothing', () => {
  const memo = createMemo()
  const made: string[] = []
  const ask = (key: string, thing: unknown): unknown =>
    memo(key, () => {
      made.push(key)
      return thing
    })
  expect([ask('a', 1), ask('b', undefined), ask('a', 2), ask('b', 3)]).toEqual([1, undefined, 1, undefined])
  expect(made).toEqual(['a', 'b'])
  expect(createMemo()('a', () => 4)).toBe(4)
})
