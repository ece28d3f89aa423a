import { readFileSync } from 'node:fs'
import * as tf from '@tensorflow/tfjs'

/** Matrices and vectors of a file: a scale for each, then all numbers as int8. Paths are relative to this file. */
export function weightsIn(file: string, shapes: number[][]): tf.Tensor[] {
  const bytes = readFileSync(new URL(file, import.meta.url))
  let start = 4 * shapes.length
  return shapes.map((shape, i) => {
    const scale = bytes.readFloatLE(4 * i)
    const size = shape.reduce((product, side) => product * side, 1)
    const numbers = Float32Array.from({ length: size }, (_, k) => scale * bytes.readInt8(start + k))
    start += size
    return tf.tensor(numbers, shape)
  })
}

export interface Images {
  shape: number[]
  data: Float32Array
}

/** Means of 2 × 2 pixels, (N, 196). */
export function halved({ shape: [count], data }: Images): tf.Tensor2D {
  return tf.avgPool(tf.tensor4d(data, [count, 28, 28, 1]), 2, 2, 'valid').reshape([count, 196])
}

export function answer(tensor: tf.Tensor): { dtype: string; shape: number[]; data: Float32Array } {
  return { dtype: 'float32', shape: tensor.shape, data: tensor.dataSync() as Float32Array }
}
