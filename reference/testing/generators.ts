/** Uniform numbers in [0, 1) from a seed. */
export type Generator = (seed: number) => () => number

const fraction = (x: number): number => x - Math.floor(x)

/** 32 bits of state (T. Ettinger, public domain). */
export const mulberry32: Generator = (seed) => {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Generators as students write them. All are good enough for a sheet that takes any. */
export const GENERATORS: Readonly<Record<string, Generator>> = {
  mulberry32,
  'multiplicative, modulus 2³¹ − 1': (seed) => {
    let state = (seed % 2147483646) + 1
    const next = (): number => {
      state = (state * 48271) % 2147483647
      return state / 2147483647
    }
    // The first number of a small seed is small.
    for (let i = 0; i < 10; i++) next()
    return next
  },
  'linear congruential, modulus 2³²': (seed) => {
    let state = seed >>> 0
    return () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0
      return state / 2 ** 32
    }
  },
  'linear congruential, modulus 233280': (seed) => {
    let state = seed % 233280
    return () => {
      state = (state * 9301 + 49297) % 233280
      return state / 233280
    }
  },
  'xorshift, 32 bits': (seed) => {
    let state = seed | 0
    return () => {
      state ^= state << 13
      state ^= state >>> 17
      state ^= state << 5
      return (state >>> 0) / 2 ** 32
    }
  },
  'sine of a counter': (seed) => {
    let calls = seed
    return () => fraction(Math.sin(calls++) * 43758.5453)
  },
}

/** What a generator may do to a seed so that different ones agree. */
export const FOLDS: Readonly<Record<string, (seed: number) => number>> = {
  'seed % 10': (seed) => seed % 10,
  'seed % 16': (seed) => seed % 16,
  'seed & 255': (seed) => seed & 255,
  'seed % 1000': (seed) => seed % 1000,
  'seed & 65535': (seed) => seed & 65535,
  'seed & 0xffffff': (seed) => seed & 0xffffff,
  'seed >> 8': (seed) => seed >> 8,
  'seed / 1000': (seed) => Math.floor(seed / 1000),
  'one seed': () => 1,
}
