import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core'
import { type Activation, type Layer, type Network, type Stage, shapesOf, stagesOf } from 'assay/networks'
import { dropoutMask } from '../../grading/networks/backend/random.ts'
import type { Tfjs } from '../../grading/networks/backend/tfjs.ts'

interface Training {
  readonly seed: number
  /** Counts the batches from the start of the training, so that each has a mask of its own. */
  readonly step: number
}

/**
 * The outputs of a network as a tensor, for a batch.
 *
 * @param parameters - by name, as `parametersOf` lists them.
 * @param training - with it dropout is active.
 */
export function outputsOf(tf: Tfjs, network: Network, parameters: ReadonlyMap<string, Tensor>, input: Tensor, training?: Training): Tensor {
  const skips = new Map<string, Tensor>()
  return stagesOf(network).reduce((x, stage) => runStage(tf, stage, parameters, x, skips, training), input)
}

/** @param skips - what an earlier stage handed over; what this one hands over is added. */
function runStage(
  tf: Tfjs,
  stage: Stage,
  parameters: ReadonlyMap<string, Tensor>,
  input: Tensor,
  skips: Map<string, Tensor>,
  training?: Training,
): Tensor {
  const shapes = shapesOf(stage)
  const count = input.shape[0] as number
  const parameter = (i: number, part: 'weight' | 'bias'): Tensor => {
    const found = parameters.get(`${stage.name}.${i}.${part}`)
    if (found === undefined) throw new Error(`no parameter ${stage.name}.${i}.${part}`)
    return found
  }
  const step = (x: Tensor, layer: Layer, i: number): Tensor => {
    switch (layer.kind) {
      case 'dense':
        return activate(tf, tf.add(tf.matMul(x, parameter(i, 'weight')), parameter(i, 'bias')), layer.activation)
      case 'convolution': {
        const sums = tf.conv2d(x as Tensor4D, parameter(i, 'weight') as Tensor4D, layer.stride, 'same')
        return activate(tf, tf.add(sums, parameter(i, 'bias')), layer.activation)
      }
      case 'transposed-convolution': {
        const shape = [count, ...(shapes[i] as readonly number[])] as [number, number, number, number]
        const sums = tf.conv2dTranspose(x as Tensor4D, parameter(i, 'weight') as Tensor4D, shape, layer.stride, 'same')
        return activate(tf, tf.add(sums, parameter(i, 'bias')), layer.activation)
      }
      case 'max-pool':
        return tf.maxPool(x as Tensor4D, 2, 2, 'valid')
      case 'flatten':
      case 'reshape':
        return tf.reshape(x, [count, ...(shapes[i] as readonly number[])])
      case 'dropout': {
        if (training === undefined) return x
        return tf.mul(x, tf.tensor(dropoutMask(x.size, layer.rate, training.seed, training.step, `${stage.name}.${i}`), x.shape))
      }
      case 'skip':
        skips.set(layer.name, x)
        return x
      case 'add-skip': {
        const skip = skips.get(layer.name)
        if (skip === undefined) throw new Error(`no skip ${layer.name} was handed over`)
        return tf.add(x, skip)
      }
    }
  }
  return stage.layers.reduce(step, tf.reshape(input, [count, ...stage.input]))
}

function activate(tf: Tfjs, x: Tensor, activation: Activation): Tensor {
  switch (activation) {
    case 'linear':
      return x
    case 'relu':
      return tf.relu(x)
    case 'sigmoid':
      return tf.sigmoid(x)
  }
}
