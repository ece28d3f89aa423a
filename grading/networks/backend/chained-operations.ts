import type { DataType, Tensor } from '@tensorflow/tfjs-core'
import type { Tfjs } from './tfjs.ts'

/** Methods of a tensor that are the function of the same name with the tensor in front. */
const SAME_NAME = (
  'abs acos acosh add all any argMax argMin asin asinh atan atan2 atanh avgPool batchNorm batchToSpaceND broadcastTo cast ceil clipByValue ' +
  'conv1d conv2d conv2dTranspose cos cosh cumprod cumsum depthToSpace depthwiseConv2d dilation2d div divNoNan dot elu equal erf ' +
  'euclideanNorm exp expandDims expm1 fft floor floorDiv gather greater greaterEqual ifft irfft isFinite isInf isNaN leakyRelu less ' +
  'lessEqual localResponseNormalization log log1p logSigmoid logSoftmax logSumExp logicalAnd logicalNot logicalOr logicalXor matMul max ' +
  'maxPool maximum mean min minimum mirrorPad mod mul neg norm notEqual oneHot onesLike pad pool pow prelu prod reciprocal relu relu6 ' +
  'reshape resizeBilinear resizeNearestNeighbor reverse rfft round rsqrt selu separableConv2d sigmoid sign sin sinh slice softmax softplus ' +
  'spaceToBatchND split sqrt square squaredDifference squeeze step stridedSlice sub sum tan tanh tile topk transpose unique ' +
  'unsortedSegmentSum unstack zerosLike'
).split(' ')

type Method = (this: Tensor, ...args: never[]) => unknown

/**
 * Gives tensors the methods that only the union package `@tensorflow/tfjs` adds: `x.relu().mean()`. Methods that are there are kept.
 */
export function addChainedOperations(tf: Tfjs): void {
  const functions = tf as unknown as Readonly<Record<string, (...args: unknown[]) => unknown>>
  const cast = (dtype: DataType): Method =>
    function () {
      return tf.cast(this, dtype)
    }
  const methods: Record<string, Method> = {
    asScalar() {
      return tf.reshape(this, [])
    },
    as1D() {
      return tf.reshape(this, [this.size])
    },
    asType(dtype: DataType) {
      return tf.cast(this, dtype)
    },
    flatten() {
      return tf.reshape(this, [this.size])
    },
    reshapeAs(like: Tensor) {
      return tf.reshape(this, like.shape)
    },
    toBool: cast('bool'),
    toFloat: cast('float32'),
    toInt: cast('int32'),
    where(condition: Tensor, other: Tensor) {
      return tf.where(condition, this, other)
    },
    concat(others: Tensor | Tensor[], axis?: number) {
      return tf.concat([this, ...[others].flat()], axis)
    },
    stack(others: Tensor | Tensor[], axis?: number) {
      return tf.stack([this, ...[others].flat()], axis)
    },
  }
  for (const rank of ['as2D', 'as3D', 'as4D', 'as5D'])
    methods[rank] = function (...shape: never[]) {
      return tf.reshape(this, shape)
    }
  for (const name of SAME_NAME) {
    const run = functions[name]
    if (run !== undefined)
      methods[name] = function (...args: never[]) {
        return run(this, ...args)
      }
  }
  const prototype = tf.Tensor.prototype as unknown as Record<string, Method>
  for (const [name, method] of Object.entries(methods)) prototype[name] ??= method
}
