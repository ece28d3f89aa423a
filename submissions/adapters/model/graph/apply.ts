import type { Tensor2D, Tensor3D, Tensor4D, Tensor as TfTensor } from '@tensorflow/tfjs-core'
import type { Tfjs } from '#grading/networks/backend/tfjs'
import { activated } from './activated.ts'
import type { Channels, Operation, Sides, Window } from './graph.ts'
import { transposedSide } from './shape-after.ts'

/** Of float32. */
const SMALLEST = -3.4028234663852886e38

/** Runs one operation whose shapes are known to fit. Comparisons give 0 or 1. */
export function apply(tf: Tfjs, operation: Operation, inputs: readonly TfTensor[]): TfTensor {
  const [x, second, third] = inputs as [TfTensor, TfTensor, TfTensor | undefined]
  switch (operation.kind) {
    case 'convolution': {
      const { window, channels, groups = 1 } = operation
      return onImages(tf, x, channels, (images) => {
        const made = convolved(tf, images, second as Tensor4D, window, groups)
        return third === undefined ? made : tf.add(made, third)
      })
    }
    case 'transposed-convolution':
      return onImages(tf, x, operation.channels, (images) => {
        const { window, extra, groups = 1 } = operation
        const made = transposed(tf, images, second as Tensor4D, window, extra, groups)
        return third === undefined ? made : tf.add(made, third)
      })
    case 'max-pool':
    case 'average-pool': {
      const { window, channels, kind } = operation
      return onImages(tf, x, channels, (images) => pooled(tf, images, window, kind))
    }
    case 'global-average':
      return tf.mean(x, operation.channels === 'last' ? [1, 2] : [2, 3], operation.keepSides)
    case 'product': {
      const rows: Tensor2D = tf.reshape(x, [-1, x.shape.at(-1) as number])
      const made = tf.matMul(rows, second as Tensor2D, false, operation.transposed)
      return tf.reshape(made, [...x.shape.slice(0, -1), made.shape[1] as number])
    }
    case 'products':
      return tf.matMul(x as Tensor3D, second as Tensor3D)
    case 'power':
      return tf.pow(x, second)
    case 'maximum':
      return tf.maximum(x, second)
    case 'minimum':
      return tf.minimum(x, second)
    case 'equal':
      return tf.cast(tf.equal(x, second), 'float32')
    case 'greater':
      return tf.cast(tf.greater(x, second), 'float32')
    case 'greater-or-equal':
      return tf.cast(tf.greaterEqual(x, second), 'float32')
    case 'and':
      return tf.mul(x, second)
    case 'or':
      return tf.maximum(x, second)
    case 'select':
      return selected(tf, x, second, third as TfTensor)
    case 'clip':
      return tf.minimum(tf.maximum(x, operation.least), operation.most)
    case 'reduce':
      return reduced(tf, x, operation)
    case 'gather':
      return tf.gather(x, tf.tensor1d([...operation.indices], 'int32'), operation.axis)
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
      return tf.pad(
        x,
        operation.padding.map(([before, behind]) => [before, behind] as [number, number]),
        operation.value,
      )
  }
}

/** The engine's images have their channels last. */
function onImages(tf: Tfjs, x: TfTensor, channels: Channels, work: (images: Tensor4D) => TfTensor): TfTensor {
  if (channels === 'last') return work(x as Tensor4D)
  return tf.transpose(work(tf.transpose(x as Tensor4D, [0, 2, 3, 1])), [0, 3, 1, 2])
}

/** Padded by hand, as not every engine pools with explicit padding; zeros count in a mean, and the smallest number in no maximum. */
function pooled(tf: Tfjs, images: Tensor4D, { size, stride, padding }: Window, kind: 'max-pool' | 'average-pool'): Tensor4D {
  const pool = kind === 'max-pool' ? tf.maxPool : tf.avgPool
  if (padding === 'same') return pool(images, pair(size), pair(stride), 'same')
  return pool(padded(tf, images, padding, kind === 'max-pool' ? SMALLEST : 0), pair(size), pair(stride), 'valid')
}

/** A group of one channel each is what the engine calls depthwise; it takes one stride for both sides. */
function convolved(tf: Tfjs, images: Tensor4D, filter: Tensor4D, window: Window, groups: number): Tensor4D {
  const run = (part: Tensor4D, own: Tensor4D): Tensor4D =>
    tf.conv2d(part, own, pair(window.stride), paddingOf(window), 'NHWC', pair(window.dilation))
  if (groups === 1) return run(images, filter)
  const [height, width, inner, outer] = filter.shape
  if (inner === 1 && window.stride[0] === window.stride[1]) {
    const each = tf.reshape(filter, [height, width, groups, outer / groups]) as Tensor4D
    const filled = window.padding === 'same' ? images : padded(tf, images, window.padding)
    const padding = window.padding === 'same' ? 'same' : 'valid'
    return tf.depthwiseConv2d(filled, each, pair(window.stride), padding, 'NHWC', pair(window.dilation))
  }
  return inGroups(tf, images, filter, groups, run)
}

/** Each group of channels by filters of its own. */
function inGroups(
  tf: Tfjs,
  images: Tensor4D,
  filter: Tensor4D,
  groups: number,
  run: (part: Tensor4D, own: Tensor4D) => Tensor4D,
): Tensor4D {
  const filters = tf.split(filter, groups, 3)
  const parts = tf.split(images, groups, 3)
  return tf.concat(
    parts.map((part, i) => run(part as Tensor4D, filters[i] as Tensor4D)),
    3,
  )
}

function selected(tf: Tfjs, condition: TfTensor, yes: TfTensor, no: TfTensor): TfTensor {
  const shape = [condition, yes, no].map((one) => one.shape).reduce((a, b) => tf.broadcast_util.assertAndGetBroadcastShape(a, b))
  const [chosen, first, second] = [condition, yes, no].map((one) => tf.broadcastTo(one, shape)) as [TfTensor, TfTensor, TfTensor]
  return tf.where(tf.cast(chosen, 'bool'), first, second)
}

function reduced(tf: Tfjs, x: TfTensor, { by, axes, keepSides }: Extract<Operation, { kind: 'reduce' }>): TfTensor {
  // The engine takes no axes to mean all of them.
  if (axes.length === 0) return x
  switch (by) {
    case 'mean':
      return tf.mean(x, [...axes], keepSides)
    case 'sum':
      return tf.sum(x, [...axes], keepSides)
    case 'largest':
      return tf.max(x, [...axes], keepSides)
    case 'smallest':
      return tf.min(x, [...axes], keepSides)
    case 'product':
      return tf.prod(x, [...axes], keepSides)
  }
}

/** The widest result there is, of which the padding leaves a part; rows and columns beyond it are zeros. */
function transposed(
  tf: Tfjs,
  images: Tensor4D,
  filter: Tensor4D,
  window: Window,
  extra: readonly [number, number],
  groups: number,
): Tensor4D {
  if (groups > 1) return inGroups(tf, images, filter, groups, (part, own) => transposed(tf, part, own, window, extra, 1))
  const [batch, height, width] = images.shape
  const [rows, columns, outer] = filter.shape
  const sized: Window = { ...window, size: [rows, columns] }
  const [vertical, horizontal] = [transposedSide(height, sized, extra, 0), transposedSide(width, sized, extra, 1)]
  const widest = tf.conv2dTranspose(images, filter, [batch, vertical.widest, horizontal.widest, outer], pair(window.stride), 'valid')
  const beyond = ({ widest: all, from, length }: typeof vertical): Sides => [0, Math.max(0, from + length - all)]
  const filled = padded(tf, widest, [beyond(vertical), beyond(horizontal)])
  return tf.slice(filled, [0, vertical.from, horizontal.from, 0], [batch, vertical.length, horizontal.length, outer])
}

function padded(tf: Tfjs, images: Tensor4D, [vertical, horizontal]: readonly [Sides, Sides], value = 0): Tensor4D {
  if ([...vertical, ...horizontal].every((side) => side === 0)) return images
  return tf.pad(images, [[0, 0], [...vertical], [...horizontal], [0, 0]], value)
}

function paddingOf({ padding }: Window): 'same' | [[0, 0], [number, number], [number, number], [0, 0]] {
  return padding === 'same' ? 'same' : [[0, 0], [...padding[0]], [...padding[1]], [0, 0]]
}

function pair([a, b]: readonly [number, number]): [number, number] {
  return [a, b]
}
