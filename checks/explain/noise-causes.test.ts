import { describe, expect, it } from 'vitest'
import { createRandom, type Random } from '#grading/math/random'
import { nameNoise } from './noise-causes.ts'

const VALUES = createRandom(1, 'values')
  .vector(4000)
  .map((x) => Math.round(100 * Math.abs(Math.sin(x))) / 100)

/** What is named where a value becomes `out`, for two sizes of noise. */
function named(out: (v: number, std: number, random: Random) => number): string | undefined {
  const given = [0.3, 0.05].map((std) => {
    const random = createRandom(7, `noise ${std}`)
    const outs = VALUES.map((v) => out(v, std, random))
    return { v: VALUES, std, out: outs, noise: outs.map((x, i) => x - (VALUES[i] as number)) }
  })
  return nameNoise(given).mistake?.id
}

const clip = (x: number): number => Math.min(1, Math.max(0, x))

describe('what noise is', () => {
  it.each<[string, (v: number, std: number, random: Random) => number]>([
    ['no-noise', (v) => v],
    ['one-draw', (v, std) => v + 0.7 * std],
    ['masked', (v, _, random) => (random.uniform(0, 1) < 0.3 ? 0 : v)],
    ['masked', (v, std, random) => (random.uniform(0, 1) < std ? 0 : v)],
    ['masked-and-scaled', (v, std, random) => (random.uniform(0, 1) < std ? 0 : v / (1 - std))],
    ['masked-and-scaled', (v, _, random) => (random.uniform(0, 1) < 0.3 ? 0 : v / 0.7)],
    ['salt-and-pepper', (v, _, random) => [0, 1, v, v][random.integer(0, 3)] as number],
    ['clipped', (v, std, random) => clip(v + std * random.normal())],
    ['whole-numbers', (v, std, random) => Math.trunc(v + 9 * std * random.normal())],
    ['multiplicative', (v, std, random) => v * (1 + std * random.normal())],
    ['rand-for-randn', (v, std, random) => v + random.uniform(0, std)],
    ['uniform-noise', (v, std, random) => v + random.uniform(-std, std)],
    ['uniform-noise-same-spread', (v, std, random) => v + random.uniform(-1, 1) * Math.sqrt(3) * std],
    ['std-as-variance', (v, std, random) => v + Math.sqrt(std) * random.normal()],
    ['variance-as-std', (v, std, random) => v + std * std * random.normal()],
    ['std-unused', (v, _, random) => v + random.normal()],
  ])('is named: %s', (id, out) => expect(named(out)).toBe(id))

  it('is named: repeated', () => {
    const block = createRandom(3, 'block').vector(100)
    let i = 0
    expect(named((v, std) => v + std * (block[i++ % block.length] as number))).toBe('repeated')
  })

  it.each<[string, (v: number, std: number, random: Random) => number]>([
    ['normal', (v, std, random) => v + std * random.normal()],
    ['normal about another mean', (v, std, random) => v + std * (random.normal() + 0.1)],
    ['a little too large', (v, std, random) => v + 1.1 * std * random.normal()],
    ['clipped at other ends', (v, std, random) => Math.min(2, Math.max(-1, v + std * random.normal()))],
  ])('is not named where it is %s', (_, out) => expect(named(out)).toBeUndefined())
})
