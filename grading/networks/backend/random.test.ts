import { describe, expect, it } from 'vitest'
import { countedRandom, dropoutMask, initialWeights, permutation } from './random.ts'

const many = 100_000
const draw = (make: (n: number) => number): Float64Array => Float64Array.from({ length: many }, (_, n) => make(n))
const mean = (values: ArrayLike<number>): number => Array.from(values).reduce((sum, value) => sum + value, 0) / values.length
/** Six standard deviations of a mean of `many` values with variance 1. */
const BAND = 6 / Math.sqrt(many)

describe('counted random numbers', () => {
  it('depend on the seed, the stream and the place only', () => {
    const { uniform } = countedRandom(5, 'a')
    const [later, earlier] = [uniform(1000), uniform(3)]
    expect([uniform(3), uniform(1000)]).toEqual([earlier, later])
    expect(countedRandom(6, 'a').uniform(3)).not.toBe(earlier)
    expect(countedRandom(5, 'b').uniform(3)).not.toBe(earlier)
  })

  it('are the same on every machine and in every release', () => {
    expect([0, 1, 2].map((n) => countedRandom(1, 'stream').uniform(n))).toMatchInlineSnapshot(`
      [
        0.23810693272389472,
        0.5576725816354156,
        0.782691364409402,
      ]
    `)
  })

  it('are uniform and independent of their neighbours, also in neighbouring streams', () => {
    const values = draw(countedRandom(1, 'noise 1').uniform)
    const others = draw(countedRandom(1, 'noise 2').uniform)
    const scale = Math.sqrt(12)
    expect(Math.abs(mean(values) - 0.5) * scale).toBeLessThan(BAND)
    expect(Math.abs(mean(values.map((v, i) => 12 * (v - 0.5) * ((values[(i + 1) % many] as number) - 0.5))))).toBeLessThan(BAND)
    expect(Math.abs(mean(values.map((v, i) => 12 * (v - 0.5) * ((others[i] as number) - 0.5))))).toBeLessThan(BAND)
    const counts = new Array<number>(100).fill(0)
    for (const value of values) counts[Math.floor(value * 100)] = (counts[Math.floor(value * 100)] as number) + 1
    const chiSquare = counts.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0)
    // 99 degrees of freedom: 181 is exceeded once in a million.
    expect(chiSquare).toBeLessThan(181)
  })

  it('are normal with mean 0 and variance 1', () => {
    const values = draw(countedRandom(3, 'n').normal)
    expect(Math.abs(mean(values))).toBeLessThan(BAND)
    expect(Math.abs(mean(values.map((v) => v * v)) - 1)).toBeLessThan(BAND * Math.sqrt(2))
    expect(values.every(Number.isFinite)).toBe(true)
  })

  it.each([0, -1, 1.5, Number.NaN])('refuse the seed %s', (seed) => {
    expect(() => countedRandom(seed, 'a')).toThrow(RangeError)
  })
})

describe('a permutation', () => {
  it('has every number once, in an order of its seed', () => {
    const order = permutation(1000, 7, 'epoch 0')
    expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: 1000 }, (_, i) => i))
    expect(order).toEqual(permutation(1000, 7, 'epoch 0'))
    expect(order).not.toEqual(permutation(1000, 7, 'epoch 1'))
  })
})

describe('first weights', () => {
  it('have the variance of He before a ReLU and of Glorot otherwise', () => {
    const variance = (relu: boolean): number => mean(initialWeights(many, 50, 150, relu, 1, 'w').map((w) => w * w))
    expect(variance(true)).toBeCloseTo(2 / 50, 2)
    expect(variance(false)).toBeCloseTo(2 / 200, 3)
  })
})

describe('a dropout mask', () => {
  it('drops the rate and scales up the rest', () => {
    const mask = dropoutMask(many, 0.25, 1, 0, 'd')
    expect(new Set(mask)).toEqual(new Set([0, Math.fround(4 / 3)]))
    expect(Math.abs(mean(mask) - 1)).toBeLessThan(BAND)
  })

  it('is another in every step, and the same when the step is made again', () => {
    expect(dropoutMask(100, 0.5, 1, 3, 'd')).toEqual(dropoutMask(100, 0.5, 1, 3, 'd'))
    expect(dropoutMask(100, 0.5, 1, 3, 'd')).not.toEqual(dropoutMask(100, 0.5, 1, 4, 'd'))
  })
})
