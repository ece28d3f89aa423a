import { describe, expect, it } from 'vitest'
import { jsonFault } from './json-fault.ts'

describe('the place where a text stops being JSON', () => {
  it.each([
    ['{"a": [1, }', 10],
    ['{"a": 1 "b"}', 8],
    ['{a: 1}', 1],
    ['[1, 2', 5],
    ['{"a": "never closed', 19],
    ['{"a": "\\"", "b" 1}', 16],
    ['[] []', 3],
    ['[1,]', 3],
    ['{"a": 1,}', 8],
    ['{"a": [}', 7],
    ['<<<<<<< HEAD', 0],
    ['   ', 3],
  ])('of %s is %i', (text, offset) => {
    expect(jsonFault(text)).toBe(offset)
    expect(() => JSON.parse(text)).toThrow()
  })
})
