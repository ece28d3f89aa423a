import * as tf from '@tensorflow/tfjs'
import { answer, halved, type Images, weightsIn } from './weights.ts'

export const tensors = true

const [w1, b1, w2, b2] = weightsIn('./weights/autoencoder.bin', [[196, 10], [10], [10, 784], [784]])

/** Ten numbers per image. */
export function aeEncode(images: Images) {
  return tf.tidy(() => answer(halved(images).matMul(w1).add(b1)))
}

export function aeDecode({ shape, data }: Images) {
  return tf.tidy(() => answer(tf.tensor2d(data, shape as [number, number]).matMul(w2).add(b2).sigmoid()))
}
