/** A stream of numbers whose n-th depends on the seed and on n alone, so that any part of it can be made again after a restart. */
export interface CountedRandom {
  /** In [0, 1), of the n-th place. */
  uniform(n: number): number
  /** Standard normal, of the n-th place. */
  normal(n: number): number
}

/**
 * @param seed - a positive integer. 0 is refused, because tfjs takes it to mean "no seed".
 * @param stream - tells independent uses of one seed apart.
 */
export function countedRandom(seed: number, stream: string): CountedRandom {
  if (!Number.isSafeInteger(seed) || seed <= 0) throw new RangeError(`a seed is a positive integer, not ${seed}`)
  let key = mix(seed ^ Math.imul(Math.floor(seed / 2 ** 32), 0x9e3779b9))
  for (let i = 0; i < stream.length; i++) key = mix(key ^ stream.charCodeAt(i))
  const word = (n: number): number => mix(mix(n ^ key) + Math.imul(Math.floor(n / 2 ** 32) + 1, 0x85ebca6b) + key)
  const uniform = (n: number): number => (word(n) >>> 0) / 2 ** 32
  return {
    uniform,
    // Box and Muller: two places of the stream make one number.
    normal: (n) => Math.sqrt(-2 * Math.log(1 - uniform(2 * n))) * Math.cos(2 * Math.PI * uniform(2 * n + 1)),
  }
}

/** Every integer from 0 to size − 1 once, in an order that depends on the seed and the stream (Fisher and Yates). */
export function permutation(size: number, seed: number, stream: string): Uint32Array {
  const { uniform } = countedRandom(seed, stream)
  const order = Uint32Array.from({ length: size }, (_, i) => i)
  for (let i = size - 1; i > 0; i--) {
    const j = Math.floor(uniform(i) * (i + 1))
    const moved = order[i] as number
    order[i] = order[j] as number
    order[j] = moved
  }
  return order
}

/**
 * First weights: normal with variance 2 / fanIn before a ReLU (He) and 2 / (fanIn + fanOut) otherwise (Glorot).
 */
export function initialWeights(size: number, fanIn: number, fanOut: number, relu: boolean, seed: number, stream: string): Float32Array {
  const { normal } = countedRandom(seed, stream)
  const deviation = Math.sqrt(2 / (relu ? fanIn : fanIn + fanOut))
  return Float32Array.from({ length: size }, (_, i) => deviation * normal(i))
}

/** A mask for inverted dropout: 0 with probability `rate`, else 1 / (1 − rate). Another step has another mask; the layer of tfjs repeats its own. */
export function dropoutMask(size: number, rate: number, seed: number, step: number, stream: string): Float32Array {
  const { uniform } = countedRandom(seed, `${stream} dropout`)
  const kept = 1 / (1 - rate)
  const first = step * size
  return Float32Array.from({ length: size }, (_, i) => (uniform(first + i) < rate ? 0 : kept))
}

/** The finaliser of MurmurHash3. */
function mix(word: number): number {
  let h = word | 0
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return h ^ (h >>> 16)
}
