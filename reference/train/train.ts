import type { Scalar, Tensor } from '@tensorflow/tfjs-core'
import { sizeOf } from 'assay/math'
import { type Network, parametersOf, stagesOf } from 'assay/networks'
import { countedRandom, initialWeights, permutation } from '../../grading/networks/backend/random.ts'
import type { Tfjs } from '../../grading/networks/backend/tfjs.ts'
import { PIXELS } from '../quality/image-batch.ts'
import { type LabelledImages, rows, train60k } from '../quality/mnist/mnist.ts'
import { adamStep, rateAt, type Trained, trained } from './adam.ts'
import { readCheckpoint, writeCheckpoint } from './checkpoint.ts'
import { outputsOf } from './graph.ts'
import type { Recipe } from './models.ts'

export interface Step {
  /** Counts from 1. */
  readonly epoch: number
  readonly batch: number
  readonly batches: number
  /** Mean over the epoch so far. */
  readonly loss: number
}

export interface TrainOptions {
  readonly seed: number
  readonly checkpoint: string
  readonly onStep: (step: Step) => void
  readonly onResume: (epoch: number) => void
}

/**
 * Trains one network with Adam on the first `recipe.images` training images. The result depends on the recipe, the seed and the engine
 * only: an interrupted training resumes after its last complete epoch to the same weights.
 *
 * @returns the parameters by name, in double precision.
 */
export function train(tf: Tfjs, recipe: Recipe, { seed, checkpoint, onStep, onResume }: TrainOptions): ReadonlyMap<string, Trained> {
  const { network, epochs, images, batch, rate } = recipe
  const parameters = stagesOf(network).flatMap(parametersOf)
  const names = parameters.map(({ name }) => name)
  const settings = JSON.stringify({ network, epochs, images, batch, rate, seed })
  const earlier = readCheckpoint(checkpoint, settings, names)
  if (earlier !== undefined) onResume(earlier.epoch)
  const state =
    earlier?.state ??
    new Map(
      parameters.map(({ name, shape, fanIn, fanOut, activation }) => {
        const size = sizeOf(shape)
        const first = fanIn === 0 ? new Float32Array(size) : initialWeights(size, fanIn, fanOut, activation === 'relu', seed, name)
        return [name, trained(first)]
      }),
    )
  const shapes = new Map(parameters.map(({ name, shape }) => [name, [...shape]]))
  const data = rows(train60k(), 0, images)
  const batches = Math.floor(images / batch)

  for (let epoch = earlier?.epoch ?? 0; epoch < epochs; epoch++) {
    const order = permutation(images, seed, `epoch ${epoch}`)
    let sum = 0
    for (let i = 0; i < batches; i++) {
      const step = epoch * batches + i
      const chosen = gather(data, order.subarray(i * batch, (i + 1) * batch), noiseOf(network, seed, step))
      sum += oneStep(tf, recipe, state, shapes, chosen, { seed, step }, rateAt(rate, step, epochs * batches))
      onStep({ epoch: epoch + 1, batch: i + 1, batches, loss: sum / (i + 1) })
    }
    writeCheckpoint(checkpoint, settings, { epoch: epoch + 1, state })
  }
  return state
}

interface Batch {
  readonly given: Float32Array
  readonly clean: Float32Array
  readonly labels: Int32Array
}

type Noise = (place: number) => number

/** Fresh for every batch. */
function noiseOf(network: Network, seed: number, step: number): Noise | undefined {
  if (network.kind === 'classifier' || network.noise === 0) return undefined
  const { normal } = countedRandom(seed, `noise ${step}`)
  return (place) => network.noise * normal(place)
}

function gather({ images, labels }: LabelledImages, chosen: Uint32Array, noise: Noise | undefined): Batch {
  const clean = new Float32Array(chosen.length * PIXELS)
  for (const [i, row] of chosen.entries()) clean.set(images.subarray(row * PIXELS, (row + 1) * PIXELS), i * PIXELS)
  const given = noise === undefined ? clean : clean.map((pixel, place) => pixel + noise(place))
  return { given, clean, labels: Int32Array.from(chosen, (row) => labels[row] as number) }
}

function oneStep(
  tf: Tfjs,
  { network }: Recipe,
  state: ReadonlyMap<string, Trained>,
  shapes: ReadonlyMap<string, number[]>,
  { given, clean, labels }: Batch,
  training: { readonly seed: number; readonly step: number },
  rate: number,
): number {
  return tf.tidy(() => {
    const names = [...state.keys()]
    const values = names.map((name) => tf.tensor(Float32Array.from((state.get(name) as Trained).values), shapes.get(name)))
    const x = tf.tensor2d(given, [labels.length, PIXELS])
    const target = network.kind === 'classifier' ? tf.oneHot(tf.tensor1d(labels, 'int32'), 10) : tf.tensor2d(clean, [labels.length, PIXELS])
    const cost = (...current: Tensor[]): Scalar => {
      const byName = new Map(names.map((name, i) => [name, current[i] as Tensor]))
      const outputs = outputsOf(tf, network, byName, x, training)
      return network.kind === 'classifier' ? tf.losses.softmaxCrossEntropy(target, outputs) : tf.mean(tf.square(tf.sub(outputs, target)))
    }
    const { value, grads } = tf.valueAndGrads(cost)(values)
    const loss = value.dataSync()[0] as number
    if (!Number.isFinite(loss)) throw new Error(`the loss is ${loss} in step ${training.step + 1}`)
    for (const [i, name] of names.entries()) {
      adamStep(state.get(name) as Trained, (grads[i] as Tensor).dataSync(), rate, training.step + 1)
    }
    return loss
  })
}
