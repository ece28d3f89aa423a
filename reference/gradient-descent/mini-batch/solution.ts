/**
 * The mini-batch estimate of the gradient: the mean of the per-sample gradients that the batch names.
 *
 * @param perSample - (n, d) row i is the gradient of the cost of sample i.
 * @param indices - (m,) integers in 0..n−1, m ≥ 1; one that occurs twice counts twice.
 * @returns (d,) (1/m) Σ perSample[indices[j]].
 * @throws RangeError if the batch is empty or an index names no sample.
 * @see Nielsen, Neural Networks and Deep Learning, ch. 1, eq. (19); golden values: fixtures/golden/gradient-descent/mini-batch/PROVENANCE.md
 */
import type { Matrix, Vector } from 'assay/math'

export function minibatchGradient(perSample: Matrix, indices: Vector): number[] {
  if (indices.length === 0) throw new RangeError('a mini-batch holds at least one sample')
  const rows = indices.map((index) => {
    const row = perSample[index]
    if (row === undefined) throw new RangeError(`index ${index} names no sample; there are ${perSample.length}`)
    return row
  })
  return (rows[0] as Vector).map((_, k) => rows.reduce((sum, row) => sum + (row[k] as number), 0) / rows.length)
}

/**
 * One mini-batch drawn uniformly without replacement: the first m places of a Fisher–Yates shuffle.
 *
 * @param n - number of samples, ≥ 1.
 * @param m - size of the batch, 1..n.
 * @param seed - integer; equal seeds draw equal batches.
 * @returns (m,) different integers in 0..n−1.
 */
export function sampleMinibatch(n: number, m: number, seed: number): number[] {
  return shuffled(n, seed).slice(0, m)
}

/**
 * The mini-batches of one epoch: every sample once, in an order drawn from the seed.
 *
 * @param n - number of samples, ≥ 1.
 * @param m - size of a batch, 1..n.
 * @param seed - integer; equal seeds give equal epochs.
 * @returns ⌈n/m⌉ lists of m indices each; the last holds what is left over, n − m(⌈n/m⌉ − 1).
 */
export function epochBatches(n: number, m: number, seed: number): number[][] {
  const order = shuffled(n, seed)
  return Array.from({ length: Math.ceil(n / m) }, (_, b) => order.slice(b * m, (b + 1) * m))
}

/**
 * How much of the variance of one sample's gradient is left in a mini-batch of m: Cov[ĝ] = ratio · Σ, where Σ is the
 * population covariance (divided by n) of the per-sample gradients.
 *
 * @param n - number of samples, ≥ 2 without replacement.
 * @param m - size of the batch; 1..n without replacement.
 * @param replacement - whether a sample may be drawn twice.
 * @returns 1/m with replacement, (n − m)/(m(n − 1)) without: the finite-population correction, 0 for the whole set.
 * @see Cochran, Sampling Techniques (1977), theorem 2.2
 */
export function varianceRatio(n: number, m: number, replacement: boolean): number {
  return replacement ? 1 / m : (n - m) / (m * (n - 1))
}

function shuffled(n: number, seed: number): number[] {
  const next = mulberry32(seed)
  const order = Array.from({ length: n }, (_, i) => i)
  for (let i = n - 1; i > 0; i--) {
    const j = Math.floor(next() * (i + 1))
    const kept = order[i] as number
    order[i] = order[j] as number
    order[j] = kept
  }
  return order
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
