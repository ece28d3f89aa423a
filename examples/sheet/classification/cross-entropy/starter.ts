/** Cross-entropy of the logits z: [n] for an integer label. Returns a number. */
export function crossEntropy(z: number[], label: number): number {
  throw new Error('not implemented')
}
