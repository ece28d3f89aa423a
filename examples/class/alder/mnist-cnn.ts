import * as tf from '@tensorflow/tfjs'
import { answer, halved, type Images, weightsIn } from './weights.ts'

// Arrays come as { dtype, shape, data }.
export const tensors = true

interface Numbers {
  shape: number[]
  data: ArrayLike<number>
}

const [w1, b1, w2, b2] = weightsIn('./weights/cnn.bin', [[196, 64], [64], [64, 10], [10]])

export function classify(images: Images) {
  return tf.tidy(() => answer(halved(images).matMul(w1).add(b1).relu().matMul(w2).add(b2)))
}

export function confusionMatrix(labels: Numbers, predictions: Numbers, classes: number): number[][] {
  const counts = Array.from({ length: classes }, () => new Array<number>(classes).fill(0))
  for (let i = 0; i < labels.data.length; i++) counts[labels.data[i]][predictions.data[i]]++
  return counts
}

export function mostConfused({ shape: [classes], data }: Numbers): number[][] {
  const pairs: number[][] = []
  for (let i = 0; i < classes; i++) for (let j = 0; j < i; j++) pairs.push([j, i, data[i * classes + j] + data[j * classes + i]])
  return pairs
    .filter(([, , count]) => count > 0)
    .sort((p, q) => q[2] - p[2])
    .slice(0, 5)
    .map(([i, j]) => [i, j])
}
