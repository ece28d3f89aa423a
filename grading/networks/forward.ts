import { sizeOf, type Tensor } from '../model/tensor.ts'
import { convolution, dense, maxPool, type Numbers, transposedConvolution } from './layers.ts'
import { type Autoencoder, type Classifier, type Layer, type Stage, shapesOf } from './network.ts'

export type Weights = ReadonlyMap<string, Tensor>

/** What an encoder hands over past the code: by name, one row after another. */
export type Skips = ReadonlyMap<string, Float32Array>

export interface Encoded {
  /** `count` × k. */
  readonly code: Float32Array
  readonly skips: Skips
}

/**
 * Logits of a classifier.
 * @param images - `count` × 784, in [0, 1].
 * @returns `count` × classes. Sums are in double precision, layers are rounded to float32; other engines differ by about 1e-6.
 * @example
 * ```ts
 * const logits = classify(cnn, readWeights(cnn, folder), images)
 * ```
 */
export function classify({ stage }: Classifier, weights: Weights, images: ArrayLike<number>): Float32Array {
  return runStage(stage, weights, images, new Map()).outputs
}

/**
 * @param images - `count` × 784.
 * @example
 * ```ts
 * const { code } = encode(ae, weights, images)
 * ```
 */
export function encode({ encoder }: Autoencoder, weights: Weights, images: ArrayLike<number>): Encoded {
  const { outputs, skips } = runStage(encoder, weights, images, new Map())
  return { code: outputs, skips }
}

/**
 * @param code - `count` × k.
 * @returns `count` × 784.
 * @throws Error if a skip that the decoder needs is missing or has another number of rows.
 * @example
 * ```ts
 * const images = decode(ae, weights, encode(ae, weights, noisy))
 * ```
 */
export function decode({ decoder }: Autoencoder, weights: Weights, { code, skips }: Encoded): Float32Array {
  return runStage(decoder, weights, code, skips).outputs
}

function runStage(
  stage: Stage,
  weights: Weights,
  inputs: ArrayLike<number>,
  given: Skips,
): { readonly outputs: Float32Array; readonly skips: Skips } {
  const size = sizeOf(stage.input)
  const count = inputs.length / size
  if (!Number.isInteger(count)) throw new Error(`${stage.name} takes rows of ${size} numbers; got ${inputs.length} numbers`)
  const shapes = [stage.input, ...shapesOf(stage)]
  const outputs = new Float32Array(count * sizeOf(shapes.at(-1) as readonly number[]))
  const skips = new Map<string, Float32Array>()
  for (let row = 0; row < count; row++) {
    let x: Numbers = oneRow(inputs, row * size, size)
    for (const [i, layer] of stage.layers.entries()) {
      const shape = shapes[i] as readonly number[]
      switch (layer.kind) {
        case 'skip': {
          const kept = skips.get(layer.name) ?? new Float32Array(count * x.length)
          kept.set(x, row * x.length)
          skips.set(layer.name, kept)
          break
        }
        case 'add-skip':
          x = plus(x, given.get(layer.name), row, count, layer.name)
          break
        default:
          x = runLayer(layer, x, shape, shapes[i + 1] as readonly number[], (part) => numbersOf(weights, `${stage.name}.${i}.${part}`))
      }
    }
    outputs.set(x, row * x.length)
  }
  return { outputs, skips }
}

function runLayer(
  layer: Exclude<Layer, { readonly kind: 'skip' | 'add-skip' }>,
  x: Numbers,
  from: readonly number[],
  to: readonly number[],
  parameter: (part: 'weight' | 'bias') => Numbers,
): Numbers {
  switch (layer.kind) {
    case 'dense':
      return dense(x, parameter('weight'), parameter('bias'), layer.activation)
    case 'convolution':
      return convolution(x, from, to, layer, parameter('weight'), parameter('bias'))
    case 'transposed-convolution':
      return transposedConvolution(x, from, to, layer, parameter('weight'), parameter('bias'))
    case 'max-pool':
      return maxPool(x, from, to)
    case 'flatten':
    case 'reshape':
    case 'dropout':
      return x
  }
}

function oneRow(inputs: ArrayLike<number>, from: number, size: number): Float32Array {
  const row = new Float32Array(size)
  for (let i = 0; i < size; i++) row[i] = inputs[from + i] as number
  return row
}

function numbersOf(weights: Weights, name: string): Numbers {
  const tensor = weights.get(name)
  if (tensor === undefined) throw new Error(`the weights have no ${name}`)
  return tensor.data as Numbers
}

function plus(x: Numbers, skip: Float32Array | undefined, row: number, count: number, name: string): Numbers {
  if (skip === undefined) throw new Error(`the decoder needs the skip ${name}, which was not handed over`)
  if (skip.length !== count * x.length) throw new Error(`the skip ${name} has ${skip.length} numbers; expected ${count} × ${x.length}`)
  const sums = new Float32Array(x.length)
  const from = row * x.length
  for (let i = 0; i < sums.length; i++) sums[i] = (x[i] as number) + (skip[from + i] as number)
  return sums
}
