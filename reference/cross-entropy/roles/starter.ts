/**
 * Cross-entropy of each pair of output and target.
 *
 * @param a - (n,) outputs between 0 and 1
 * @param y - (n,) targets between 0 and 1
 * @returns (n,) one cost per pair
 */
export function crossEntropy(a: number[], y: number[]): number[] {
  throw new Error('not implemented')
}

/**
 * The same cost as a function of the weighted input, with a = sigmoid(z).
 *
 * @param z - (n,) any finite values
 * @param y - (n,) targets between 0 and 1
 * @returns (n,) one finite cost per pair
 */
export function crossEntropyWithLogits(z: number[], y: number[]): number[] {
  throw new Error('not implemented')
}

/**
 * The cost at the targets 0 and 1, and what the form with a and y exchanged tends to there.
 *
 * @param a - an output, 0 < a < 1
 * @returns four numbers; Infinity for a cost without bound
 */
export function boundaryCosts(a: number): { firstY0: number; firstY1: number; swappedY0: number; swappedY1: number } {
  throw new Error('not implemented')
}
