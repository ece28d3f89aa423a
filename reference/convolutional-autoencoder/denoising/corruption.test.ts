import type { Nested } from 'assay/math'
import { describe, expect, it } from 'vitest'
import { acceptedOf, powerTable } from '../../../checks/testing/power.ts'
import { mulberry32 } from '../../testing/generators.ts'
import { corruptsImages } from './corruption.ts'

/** Forty thousand pixels a call: right ways are tried with few seeds. */
const SEEDS = 2

const sumOf = (count: number) => (next: () => number) => {
  let sum = -count / 2
  for (let i = 0; i < count; i++) sum += next()
  return sum * Math.sqrt(12 / count)
}
const boxMuller = (next: () => number): number => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())

/** As torch.randn: a uniform number of 24 bits may be 1, and then it and its partner are 0. Here the first eight are, where one would wait long. */
function rounded(): (next: () => number) => number {
  let drawn = 0
  return (next) => (drawn++ % 43_904 < 8 ? 0 : Math.fround(boxMuller(next)))
}

const adding = (draw: (next: () => number) => number) => ({
  functions: () => ({
    corrupt: (v: Nested, std: number, seed: number): Nested => {
      const next = mulberry32(seed)
      const add = (part: Nested): Nested => (typeof part === 'number' ? part + std * draw(next) : part.map(add))
      return add(v)
    },
  }),
})

/** One that is right but for what it makes of its arguments. */
const given = (change: (v: Nested, std: number, seed: number) => readonly [Nested, number, number]) => ({
  functions: () => {
    const { corrupt } = adding(boxMuller).functions()
    return { corrupt: (...args: [Nested, number, number]): Nested => corrupt(...change(...args)) }
  },
})

const powers = powerTable('6n, corruption')

describe('corrupts-images', () => {
  it.each([
    ['a sum of three uniform numbers', sumOf(3)],
    ['a sum of four', sumOf(4)],
    ['one in fifty five times as large', (next: () => number) => (next() < 0.02 ? 5 : 1) * boxMuller(next)],
  ] as const)('sees, with every seed of the run: %s', async (name, draw) => {
    await powers.sees(corruptsImages, { ...adding(draw), name })
  })

  it.each([
    ['one seed for all', given((v, std) => [v, std, 1])],
    ['seeds of which the last byte counts', given((v, std, seed) => [v, std, seed & 255])],
    ['0.3 whatever is given', given((v, _, seed) => [v, 0.3, seed])],
  ] as const)('sees, with every seed of the run: %s', async (name, made) => {
    await powers.sees(corruptsImages, { ...made, name })
  })

  it.each([
    ['Box and Muller', boxMuller],
    ['a sum of twelve uniform numbers', sumOf(12)],
    ['single precision, in which a few are 0', rounded()],
  ] as const)('accepts, with every seed of the run: %s', async (name, draw) => {
    expect(await acceptedOf(corruptsImages, { ...adding(draw), name }, SEEDS)).toBe(SEEDS)
  })
})

it('is what the page beside this test says', async () => {
  await expect(powers.page()).toMatchFileSnapshot('corruption-power.md')
})
