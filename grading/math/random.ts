/** A seeded source of numbers. Equal seeds and names give equal streams on every machine. */
export interface Random {
  /** In [low, high). */
  uniform(low: number, high: number): number
  /** Standard normal. */
  normal(): number
  /** Whole, low and high included. */
  integer(low: number, high: number): number
  pick<T>(items: readonly T[]): T
  shuffle<T>(items: readonly T[]): T[]
  /** Normal entries times `scale`. */
  vector(length: number, scale?: number): number[]
  matrix(rows: number, columns: number, scale?: number): number[][]
}

/** FNV-1a, 32 bits: gives every named stream of one seed its own start. */
function hash(text: string): number {
  let state = 0x811c9dc5
  for (let i = 0; i < text.length; i++) state = Math.imul(state ^ text.charCodeAt(i), 0x01000193)
  return state >>> 0
}

/** sfc32 (Chris Doty-Humphrey, PractRand): 128 bits of state, passes PractRand. */
function sfc32(seed: number, stream: number): () => number {
  let a = seed | 0
  let b = stream | 0
  let c = 0x9e3779b9 | 0
  let counter = 1
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (c << 21) | (c >>> 11)
    c = (c + sum) | 0
    return (sum >>> 0) / 2 ** 32
  }
  for (let i = 0; i < 12; i++) next()
  return next
}

/**
 * A generator of inputs: equal seeds and names give equal numbers, on every machine.
 *
 * @example
 * ```ts
 * createRandom(7, 'vectors').vector(3).length // 3
 * ```
 */
export function createRandom(seed: number, name: string): Random {
  const next = sfc32(seed, hash(name))
  const random: Random = {
    uniform: (low, high) => low + (high - low) * next(),
    // Box-Muller; 1 - u keeps the logarithm away from 0.
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    integer: (low, high) => low + Math.floor(next() * (high - low + 1)),
    pick: (items) => {
      if (items.length === 0) throw new RangeError('cannot pick from an empty list')
      return items[random.integer(0, items.length - 1)] as (typeof items)[number]
    },
    shuffle: (items) => {
      const shuffled = [...items]
      for (let i = shuffled.length - 1; i > 0; i--) {
        const j = random.integer(0, i)
        const kept = shuffled[i] as (typeof items)[number]
        shuffled[i] = shuffled[j] as (typeof items)[number]
        shuffled[j] = kept
      }
      return shuffled
    },
    vector: (length, scale = 1) => Array.from({ length }, () => scale * random.normal()),
    matrix: (rows, columns, scale = 1) => Array.from({ length: rows }, () => random.vector(columns, scale)),
  }
  return random
}
