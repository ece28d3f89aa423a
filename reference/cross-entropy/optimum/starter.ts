/**
 * Mean cross-entropy of one sigmoid neuron over n samples.
 *
 * @param X - (n, d) one sample a row
 * @param y - (n,) targets between 0 and 1
 * @param w - (d,) weights
 * @param b - bias
 * @returns the cost, a number
 */
export function logisticCost(X: number[][], y: number[], w: number[], b: number): number {
  throw new Error('not implemented')
}

/**
 * Gradient of the cost with respect to the weights, then the bias.
 *
 * @returns (d + 1,)
 */
export function logisticGradient(X: number[][], y: number[], w: number[], b: number): number[] {
  throw new Error('not implemented')
}

/**
 * Second derivatives of the cost, rows and columns in the order of the gradient.
 *
 * @returns (d + 1, d + 1)
 */
export function logisticHessian(X: number[][], y: number[], w: number[], b: number): number[][] {
  throw new Error('not implemented')
}

/**
 * Entropy of a coin that shows heads with probability y, for each y.
 *
 * @param y - (n,) probabilities between 0 and 1, both included
 * @returns (n,) in nats
 */
export function binaryEntropy(y: number[]): number[] {
  throw new Error('not implemented')
}
