/**
 * Back-propagation of one example through linear neurons, for the cost ½‖a − y‖².
 *
 * @param weights - one (n_l, n_{l-1}) matrix per layer, first hidden layer first
 * @param biases - one (n_l,) vector per layer
 * @param x - (n_1,) input
 * @param y - (n_L,) target
 * @returns lists with one entry per layer: the errors, and the gradients in the shapes of weights and biases
 */
export function linearBackprop(
  weights: number[][][],
  biases: number[][],
  x: number[],
  y: number[],
): { delta: number[][]; dW: number[][][]; db: number[][] } {
  throw new Error('not implemented')
}

/**
 * The whole network as one map x → W x + b.
 *
 * @param weights - one (n_l, n_{l-1}) matrix per layer, first hidden layer first
 * @param biases - one (n_l,) vector per layer
 * @returns W (n_L, n_1) and b (n_L,)
 */
export function collapse(weights: number[][][], biases: number[][]): { W: number[][]; b: number[] } {
  throw new Error('not implemented')
}
