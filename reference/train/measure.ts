import type { Tensor } from '@tensorflow/tfjs-core'
import { largestColumns } from 'assay/checks'
import type { Network } from 'assay/networks'
import { countedRandom } from '../../grading/networks/backend/random.ts'
import type { Tfjs } from '../../grading/networks/backend/tfjs.ts'
import { PIXELS } from '../quality/image-batch.ts'
import { test2k } from '../quality/mnist/mnist.ts'
import { outputsOf } from './graph.ts'
import type { Target } from './models.ts'

/** Activations of more images at a time would only grow the heap of the wasm module, which never shrinks. */
const CHUNK = 250
const NOISE_SEED = 20_001

export type Measured = ReadonlyMap<Target['quantity'], number>

/**
 * How good the network is on the first 2000 test images, in double precision from its raw outputs. A denoiser gets images with noise and is
 * compared with the clean ones; its noise gain is ⟨output − image, noise⟩ / ⟨noise, noise⟩.
 */
export function measure(tf: Tfjs, network: Network, parameters: ReadonlyMap<string, Tensor>): Measured {
  const { images, labels } = test2k()
  const deviation = network.kind === 'autoencoder' ? network.noise : 0
  const { normal } = countedRandom(NOISE_SEED, 'test noise')
  const noise = deviation === 0 ? undefined : Float32Array.from({ length: images.length }, (_, i) => deviation * normal(i))
  let right = 0
  let squares = 0
  let along = 0
  let noiseSquares = 0
  for (let from = 0; from < labels.length; from += CHUNK) {
    const start = from * PIXELS
    const clean = images.subarray(start, start + CHUNK * PIXELS)
    const added = noise?.subarray(start, start + CHUNK * PIXELS)
    const given = added === undefined ? clean : clean.map((pixel, i) => pixel + (added[i] as number))
    const outputs = tf.tidy(() => outputsOf(tf, network, parameters, tf.tensor2d(given, [CHUNK, PIXELS])).dataSync())
    if (network.kind === 'classifier') {
      for (const [i, digit] of largestColumns(outputs, 10).entries()) if (digit === labels[from + i]) right++
      continue
    }
    for (let i = 0; i < outputs.length; i++) {
      const error = (outputs[i] as number) - (clean[i] as number)
      squares += error * error
      if (added !== undefined) {
        along += error * (added[i] as number)
        noiseSquares += (added[i] as number) ** 2
      }
    }
  }
  if (network.kind === 'classifier') return new Map([['accuracy', right / labels.length]])
  const mse = ['mse', squares / images.length] as const
  return new Map<Target['quantity'], number>(noise === undefined ? [mse] : [mse, ['noise gain', along / noiseSquares]])
}

/** `accuracy 0.9715 (target at least 0.97)` for each target. */
export function verdicts(targets: readonly Target[], measured: Measured): readonly { readonly says: string; readonly reached: boolean }[] {
  return targets.map(({ quantity, atLeast, atMost }) => {
    const value = measured.get(quantity)
    if (value === undefined) throw new Error(`${quantity} was not measured`)
    const reached = value >= (atLeast ?? Number.NEGATIVE_INFINITY) && value <= (atMost ?? Number.POSITIVE_INFINITY)
    const bound = atLeast === undefined ? `at most ${atMost?.toPrecision(4)}` : `at least ${atLeast}`
    return { says: `${quantity} ${value.toPrecision(5)} (target ${bound}${reached ? '' : ', missed'})`, reached }
  })
}
