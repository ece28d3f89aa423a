export interface Backprop {
  /** Activations, one vector per layer, first hidden layer first. */
  a: number[][]
  /** Weighted inputs. */
  z: number[][]
  /** Errors: the derivatives of the cost with respect to z. */
  delta: number[][]
  /** Gradients in the shapes of `weights`. */
  dW: number[][][]
  /** Gradients in the shapes of `biases`. */
  db: number[][]
}

/**
 * Back-propagation of one example where every neuron has its own activation.
 *
 * @param weights - one (n_l, n_{l-1}) matrix per layer, first hidden layer first
 * @param biases - one (n_l,) vector per layer
 * @param x - (n_1,) input
 * @param y - (n_L,) target
 * @param activations - one list of names per layer: sigmoid, tanh, softplus, sin, square, identity
 * @param cost - 'quadratic' or 'cross_entropy', both summed over the outputs
 */
export function backprop(
  weights: number[][][],
  biases: number[][],
  x: number[],
  y: number[],
  activations: string[][],
  cost: string,
): Backprop {
  throw new Error('not implemented')
}
