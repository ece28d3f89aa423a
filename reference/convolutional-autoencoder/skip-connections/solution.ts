import type { Tensor } from 'assay/math'
import { type Autoencoder, decode, encode } from 'assay/networks'
import { weightsOf } from '../../weights.ts'
import { convolutionalAutoencoders } from '../network.ts'

/** Arrays come as `{dtype, shape, data}`. */
export const tensors = true

/**
 * Codes of the convolutional autoencoder without skips.
 *
 * @param images - (N, 28, 28) in [0, 1].
 * @returns (N, 32).
 */
export function caeEncode(images: Tensor): Tensor {
  const network = named('cae-32')
  return rows(encode(network, weightsOf(network), images.data).code, [network.code])
}

/** @returns (N, 28, 28) for codes (N, 32), not clipped. */
export function caeDecode(code: Tensor): Tensor {
  const network = named('cae-32')
  return rows(decode(network, weightsOf(network), { code: Float32Array.from(code.data), skips: new Map() }), [28, 28])
}

/**
 * The code and the two feature maps that go around it: x1 at full resolution, x4 at 7 × 7.
 *
 * @param images - (N, 28, 28) in [0, 1].
 */
export function caeSkipEncode(images: Tensor): { code: Tensor; skips: Tensor[] } {
  const network = named('cae-skip')
  const { code, skips } = encode(network, weightsOf(network), images.data)
  const count = images.shape[0] as number
  const maps = SKIPS.map((name) => skips.get(name) as Float32Array)
  return { code: rows(code, [network.code]), skips: maps.map((map) => rows(map, [map.length / count])) }
}

/** @returns (N, 28, 28), not clipped. */
export function caeSkipDecode(code: Tensor, skips: readonly Tensor[]): Tensor {
  const network = named('cae-skip')
  const maps = new Map(SKIPS.map((name, i) => [name, Float32Array.from((skips[i] as Tensor).data)]))
  return rows(decode(network, weightsOf(network), { code: Float32Array.from(code.data), skips: maps }), [28, 28])
}

const SKIPS = ['x1', 'x4'] as const

function rows(data: Float32Array, shape: readonly number[]): Tensor {
  const size = shape.reduce((product, extent) => product * extent, 1)
  return { dtype: 'float32', shape: [data.length / size, ...shape], data }
}

function named(name: string): Autoencoder {
  const found = convolutionalAutoencoders.find((network) => network.name === name)
  if (found === undefined) throw new RangeError(`there is no network ${name}`)
  return found
}
