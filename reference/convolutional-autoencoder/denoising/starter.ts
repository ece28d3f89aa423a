/**
 * Adds normal noise to every number. Nothing is clipped.
 *
 * @param v - images (N, 28, 28)
 * @param std - standard deviation of the noise
 * @param seed - integer; equal seeds give equal noise
 * @returns as v
 */
export function corrupt(v: number[][][], std: number, seed: number): number[][][] {
  throw new Error('not implemented')
}

/** @returns pictures (N, 28, 28) of noisy images (N, 28, 28), by the network without skips */
export function caeDenoise(noisy: number[][][]): number[][][] {
  throw new Error('not implemented')
}

/** @returns pictures (N, 28, 28) of noisy images (N, 28, 28), by the network with skips */
export function caeSkipDenoise(noisy: number[][][]): number[][][] {
  throw new Error('not implemented')
}

interface Losses {
  model: 'cae' | 'cae_skip'
  epoch: number
  train_loss: number
  test_loss: number
  reduction: 'mean' | 'sum' | 'batch mean / len' | `batch mean / ${number}` | 'bce'
  target: 'clean' | 'noisy'
}

/** The losses of both networks, one record for each epoch. */
export function lossHistory(): Losses[] {
  throw new Error('not implemented')
}
