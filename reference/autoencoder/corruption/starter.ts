/**
 * Points on the parabola y = x² with x uniform in [0, 1].
 *
 * @param n - number of points
 * @param seed - for your random generator
 * @returns x and y, (n,) each
 */
export function sampleParabola(n: number, seed: number): { x: number[]; y: number[] } {
  throw new Error('not implemented')
}

/**
 * Adds independent Gaussian noise to every entry.
 *
 * @param v - numbers in nested lists of any depth
 * @param std - standard deviation of the noise
 * @param seed - equal seeds give equal noise
 * @returns a new array of the same shape
 */
export function corrupt(v: any, std: number, seed: number): any {
  throw new Error('not implemented')
}
