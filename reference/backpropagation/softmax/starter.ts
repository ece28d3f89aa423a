/**
 * Softmax along the last axis.
 *
 * @param z - (c,) logits, or (n, c) with one sample a row; any finite values, also very large ones
 * @returns the outputs, shaped like z
 */
export function softmax(z: number[] | number[][]): number[] | number[][] {
  throw new Error('not implemented')
}

/**
 * Natural logarithm of the softmax along the last axis.
 *
 * @param z - (c,) logits, or (n, c) with one sample a row; any finite values, also very large ones
 * @returns shaped like z, every value finite
 */
export function logSoftmax(z: number[] | number[][]): number[] | number[][] {
  throw new Error('not implemented')
}

/**
 * Log-likelihood cost of one sample.
 *
 * @param z - (c,) logits, the weighted inputs of the softmax layer
 * @param y - (c,) target, one-hot or any distribution
 * @returns the cost, a number
 */
export function logLikelihoodCost(z: number[], y: number[]): number {
  throw new Error('not implemented')
}

/**
 * Error of the softmax layer: the derivative of the cost with respect to z.
 *
 * @param z - (c,) logits
 * @param y - (c,) target, one-hot or any distribution
 * @returns (c,)
 */
export function outputDelta(z: number[], y: number[]): number[] {
  throw new Error('not implemented')
}
