import { describe, expect, it } from 'vitest'
import { parsePart, shareOf } from './part.ts'

describe('a part', () => {
  it('is written as its number and how many there are', () => {
    expect(parsePart('2/3')).toEqual({ number: 2, of: 3 })
    expect(parsePart('1/1')).toEqual({ number: 1, of: 1 })
  })

  it.each(['4/3', '0/3', '1/0', '3', '1/', '/2', '-1/2', '1/2/3', '1.5/2', ' 1/2', '1/1001', ''])('is refused as %j', (text) => {
    expect(() => parsePart(text)).toThrow(`--part ${text}: expected K/N, the number of a part and how many there are, such as 1/3`)
  })

  it('is disjoint from the others, as large up to one item, and together they are all', () => {
    for (const count of [0, 1, 2, 7, 24, 101]) {
      for (const of of [1, 2, 3, 7, 40, 102]) {
        const items = Array.from({ length: count }, (_, i) => i)
        const parts = Array.from({ length: of }, (_, i) => shareOf(items, { number: i + 1, of }))
        const sizes = parts.map((part) => part.length)
        expect(parts.flat().toSorted((a, b) => a - b)).toEqual(items)
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1)
      }
    }
  })

  it('is everything where none is asked for', () => {
    expect(shareOf(['a', 'b'], undefined)).toEqual(['a', 'b'])
  })
})
