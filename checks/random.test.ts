import { describe, expect, it } from 'vitest'
import { createRandom } from './random.ts'

describe('createRandom', () => {
  it('gives equal streams for equal seeds and names, and other streams otherwise', () => {
    const draw = (seed: number, name: string): number[] => createRandom(seed, name).vector(5)
    expect(draw(7, 'a')).toEqual(draw(7, 'a'))
    expect(draw(7, 'a')).not.toEqual(draw(8, 'a'))
    expect(draw(7, 'a')).not.toEqual(draw(7, 'b'))
  })

  it('draws normal numbers with mean 0 and variance 1 within 5 standard errors', () => {
    const drawn = createRandom(11, 'normal').vector(20_000)
    const mean = drawn.reduce((sum, x) => sum + x, 0) / drawn.length
    const variance = drawn.reduce((sum, x) => sum + (x - mean) ** 2, 0) / drawn.length
    expect(Math.abs(mean)).toBeLessThan(5 / Math.sqrt(drawn.length))
    expect(Math.abs(variance - 1)).toBeLessThan(5 * Math.sqrt(2 / drawn.length))
  })

  it('draws every whole number of a range, both ends included, equally often', () => {
    const random = createRandom(12, 'integers')
    const tally = new Map<number, number>()
    for (let i = 0; i < 10_000; i++) {
      const drawn = random.integer(3, 7)
      tally.set(drawn, (tally.get(drawn) ?? 0) + 1)
    }
    expect([...tally.keys()].sort()).toEqual([3, 4, 5, 6, 7])
    for (const count of tally.values()) expect(Math.abs(count - 2000)).toBeLessThan(5 * Math.sqrt(10_000 * 0.2 * 0.8))
  })

  it('shuffles without losing an item', () => {
    const items = [1, 2, 3, 4, 5, 6, 7, 8]
    const shuffled = createRandom(13, 'shuffle').shuffle(items)
    expect(shuffled).not.toEqual(items)
    expect([...shuffled].sort()).toEqual(items)
  })
})
