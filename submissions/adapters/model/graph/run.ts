import type { Tensor2D, Tensor4D, Tensor as TfTensor } from '@tensorflow/tfjs-core'
import { sizeOf, type Tensor } from '../../../../grading/model/tensor.ts'
import type { Tfjs } from '../../../engine/tfjs.ts'
import { ModelRefusal } from '../refusal.ts'
import type { Channels, Graph, Operation, Sides, Window } from './graph.ts'
import { MOST_NUMBERS, numbersPerRow, transposedSide } from './shapes.ts'

/** Images at a time; the memory of the engine never shrinks again. */
const MOST_IMAGES = 250
/** Numbers that all steps together may make at a time: 64 MiB. */
const MOST_AT_ONCE = 4 * MOST_NUMBERS

/** A model that is loaded: rows in, rows out. */
export interface Runner {
  /**
   * @param inputs - in the order of the graph's inputs; of each, the numbers of `count` rows.
   * @returns the outputs of the graph, each [count, …].
   * @throws ModelRefusal if a step does not fit.
   */
  run(inputs: readonly ArrayLike<number>[], count: number): readonly Tensor[]
}

/**
 * @param rowShapes - of the inputs, without the batch.
 * @throws ModelRefusal if a step does not fit what it is given, or would be far larger than a model of the sheet.
 */
export function createRunner(tf: Tfjs, graph: Graph, rowShapes: readonly (readonly number[])[]): Runner {
  const fixed = graph.inputs[0]?.shape[0]
  const numbers = numbersPerRow(graph, rowShapes, fixed ?? 1)
  const batch = fixed ?? Math.max(1, Math.min(MOST_IMAGES, Math.floor(MOST_AT_ONCE / numbers)))
  if (batch * numbers > MOST_AT_ONCE)
    throw new ModelRefusal(`takes exactly ${batch} images at a time, too many for its size; leave the batch free`)
  const constants = new Map([...graph.constants].map(([name, { shape, data }]) => [name, tf.tensor(Float32Array.from(data), [...shape])]))

  const once = (rows: readonly Float32Array[], size: number): readonly TfTensor[] => {
    const values = new Map<string, TfTensor>(constants)
    graph.inputs.forEach(({ name }, i) => {
      values.set(name, tf.tensor(rows[i] as Float32Array, [size, ...(rowShapes[i] as readonly number[])]))
    })
    for (const { operation, inputs, output } of graph.steps) {
      const given = inputs.map((name) => values.get(name) as TfTensor)
      values.set(
        output,
        tf.tidy(() => apply(tf, operation, given)),
      )
    }
    return graph.outputs.map((name) => values.get(name) as TfTensor)
  }

  return {
    run(inputs, count) {
      const made: Float32Array[] = []
      const shapes: (readonly number[])[] = []
      for (let from = 0; from < count; from += batch) {
        const rows = Math.min(batch, count - from)
        // A batch of fixed size is filled up with zeros, whose results are dropped.
        const size = fixed ?? rows
        const parts = inputs.map((data, i) => part(data, from, rows, size, sizeOf(rowShapes[i] as readonly number[])))
        tf.tidy(() => {
          once(parts, size).forEach((tensor, i) => {
            const row = tensor.shape.slice(1)
            shapes[i] = row
            made[i] ??= new Float32Array(count * sizeOf(row))
            made[i].set((tensor.dataSync() as Float32Array).subarray(0, rows * sizeOf(row)), from * sizeOf(row))
          })
        })
      }
      return made.map((data, i) => ({ dtype: 'float32', shape: [count, ...(shapes[i] as readonly number[])], data }))
    },
  }
}

function part(data: ArrayLike<number>, from: number, rows: number, size: number, rowSize: number): Float32Array {
  const taken = new Float32Array(size * rowSize)
  for (let i = 0; i < rows * rowSize; i++) taken[i] = data[from * rowSize + i] as number
  return taken
}

function apply(tf: Tfjs, operation: Operation, inputs: readonly TfTensor[]): TfTensor {
  const [x, second, third] = inputs as [TfTensor, TfTensor, TfTensor | undefined]
  switch (operation.kind) {
    case 'convolution': {
      const { window, channels } = operation
      return onImages(tf, x, channels, (images) => {
        const made = tf.conv2d(images, second as Tensor4D, pair(window.stride), paddingOf(window), 'NHWC', pair(window.dilation))
        return third === undefined ? made : tf.add(made, third)
      })
    }
    case 'transposed-convolution':
      return onImages(tf, x, operation.channels, (images) => {
        const made = transposed(tf, images, second as Tensor4D, operation.window, operation.extra)
        return third === undefined ? made : tf.add(made, third)
      })
    case 'max-pool':
    case 'average-pool': {
      const { window, channels, kind } = operation
      const pool = kind === 'max-pool' ? tf.maxPool : tf.avgPool
      return onImages(tf, x, channels, (images) => pool(images, pair(window.size), pair(window.stride), paddingOf(window)))
    }
    case 'global-average':
      return tf.mean(x, operation.channels === 'last' ? [1, 2] : [2, 3], operation.keepSides)
    case 'product': {
      const rows: Tensor2D = tf.reshape(x, [-1, x.shape.at(-1) as number])
      const made = tf.matMul(rows, second as Tensor2D, false, operation.transposed)
      return tf.reshape(made, [...x.shape.slice(0, -1), made.shape[1] as number])
    }
    case 'add':
      return inputs.reduce((a, b) => tf.add(a, b))
    case 'subtract':
      return tf.sub(x, second)
    case 'multiply':
      return inputs.reduce((a, b) => tf.mul(a, b))
    case 'divide':
      return tf.div(x, second)
    case 'reshape':
      return tf.reshape(
        x,
        operation.shape.map((side, axis) => (side === 0 ? (x.shape[axis] as number) : side)),
      )
    case 'transpose':
      return tf.transpose(x, [...operation.order])
    case 'activation':
      return activated(tf, x, operation)
    case 'concatenate':
      return tf.concat([...inputs], operation.axis)
    case 'upsample': {
      const { factor, channels, smooth } = operation
      return onImages(tf, x, channels, (images) => {
        const size: [number, number] = [images.shape[1] * factor[0], images.shape[2] * factor[1]]
        return smooth ? tf.image.resizeBilinear(images, size, false, true) : tf.image.resizeNearestNeighbor(images, size, false, false)
      })
    }
    case 'pad':
      return onImages(tf, x, operation.channels, (images) => padded(tf, images, operation.padding))
  }
}

/** The engine's images have their channels last. */
function onImages(tf: Tfjs, x: TfTensor, channels: Channels, work: (images: Tensor4D) => TfTensor): TfTensor {
  if (channels === 'last') return work(x as Tensor4D)
  return tf.transpose(work(tf.transpose(x as Tensor4D, [0, 2, 3, 1])), [0, 3, 1, 2])
}

/** The widest result there is, of which the padding leaves a part; rows and columns beyond it are zeros. */
function transposed(tf: Tfjs, images: Tensor4D, filter: Tensor4D, window: Window, extra: readonly [number, number]): Tensor4D {
  const [batch, height, width] = images.shape
  const [rows, columns, outer] = filter.shape
  const sized: Window = { ...window, size: [rows, columns] }
  const [vertical, horizontal] = [transposedSide(height, sized, extra, 0), transposedSide(width, sized, extra, 1)]
  const widest = tf.conv2dTranspose(images, filter, [batch, vertical.widest, horizontal.widest, outer], pair(window.stride), 'valid')
  const beyond = ({ widest: all, from, length }: typeof vertical): Sides => [0, Math.max(0, from + length - all)]
  const filled = padded(tf, widest, [beyond(vertical), beyond(horizontal)])
  return tf.slice(filled, [0, vertical.from, horizontal.from, 0], [batch, vertical.length, horizontal.length, outer])
}

function padded(tf: Tfjs, images: Tensor4D, [vertical, horizontal]: readonly [Sides, Sides]): Tensor4D {
  if ([...vertical, ...horizontal].every((side) => side === 0)) return images
  return tf.pad(images, [[0, 0], [...vertical], [...horizontal], [0, 0]])
}

function paddingOf({ padding }: Window): 'same' | [[0, 0], [number, number], [number, number], [0, 0]] {
  return padding === 'same' ? 'same' : [[0, 0], [...padding[0]], [...padding[1]], [0, 0]]
}

function pair([a, b]: readonly [number, number]): [number, number] {
  return [a, b]
}

function activated(tf: Tfjs, x: TfTensor, { name, alpha, axis }: Extract<Operation, { kind: 'activation' }>): TfTensor {
  switch (name) {
    case 'relu':
      return tf.relu(x)
    case 'leaky-relu':
      return tf.leakyRelu(x, alpha)
    case 'elu':
      return tf.elu(x)
    case 'selu':
      return tf.selu(x)
    case 'sigmoid':
      return tf.sigmoid(x)
    case 'tanh':
      return tf.tanh(x)
    case 'softplus':
      return tf.softplus(x)
    case 'softmax':
      return tf.softmax(x, axis)
    case 'log-softmax':
      return tf.logSoftmax(x, axis)
    case 'linear':
      return x
  }
}
