import type { Nested } from 'assay/math'

export interface Points {
  readonly x: number[]
  readonly y: number[]
}

/**
 * Points on the parabola y = x² with x uniform in [0, 1).
 *
 * @param n - number of points, ≥ 1.
 * @param seed - integer; equal seeds give equal points.
 * @returns x and y, (n,) each; y[i] = x[i]·x[i] to the last bit.
 */
export function sampleParabola(n: number, seed: number): Points {
  const next = mulberry32(seed)
  const x = Array.from({ length: n }, () => next())
  return { x, y: x.map((value) => value * value) }
}

/**
 * Adds independent Gaussian noise to every entry. Nothing is clipped.
 *
 * @param v - nested numbers of any shape.
 * @param std - standard deviation of the noise, ≥ 0; its variance is std².
 * @param seed - integer; equal seeds and shapes give the same noise, times std.
 * @returns a new array of the shape of v: v + std·ε with ε ~ N(0, 1) for each entry.
 */
export function corrupt<T extends Nested>(v: T, std: number, seed: number): T {
  const next = mulberry32(seed)
  const add = (part: Nested): Nested => (typeof part === 'number' ? part + std * normal(next) : part.map(add))
  return add(v) as T
}

/** Box–Muller; 1 − u keeps the logarithm away from 0. */
function normal(next: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
}

/** Uniform numbers in [0, 1) from 32 bits of state (T. Ettinger, public domain). */
function mulberry32(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
