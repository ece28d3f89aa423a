export interface ForwardBackward {
  z2: number[]
  a2: number[]
  z3: number[]
  a3: number[]
  /** Summed over the outputs, natural logarithm. */
  cost: number
  delta3: number[]
  delta2: number[]
  /** May be left out. */
  delta1?: number[]
  /** In the shape of W3. */
  dW3: number[][]
  db3: number[]
  /** In the shape of W2. */
  dW2: number[][]
  db2: number[]
}

/**
 * One example forward and backward: sigmoid neurons, cross-entropy cost.
 *
 * @param x - (n1,) input
 * @param y - (n3,) target, from 0 to 1
 * @param W2 - (n2, n1); row j holds the weights into hidden neuron j
 * @param b2 - (n2,)
 * @param W3 - (n3, n2)
 * @param b3 - (n3,)
 */
export function forwardBackward(x: number[], y: number[], W2: number[][], b2: number[], W3: number[][], b3: number[]): ForwardBackward {
  throw new Error('not implemented')
}
