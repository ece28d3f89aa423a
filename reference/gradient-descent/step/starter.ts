/**
 * One step of plain gradient descent.
 *
 * @param v - (d,) where you stand
 * @param grad - (d,) gradient of C at v
 * @param eta - learning rate, > 0
 * @returns (d,) the new point
 */
export function gradientStep(v: number[], grad: number[], eta: number): number[] {
  throw new Error('not implemented')
}

/**
 * The step of length epsilon that lowers C most to first order.
 *
 * @param v - (d,) where you stand
 * @param grad - (d,) gradient of C at v
 * @param epsilon - length of the step, > 0
 * @returns (d,) the new point; v itself where the gradient is zero
 */
export function fixedLengthStep(v: number[], grad: number[], epsilon: number): number[] {
  throw new Error('not implemented')
}
