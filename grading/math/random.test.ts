import { describe, expect, it } from 'vitest'
import { createRandom } from './random.ts'

describe('createRandom', () => {
  it('gives equal streams for equal seeds and names, and other streams otherwise', () => {
    const draw = (seed: number, name: string): number[] => createRandom(seed, name).vector(5)
    expect(draw(7, 'a')).toEqual(draw(7, 'a'))
    expect(draw(7, 'a')).not.toEqual(draw(8, 'a'))
    expect(draw(7, 'a')).not.toEqual(draw(7, 'b'))
  })

  it('gives the streams that sfc32 gives, started by the seed and the FNV-1a hash of the name', () => {
    const bits = (seed: number, name: string): number[] => {
      const random = createRandom(seed, name)
      return Array.from({ length: 4 }, () => random.uniform(0, 2 ** 32))
    }
    expect(bits(7, 'a')).toEqual([1418052662, 2809017620, 3875026907, 2472477884])
    expect(bits(4_000_000_000, 'weights')).toEqual([321420892, 3287797942, 1635931863, 4200090056])
  })

  it('draws from a range, a list, and normal numbers of a scale, one after another from the stream', () => {
    const share = 1418052662 / 2 ** 32
    expect(createRandom(7, 'a').uniform(-2, 6)).toBe(-2 + 8 * share)
    expect(createRandom(7, 'a').pick(['x', 'y', 'z'])).toBe('x')
    expect(createRandom(4_000_000_000, 'weights').pick([7])).toBe(7)
    expect(() => createRandom(7, 'a').pick([])).toThrow('cannot pick from an empty list')
    const normal = [expect.closeTo(-0.5077231361768971, 12), expect.closeTo(-1.91725984139128, 12)]
    expect(createRandom(7, 'a').vector(2)).toEqual(normal)
    expect(createRandom(7, 'a').matrix(2, 1)).toEqual(normal.map((x) => [x]))
    expect(createRandom(7, 'a').vector(1, 10)).toEqual([expect.closeTo(-5.077231361768971, 11)])
    expect(createRandom(7, 'a').matrix(1, 2, 10)[0]).toEqual(createRandom(7, 'a').vector(2, 10))
  })

  it('draws normal numbers with mean 0 and variance 1 within 5 standard errors', () => {
    const drawn = createRandom(11, 'normal').vector(20_000)
    const mean = drawn.reduce((sum, x) => sum + x, 0) / drawn.length
    const variance = drawn.reduce((sum, x) => sum + (x - mean) ** 2, 0) / drawn.length
    expect(Math.abs(mean)).toBeLessThan(5 / Math.sqrt(drawn.length))
    expect(Math.abs(variance - 1)).toBeLessThan(5 * Math.sqrt(2 / drawn.length))
  })

  it('draws every integer of a range, both ends included, equally often', () => {
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
    expect(items).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
  })

  it('takes one number less than there are items to shuffle them', () => {
    const random = createRandom(7, 'a')
    expect(random.shuffle(['x'])).toEqual(['x'])
    random.shuffle(['x', 'y'])
    expect(random.uniform(0, 2 ** 32)).toBe(2809017620)
  })

  it('shuffles into every order equally often', () => {
    const random = createRandom(14, 'orders')
    const tally = new Map<string, number>()
    for (let i = 0; i < 6000; i++) {
      const order = random.shuffle(['a', 'b', 'c']).join('')
      tally.set(order, (tally.get(order) ?? 0) + 1)
    }
    expect([...tally.keys()].sort()).toEqual(['abc', 'acb', 'bac', 'bca', 'cab', 'cba'])
    for (const count of tally.values()) expect(Math.abs(count - 1000)).toBeLessThan(5 * Math.sqrt(6000 * (1 / 6) * (5 / 6)))
  })
})
