import type { Check } from 'assay'
import { describe, expect, it } from 'vitest'
import { acceptedOf, powerTable } from '../../../checks/testing/power.ts'
import { FOLDS, mulberry32 } from '../../testing/generators.ts'
import { type Corrupt, DEPENDENT, NOT_CENTRED, NOT_NORMAL, NOT_OF_ITS_OWN, OF_ANOTHER_SIZE, RIGHT_NOISE } from './alternative-noise.ts'
import { independent, mean, normal, seeds, size, uniform } from './checks.ts'
import { table } from './table.ts'

/** Twenty thousand numbers a call: right ways are tried with few seeds. */
const SEEDS = 2

const of = (name: string, corrupt: Corrupt) => ({ name, functions: () => ({ corrupt }) })

const WRONG: readonly (readonly [Check, Readonly<Record<string, Corrupt>>])[] = [
  [size, OF_ANOTHER_SIZE],
  [mean, NOT_CENTRED],
  [normal, NOT_NORMAL],
  [independent, DEPENDENT],
  [table, NOT_OF_ITS_OWN],
]

const powers = powerTable('5.2, corruption')

describe.each(WRONG.map(([check, wrong]) => ({ id: check.id, check, wrong })))('$id', ({ check, wrong }) => {
  it.each(Object.entries(wrong))('sees, with every seed of the run: %s', async (name, corrupt) => {
    await powers.sees(check, of(name, corrupt))
  })

  it.each(Object.entries(RIGHT_NOISE))('accepts, with every seed of the run: %s', async (name, corrupt) => {
    expect(await acceptedOf(check, of(name, corrupt), SEEDS)).toBe(SEEDS)
  })
})

describe('noise-seeds', () => {
  const right = RIGHT_NOISE['polar method'] as Corrupt

  it.each(Object.entries(FOLDS))('sees, with every seed of the run, seeds folded by %s', async (name, fold) => {
    await powers.sees(
      seeds,
      of(name, (v, std, seed) => right(v, std, fold(seed))),
    )
  })

  it.each(Object.entries(RIGHT_NOISE))('accepts, with every seed of the run: %s', async (name, corrupt) => {
    expect(await acceptedOf(seeds, of(name, corrupt), SEEDS)).toBe(SEEDS)
  })
})

describe('parabola-uniform', () => {
  const points = (spread: (u: number, i: number, n: number) => number) => () => ({
    sample_parabola: (n: number, seed: number) => {
      const next = mulberry32(seed)
      const x = Array.from({ length: n }, (_, i) => spread(next(), i, n))
      return { x, y: x.map((one) => one * one) }
    },
  })

  it.each([
    ['squared', (u: number) => u * u],
    ['to the power of 1.25', (u: number) => u ** 1.25],
    ['from −1 on', (u: number) => 2 * u - 1],
    ['up to 0.95 only', (u: number) => 0.95 * u],
    ['in hundredths', (u: number) => Math.round(100 * u) / 100],
    ['in thousandths', (u: number) => Math.floor(1000 * u) / 1000],
    ['one of sixty-four', (u: number) => Math.floor(64 * u) / 64 + 1 / 128],
    ['the mean of two', (u: number, i: number) => (u + mulberry32(i)()) / 2],
  ] as const)('sees, with every seed of the run, x %s', async (name, spread) => {
    await powers.sees(uniform, { name, functions: points(spread) })
  })

  it.each([
    ['evenly spaced', (_: number, i: number, n: number) => i / (n - 1)],
    ['drawn', (u: number) => u],
    ['of 15 bits', (u: number) => Math.floor(u * 2 ** 15) / 2 ** 15],
    ['in single precision', (u: number) => Math.fround(u)],
  ] as const)('accepts, with every seed of the run, x %s', async (name, spread) => {
    expect(await acceptedOf(uniform, { name, functions: points(spread) }, SEEDS)).toBe(SEEDS)
  })
})

it('is what the page beside this test says', async () => {
  await expect(powers.page()).toMatchFileSnapshot('power.md')
})
