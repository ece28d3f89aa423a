import type { Matrix } from 'assay/math'
import { decode, encode } from 'assay/networks'
import { weightsOf } from '../../weights.ts'
import { autoencoders } from '../network.ts'

const NETWORK = autoencoders.find(({ code }) => code === 2) as (typeof autoencoders)[number]
const PIXELS = 784

/**
 * Two numbers per image.
 *
 * @param images - (N, 28, 28) float in 0..1, 0 = background.
 * @returns (N, 2).
 * @remarks Trained by `npm run train -- ae-2`; solution.test.ts asserts its error.
 */
export function aeEncode(images: readonly Matrix[]): number[][] {
  const { code } = encode(NETWORK, weightsOf(NETWORK), images.flat(2))
  return images.map((_, i) => Array.from(code.subarray(2 * i, 2 * (i + 1))))
}

/**
 * The images that codes stand for.
 *
 * @param codes - (N, 2).
 * @returns (N, 784), row-major 28 × 28; not cut to 0..1.
 */
export function aeDecode(codes: Matrix): number[][] {
  const images = decode(NETWORK, weightsOf(NETWORK), { code: Float32Array.from(codes.flat()), skips: new Map() })
  return codes.map((_, i) => Array.from(images.subarray(PIXELS * i, PIXELS * (i + 1))))
}
