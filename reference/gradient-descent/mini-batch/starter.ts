/**
 * The mini-batch estimate of the gradient.
 *
 * @param perSample - (n, d) row i is the gradient of sample i
 * @param indices - (m,) integers in 0..n-1
 * @returns (d,)
 */
export function minibatchGradient(perSample: number[][], indices: number[]): number[] {
  throw new Error('not implemented')
}

/**
 * One random mini-batch, without replacement.
 *
 * @param n - number of samples
 * @param m - size of the batch, 1..n
 * @param seed - equal seeds draw equal batches
 * @returns (m,) integers in 0..n-1
 */
export function sampleMinibatch(n: number, m: number, seed: number): number[] {
  throw new Error('not implemented')
}

/**
 * The mini-batches of one epoch, every sample once.
 *
 * @param n - number of samples
 * @param m - size of a batch, 1..n
 * @param seed - equal seeds give equal epochs
 * @returns list of batches of m indices; the last may be shorter
 */
export function epochBatches(n: number, m: number, seed: number): number[][] {
  throw new Error('not implemented')
}

/**
 * The covariance of the mini-batch gradient as a multiple of that of a single sample's.
 *
 * @param n - number of samples, >= 2
 * @param m - size of the batch, 1..n
 * @param replacement - whether a sample may be drawn twice
 * @returns a number
 */
export function varianceRatio(n: number, m: number, replacement: boolean): number {
  throw new Error('not implemented')
}
