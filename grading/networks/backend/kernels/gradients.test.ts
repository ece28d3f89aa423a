import type { Scalar, Tensor, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core'
import { afterEach, describe, expect, it } from 'vitest'
import { dataIds, onBoth, relativeError, wasmBesideCpu } from '../testing/both-backends.ts'

const { tf } = await wasmBesideCpu()
/** Worst of these shapes 1.4e-6, of sums over 28 × 28 places; both backends round to float32. */
const AGAINST_CPU = 5e-6
/** A difference of float32 costs is known to about 1e-7 / h. */
const AGAINST_DIFFERENCES = 2e-3
const H = 2e-2

const random = (shape: number[], seed: number): Tensor => tf.randomUniform(shape, -1, 1, 'float32', seed)

afterEach(() => {
  expect([dataIds(tf), dataIds(tf, 'cpu'), tf.memory().numTensors]).toEqual([0, 0, 0])
})

const SHAPES: readonly [
  height: number,
  width: number,
  inner: number,
  filter: number,
  outer: number,
  stride: number,
  pad: 'valid' | 'same' | number,
][] = [
  [5, 5, 1, 3, 2, 1, 'valid'],
  [8, 8, 3, 3, 4, 1, 'same'],
  [9, 7, 2, 3, 3, 2, 'same'],
  [9, 7, 2, 3, 3, 2, 'valid'],
  [10, 10, 2, 5, 3, 1, 2],
  [7, 7, 1, 1, 2, 2, 'same'],
  [7, 7, 2, 2, 2, 3, 'same'],
  [12, 9, 3, 4, 2, 3, 'valid'],
  [28, 28, 1, 3, 8, 1, 'valid'],
  [13, 13, 8, 3, 16, 2, 'same'],
  [6, 6, 2, 3, 2, 1, 1],
  [6, 5, 2, 3, 2, 2, 1],
  [8, 8, 2, 2, 3, 2, 'valid'],
  [11, 11, 2, 3, 3, 3, 'same'],
  [5, 5, 2, 5, 2, 1, 'valid'],
  [4, 4, 2, 2, 3, 1, 3],
]

describe('a convolution and its gradients equal those of the cpu backend', () => {
  it.each(SHAPES)('%i × %i × %i, filter %i, %i outputs, stride %i, padding %s', (height, width, inner, size, outer, stride, pad) => {
    const { wasm, cpu } = onBoth(tf, () => {
      const x = random([3, height, width, inner], 3)
      const filter = random([size, size, inner, outer], 5)
      const convolve = (image: Tensor, by: Tensor): Tensor => tf.conv2d(image as Tensor4D, by as Tensor4D, stride, pad)
      const outputs = convolve(x, filter)
      const weights = random(outputs.shape, 8)
      return [outputs, ...tf.grads((image, by) => tf.sum(tf.mul(convolve(image as Tensor, by as Tensor), weights)))([x, filter])]
    })
    wasm.forEach((numbers, i) => {
      expect(
        relativeError(numbers, cpu[i] as Float32Array),
        ['outputs', 'gradient of the input', 'gradient of the filter'][i],
      ).toBeLessThan(AGAINST_CPU)
    })
  })

  it.each([
    [2, 'same'],
    [3, 'valid'],
    [1, 'same'],
  ] as const)('transposed with stride %i, padding %s', (stride, pad) => {
    const { wasm, cpu } = onBoth(tf, () => {
      const size = pad === 'same' ? 4 * stride : 3 * stride + 3
      const x = random([2, 4, 4, 3], 3)
      const filter = random([3, 3, 2, 3], 5)
      const spread = (image: Tensor, by: Tensor): Tensor =>
        tf.conv2dTranspose(image as Tensor4D, by as Tensor4D, [2, size, size, 2], stride, pad)
      const weights = random([2, size, size, 2], 8)
      return [spread(x, filter), ...tf.grads((image, by) => tf.sum(tf.mul(spread(image as Tensor, by as Tensor), weights)))([x, filter])]
    })
    for (const [i, numbers] of wasm.entries()) expect(relativeError(numbers, cpu[i] as Float32Array)).toBeLessThan(AGAINST_CPU)
  })

  it.each([
    [2, 2, 'valid'],
    [3, 2, 'same'],
    [3, 1, 'valid'],
    [2, 3, 'same'],
  ] as const)('max-pooling of %i with stride %i, padding %s', (size, stride, pad) => {
    const { wasm, cpu } = onBoth(tf, () => {
      const pool = (x: Tensor): Tensor => tf.maxPool(x as Tensor4D, size, stride, pad)
      const x = random([3, 7, 8, 5], 3)
      const weights = random(pool(x).shape, 8)
      return [tf.grad((image) => tf.sum(tf.mul(pool(image), weights)))(x)]
    })
    expect(relativeError(wasm[0] as Float32Array, cpu[0] as Float32Array)).toBeLessThan(AGAINST_CPU)
  })

  it.each([[0], [1], [2], [[0, 1]], [[0, 2]], [[1, 2]], [undefined]])('sums and means along %j', (axis) => {
    for (const keepDims of [false, true]) {
      const { wasm, cpu } = onBoth(tf, () => {
        const x = random([4, 5, 6], 3)
        return [tf.sum(x, axis, keepDims), tf.mean(x, axis, keepDims)]
      })
      for (const [i, numbers] of wasm.entries()) expect(relativeError(numbers, cpu[i] as Float32Array)).toBeLessThan(AGAINST_CPU)
    }
  })
})

describe('the gradient of a whole network', () => {
  const shapes = [
    [3, 3, 1, 4],
    [3, 3, 4, 4],
    [3, 3, 4, 4],
    [32, 3],
  ]

  function cost(...[first, second, third, last]: readonly Tensor[]): Scalar {
    const x = random([3, 8, 8, 1], 11) as Tensor4D
    const a = tf.tanh(tf.conv2d(x, first as Tensor4D, 1, 'same'))
    const b = tf.tanh(tf.conv2d(a as Tensor4D, second as Tensor4D, 2, 'same'))
    const c = tf.tanh(tf.conv2dTranspose(b as Tensor4D, third as Tensor4D, [3, 8, 8, 4], 2, 'same'))
    const joined = tf.concat([a, c], 3)
    const pooled = tf.reshape(tf.avgPool(joined as Tensor4D, 4, 4, 'valid'), [3, 32])
    return tf.mean(tf.square(tf.matMul(pooled as Tensor2D, last as Tensor2D)))
  }

  it('equals differences of its cost (fourth order, central) along random directions', () => {
    tf.tidy(() => {
      const parameters = shapes.map((shape, i) => tf.mul(random(shape, 21 + i), 0.5))
      const gradients = tf.grads(cost)([...parameters])
      parameters.forEach((_, i) => {
        const direction = random(shapes[i] as number[], 41 + i)
        const along = (step: number): number =>
          cost(...parameters.map((p, j) => (i === j ? tf.add(p, tf.mul(direction, step)) : p))).dataSync()[0] as number
        const numeric = (8 * (along(H) - along(-H)) - (along(2 * H) - along(-2 * H))) / (12 * H)
        const analytic = tf.sum(tf.mul(gradients[i] as Tensor, direction)).dataSync()[0] as number
        const size = Math.sqrt(tf.sum(tf.square(gradients[i] as Tensor)).dataSync()[0] as number)
        expect(Math.abs(numeric - analytic) / size).toBeLessThan(AGAINST_DIFFERENCES)
      })
    })
  })

  it('comes from training without leaving tensors behind', () => {
    const optimizer = tf.train.adam(1e-3)
    const initial = tf.tidy(() => shapes.map((shape, i) => tf.mul(random(shape, 21 + i), 0.5)))
    const parameters = initial.map((values) => tf.variable(values))
    const step = (): void => void optimizer.minimize(() => cost(...parameters), false, parameters)
    step()
    const before = dataIds(tf)
    for (let i = 0; i < 3; i++) step()
    expect(dataIds(tf)).toBe(before)
    optimizer.dispose()
    tf.dispose([...parameters, ...initial])
  })
})
