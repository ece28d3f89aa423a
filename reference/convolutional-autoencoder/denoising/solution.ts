import type { Tensor } from 'assay/math'
import { decode, encode } from 'assay/networks'
import { weightsOf } from '../../weights.ts'
import { convolutionalAutoencoders } from '../network.ts'
import { HISTORY, type Losses } from './history.ts'

/** Arrays come as `{dtype, shape, data}`. */
export const tensors = true

/**
 * Adds independent Gaussian noise to every pixel. Nothing is clipped.
 *
 * @param v - numbers of any shape.
 * @param std - standard deviation, ≥ 0.
 * @param seed - integer; equal seeds and shapes give the same noise, times std.
 */
export function corrupt(v: Tensor, std: number, seed: number): Tensor {
  const next = mulberry32(seed)
  const data = new Float32Array(v.data)
  for (let i = 0; i < data.length; i++) data[i] = (data[i] as number) + std * normal(next)
  return { dtype: 'float32', shape: v.shape, data }
}

/** @param noisy - (N, 28, 28). @returns (N, 28, 28) from the network without skips, trained from noisy to clean images. */
export function caeDenoise(noisy: Tensor): Tensor {
  return denoised('denoise-cae-32', noisy)
}

/** @param noisy - (N, 28, 28). @returns (N, 28, 28) from the network with skips, trained from noisy to clean images. */
export function caeSkipDenoise(noisy: Tensor): Tensor {
  return denoised('denoise-cae-skip', noisy)
}

/** The losses while the two networks were trained: means per pixel of (output − clean image)². */
export function lossHistory(): readonly Losses[] {
  return HISTORY
}

function denoised(name: string, { data, shape }: Tensor): Tensor {
  const network = convolutionalAutoencoders.find((one) => one.name === name)
  if (network === undefined) throw new RangeError(`there is no network ${name}`)
  const weights = weightsOf(network)
  return { dtype: 'float32', shape: [shape[0] as number, 28, 28], data: decode(network, weights, encode(network, weights, data)) }
}

/** Box–Muller; 1 − u keeps the logarithm away from 0. */
function normal(next: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
}

/** Uniform numbers in [0, 1) from 32 bits of state (T. Ettinger, public domain). */
function mulberry32(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
