import type { Tensor as TfTensor } from '@tensorflow/tfjs-core'
import type { Tfjs } from '#grading/networks/backend/tfjs'
import type { Operation } from './graph.ts'

export function activated(tf: Tfjs, x: TfTensor, { name, alpha, axis }: Extract<Operation, { kind: 'activation' }>): TfTensor {
  switch (name) {
    case 'relu':
      return tf.relu(x)
    case 'leaky-relu':
      return tf.leakyRelu(x, alpha)
    case 'elu':
      return alpha === 1 ? tf.elu(x) : tf.add(tf.relu(x), tf.mul(tf.elu(tf.minimum(x, 0)), alpha))
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
    case 'gelu':
      return tf.mul(tf.mul(x, 0.5), tf.add(tf.erf(tf.mul(x, Math.SQRT1_2)), 1))
    case 'gelu-tanh':
      return tf.mul(
        tf.mul(x, 0.5),
        tf.add(tf.tanh(tf.mul(tf.add(x, tf.mul(tf.mul(tf.mul(x, x), x), 0.044715)), Math.sqrt(2 / Math.PI))), 1),
      )
    case 'erf':
      return tf.erf(x)
    case 'exponential':
      return tf.exp(x)
    case 'logarithm':
      return tf.log(x)
    case 'square-root':
      return tf.sqrt(x)
    case 'negative':
      return tf.neg(x)
    case 'absolute':
      return tf.abs(x)
    case 'reciprocal':
      return tf.reciprocal(x)
    case 'floor':
      return tf.floor(x)
    case 'ceiling':
      return tf.ceil(x)
    case 'round':
      return tf.round(x)
    case 'truncate':
      return tf.mul(tf.sign(x), tf.floor(tf.abs(x)))
    case 'sign':
      return tf.sign(x)
    case 'not':
      return tf.sub(1, x)
    case 'linear':
      return x
  }
}
