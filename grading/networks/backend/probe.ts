import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core'
import type { Tfjs } from './tfjs.ts'

interface Probe {
  readonly says: string
  run(tf: Tfjs): Tensor
  /** Worked out by hand. */
  readonly right: readonly number[]
}

const square = (tf: Tfjs): Tensor4D => tf.tensor4d([1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 3, 3, 1])

const PROBES: readonly Probe[] = [
  { says: 'a product of matrices', run: (tf) => tf.matMul(tf.tensor2d([[1, 2]]), tf.tensor2d([[3], [4]])), right: [11] },
  { says: 'a convolution', run: (tf) => tf.conv2d(square(tf), tf.ones([2, 2, 1, 1]), 1, 'valid'), right: [12, 16, 24, 28] },
  {
    says: 'the gradient of a convolution',
    run: (tf) => tf.grad((filter) => tf.sum(tf.conv2d(square(tf), filter as Tensor4D, 1, 'valid')))(tf.ones([2, 2, 1, 1])),
    right: [12, 16, 24, 28],
  },
  { says: 'max-pooling', run: (tf) => tf.maxPool(square(tf), 2, 1, 'valid'), right: [5, 6, 8, 9] },
  {
    says: 'a transposed convolution',
    run: (tf) => tf.conv2dTranspose(tf.tensor4d([[[[2]]]]), tf.ones([2, 2, 1, 1]), [1, 2, 2, 1], 1, 'valid'),
    right: [2, 2, 2, 2],
  },
  {
    says: 'a transposed convolution with a stride',
    run: (tf) => tf.conv2dTranspose(tf.tensor4d([1, 2, 3, 4], [1, 2, 2, 1]), tf.ones([2, 2, 1, 1]), [1, 4, 4, 1], 2, 'valid'),
    right: [1, 1, 2, 2, 1, 1, 2, 2, 3, 3, 4, 4, 3, 3, 4, 4],
  },
  {
    says: 'a convolution of each channel by itself',
    run: (tf) => {
      const filters = tf.tensor4d([1, 10, 1, 10, 1, 10, 1, 10], [2, 2, 2, 1])
      return tf.depthwiseConv2d(tf.tensor4d([1, 2, 3, 4, 5, 6, 7, 8], [1, 2, 2, 2]), filters, 1, 'valid')
    },
    right: [16, 200],
  },
  { says: 'a mean', run: (tf) => tf.mean(tf.tensor1d([1, 2, 6])), right: [3] },
]

/** The name of the first small operation that comes out wrong or throws, or undefined. */
export function failedProbe(tf: Tfjs): string | undefined {
  for (const { says, run, right } of PROBES) {
    try {
      const got = tf.tidy(() => run(tf).dataSync())
      const close = got.length === right.length && right.every((value, i) => Math.abs((got[i] as number) - value) <= 1e-4)
      if (!close) return says
    } catch {
      return says
    }
  }
  return undefined
}
