import type { Tensor, Tensor1D, Tensor2D, Tensor3D, Tensor4D } from '@tensorflow/tfjs-core'
import { afterEach, describe, expect, it } from 'vitest'
import { dataIds, onBoth, relativeError, wasmBesideCpu } from '../testing/both-backends.ts'

const { tf } = await wasmBesideCpu()
/** Both backends sum in another order; at most a thousand terms here. */
const FLOAT32_SUMS = 2e-6

const random = (shape: number[], seed: number): Tensor => tf.randomUniform(shape, -1, 1, 'float32', seed)

function worst(compute: () => readonly Tensor[]): number {
  const { wasm, cpu } = onBoth(tf, compute)
  return Math.max(...wasm.map((numbers, i) => relativeError(numbers, cpu[i] as Float32Array)))
}

afterEach(() => {
  expect([dataIds(tf), dataIds(tf, 'cpu'), tf.memory().numTensors]).toEqual([0, 0, 0])
})

describe('where the wasm backend of tfjs 4.22.0 is wrong as shipped', () => {
  it('a convolution has a gradient for its filter (tfjs#8474)', () => {
    tf.tidy(() => {
      const x = tf.reshape(tf.range(1, 10), [1, 3, 3, 1]) as Tensor4D
      const gradient = tf.grad((filter) => tf.sum(tf.conv2d(x, filter as Tensor4D, 1, 'valid')))(tf.zeros([2, 2, 1, 1]))
      expect([...gradient.dataSync()]).toEqual([12, 16, 24, 28])
    })
  })

  it('a matrix may be multiplied with again in another shape (its packed form is cached by its id alone)', () => {
    tf.tidy(() => {
      const b = tf.tensor2d([1, 2, 3, 4, 5, 6], [2, 3])
      tf.matMul(tf.ones([4, 2]), b)
      expect([...tf.matMul(tf.ones([1, 3]), tf.reshape(b, [3, 2])).dataSync()]).toEqual([9, 12])
      expect([...tf.matMul(tf.ones([1, 2]), b).dataSync()]).toEqual([5, 7, 9])
    })
  })

  it.each([
    [true, false],
    [false, true],
    [true, true],
  ])('a fused product with transposed operands (%s, %s) adds its bias once and clamps at the end', (transposeA, transposeB) => {
    const compute = (): readonly Tensor[] => {
      const a = random(transposeA ? [100, 60] : [60, 100], 3) as Tensor2D
      const b = random(transposeB ? [70, 100] : [100, 70], 4) as Tensor2D
      return [tf.fused.matMul({ a, b, transposeA, transposeB, bias: random([70], 5) as Tensor1D, activation: 'relu' })]
    }
    expect(worst(compute)).toBeLessThan(FLOAT32_SUMS)
  })

  it('a fused product of several matrices does, too', () => {
    const compute = (): readonly Tensor[] => [
      tf.fused.matMul({
        a: random([3, 50, 60], 3) as Tensor3D as never,
        b: random([3, 60, 70], 4) as Tensor3D as never,
        bias: random([70], 5) as Tensor1D,
        activation: 'relu',
      }),
    ]
    expect(worst(compute)).toBeLessThan(FLOAT32_SUMS)
  })

  it('sums and means are accumulated in double precision', () => {
    tf.tidy(() => {
      const tenths = tf.fill([1_000_000], 0.1)
      expect(tf.mean(tenths).dataSync()[0]).toBe(Math.fround(0.1))
      expect(tf.sum(tenths).dataSync()[0]).toBeCloseTo(100_000, 1)
      expect(tf.mean(tf.reshape(tenths, [1000, 1000]), 0).dataSync()[7]).toBe(Math.fround(0.1))
    })
  })

  it.each(['conv2d', 'fused conv2d', 'depthwiseConv2d', 'fused depthwiseConv2d'] as const)(
    '%s with a stride above its filter and "same" padding is right (tfjs#5907)',
    (operation) => {
      for (const [size, filterSize, stride] of [
        [6, 2, 3],
        [9, 2, 3],
        [12, 3, 4],
        [9, 1, 2],
      ] as const) {
        const compute = (): readonly Tensor[] => {
          const x = random([2, size, size, 3], 7) as Tensor4D
          const filter = random([filterSize, filterSize, 3, operation.endsWith('depthwiseConv2d') ? 1 : 4], 9) as Tensor4D
          if (operation === 'conv2d') return [tf.conv2d(x, filter, stride, 'same')]
          if (operation === 'depthwiseConv2d') return [tf.depthwiseConv2d(x, filter, stride, 'same')]
          const fused = operation === 'fused conv2d' ? tf.fused.conv2d : tf.fused.depthwiseConv2d
          return [fused({ x, filter, strides: stride, pad: 'same', activation: 'relu' })]
        }
        expect(worst(compute)).toBeLessThan(FLOAT32_SUMS)
      }
    },
  )

  it('a fused ReLU passes NaN on', () => {
    tf.tidy(() => {
      const matrix = tf.fused.matMul({ a: tf.tensor2d([[Number.NaN, 1]]), b: tf.ones([2, 2]), activation: 'relu' })
      const image = tf.fused.conv2d({
        x: tf.fill([1, 2, 2, 1], Number.NaN) as Tensor4D,
        filter: tf.ones([2, 2, 1, 1]),
        strides: 1,
        pad: 'valid',
        activation: 'relu',
      })
      expect([...matrix.dataSync(), ...image.dataSync()]).toEqual([Number.NaN, Number.NaN, Number.NaN])
    })
  })

  it('clipping still hides NaN, so numbers are tested for being finite before', () => {
    tf.tidy(() => {
      expect([...tf.clipByValue(tf.tensor1d([Number.NaN]), 0, 1).dataSync()]).toEqual([0])
    })
  })

  it('integers can be multiplied, so a confusion matrix can be counted', () => {
    tf.tidy(() => {
      const counts = tf.math.confusionMatrix(tf.tensor1d([0, 1, 1], 'int32'), tf.tensor1d([0, 1, 0], 'int32'), 2)
      expect([...counts.dataSync()]).toEqual([1, 0, 1, 1])
    })
  })

  it('images with channels in front are refused with a sentence', () => {
    tf.tidy(() => {
      const x = tf.ones([1, 1, 3, 3]) as Tensor4D
      expect(() => tf.conv2d(x, tf.ones([2, 2, 1, 1]), 1, 'valid', 'NCHW')).toThrow(/channelsLast/)
    })
  })

  it('the gradient of max-pooling goes to the first of several largest elements', () => {
    tf.tidy(() => {
      const gradient = tf.grad((x) => tf.sum(tf.maxPool(x as Tensor4D, 2, 2, 'valid')))(tf.ones([1, 2, 2, 1]))
      expect([...gradient.dataSync()]).toEqual([1, 0, 0, 0])
    })
  })

  it('the gradient of nearest upsampling belongs to its own image (the cpu backend is the wrong one here)', () => {
    tf.tidy(() => {
      const weights = tf.reshape(tf.range(0, 32), [2, 4, 4, 1])
      const gradient = tf.grad((x) => tf.sum(tf.mul(tf.image.resizeNearestNeighbor(x as Tensor4D, [4, 4]), weights)))(
        tf.zeros([2, 2, 2, 1]),
      )
      expect([...gradient.dataSync()]).toEqual([10, 18, 42, 50, 74, 82, 106, 114])
    })
  })
})

describe('kernels that the wasm backend lacks', () => {
  it('gather has a gradient', () => {
    tf.tidy(() => {
      const gradient = tf.grad((x) => tf.sum(tf.gather(x, tf.tensor1d([0, 0, 2], 'int32'))))(tf.tensor1d([1, 2, 3]))
      expect([...gradient.dataSync()]).toEqual([2, 0, 1])
    })
  })

  it('a depthwise convolution has both gradients', () => {
    const compute = (): readonly Tensor[] =>
      tf.grads((x, filter) => tf.sum(tf.square(tf.depthwiseConv2d(x as Tensor4D, filter as Tensor4D, 1, 'same'))))([
        random([2, 5, 5, 3], 3),
        random([3, 3, 3, 1], 4),
      ])
    expect(worst(compute)).toBeLessThan(FLOAT32_SUMS)
  })

  it('einsum multiplies', () => {
    tf.tidy(() => {
      expect([
        ...tf
          .einsum(
            'ij,j->i',
            tf.tensor2d([
              [1, 2],
              [3, 4],
            ]),
            tf.tensor1d([1, 10]),
          )
          .dataSync(),
      ]).toEqual([21, 43])
    })
  })
})
