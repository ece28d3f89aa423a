/**
 * Principal components.
 *
 * @param X - (n, d) one sample a row
 * @param k - number of components
 * @returns mean (d,); components (k, d), orthonormal rows; eigenvalues (k,) of the covariance
 */
export function pcaFit(X: number[][], k: number): { mean: number[]; components: number[][]; eigenvalues: number[] } {
  throw new Error('not implemented')
}

/**
 * Projects samples on the plane through the mean that the components span.
 *
 * @param X - (n, d) any samples
 * @param model - mean (d,) and components (k, d)
 * @returns (n, d)
 */
export function pcaReconstruct(X: number[][], model: { mean: number[]; components: number[][] }): number[][] {
  throw new Error('not implemented')
}

/**
 * Trains x -> W_dec (W_enc x + b_enc) + b_dec to give its input back.
 *
 * @param X - (n, d) training samples
 * @param k - units of the code
 * @param seed - for your random generator
 * @returns W_enc (k, d), b_enc (k,), W_dec (d, k), b_dec (d,)
 */
export function linearAutoencoderFit(
  X: number[][],
  k: number,
  seed: number,
): { W_enc: number[][]; b_enc: number[]; W_dec: number[][]; b_dec: number[] } {
  throw new Error('not implemented')
}
