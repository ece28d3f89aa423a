/** Softmax of a vector z: [n]. Returns [n]. */
export function softmax(z: number[]): number[] {
  throw new Error('not implemented')
}
