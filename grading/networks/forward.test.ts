import { describe, expect, it } from 'vitest'
import type { Tensor } from '../model/tensor.ts'
import { classify, decode, encode, type Weights } from './forward.ts'
import type { Autoencoder, Classifier, Layer } from './network.ts'

const tensor = (shape: number[], ...data: number[]): Tensor => ({ dtype: 'float32', shape, data: Float32Array.from(data) })

/** One layer alone, with its weights. */
function through(layer: Layer, input: number[], x: number[], weight?: Tensor, bias?: Tensor): number[] {
  const network: Classifier = { kind: 'classifier', name: 'one', stage: { name: 's', input, layers: [layer] } }
  const weights: Weights = new Map(
    weight === undefined || bias === undefined
      ? []
      : [
          ['s.0.weight', weight],
          ['s.0.bias', bias],
        ],
  )
  return [...classify(network, weights, x)]
}

describe('a layer, worked out by hand', () => {
  it('dense', () => {
    const weight = tensor([2, 3], 1, 2, 3, 4, 5, 6)
    expect(through({ kind: 'dense', units: 3, activation: 'relu' }, [2], [1, -1], weight, tensor([3], 0, 10, 2))).toEqual([0, 7, 0])
  })

  it('convolution with stride 1, padded all around', () => {
    const ones = tensor([3, 3, 1, 1], 1, 1, 1, 1, 1, 1, 1, 1, 1)
    const layer: Layer = { kind: 'convolution', filters: 1, size: 3, stride: 1, activation: 'linear' }
    expect(through(layer, [3, 3, 1], [1, 2, 3, 4, 5, 6, 7, 8, 9], ones, tensor([1], 1))).toEqual([13, 22, 17, 28, 46, 34, 25, 40, 29])
  })

  it('convolution with stride 2: the odd row and column of padding are at the bottom and the right', () => {
    const first = tensor([3, 3, 1, 1], 1, 0, 0, 0, 0, 0, 0, 0, 0)
    const layer: Layer = { kind: 'convolution', filters: 1, size: 3, stride: 2, activation: 'linear' }
    const x = Array.from({ length: 16 }, (_, i) => i + 1)
    expect(through(layer, [4, 4, 1], x, first, tensor([1], 0))).toEqual([1, 3, 9, 11])
  })

  it('convolution over channels', () => {
    const weight = tensor([1, 1, 2, 2], 1, 10, 2, 20)
    const layer: Layer = { kind: 'convolution', filters: 2, size: 1, stride: 1, activation: 'linear' }
    expect(through(layer, [1, 2, 2], [1, 2, 3, 4], weight, tensor([2], 0, 0))).toEqual([5, 50, 11, 110])
  })

  it('transposed convolution: each number spreads the filter, the last row and column are cut off', () => {
    const filter = tensor([3, 3, 1, 1], 1, 2, 3, 4, 5, 6, 7, 8, 9)
    const layer: Layer = { kind: 'transposed-convolution', filters: 1, size: 3, stride: 2, activation: 'linear' }
    expect(through(layer, [1, 2, 1], [1, 10], filter, tensor([1], 0))).toEqual([1, 2, 13, 20, 4, 5, 46, 50])
  })

  it('max-pooling drops an odd row and column', () => {
    expect(through({ kind: 'max-pool' }, [3, 3, 1], [1, 2, 9, 4, 3, 9, 9, 9, 9])).toEqual([4])
  })

  it('sigmoid', () => {
    const identity = tensor([1, 1], 1)
    expect(through({ kind: 'dense', units: 1, activation: 'sigmoid' }, [1], [0, Math.log(3)], identity, tensor([1], 0))).toEqual([
      0.5, 0.75,
    ])
  })

  it('dense without its weights is refused', () => {
    expect(() => through({ kind: 'dense', units: 1, activation: 'linear' }, [1], [1])).toThrow('the weights have no s.0.weight')
  })

  it('dropout does nothing outside of training', () => {
    expect(through({ kind: 'dropout', rate: 0.5 }, [2], [1, 2, 3, 4])).toEqual([1, 2, 3, 4])
  })
})

describe('an autoencoder with a skip', () => {
  const network: Autoencoder = {
    kind: 'autoencoder',
    name: 'skipping',
    code: 1,
    noise: 0,
    encoder: {
      name: 'encoder',
      input: [2],
      layers: [
        { kind: 'skip', name: 'x1' },
        { kind: 'dense', units: 1, activation: 'linear' },
      ],
    },
    decoder: {
      name: 'decoder',
      input: [1],
      layers: [
        { kind: 'dense', units: 2, activation: 'linear' },
        { kind: 'add-skip', name: 'x1' },
      ],
    },
  }
  const weights: Weights = new Map([
    ['encoder.1.weight', tensor([2, 1], 1, 1)],
    ['encoder.1.bias', tensor([1], 0)],
    ['decoder.0.weight', tensor([1, 2], 1, 10)],
    ['decoder.0.bias', tensor([2], 0, 0)],
  ])

  it('hands each image its own skip', () => {
    const encoded = encode(network, weights, [1, 2, 3, 4])
    expect([...encoded.code]).toEqual([3, 7])
    expect([...decode(network, weights, encoded)]).toEqual([4, 32, 10, 74])
  })

  it('refuses to decode without it, or with one of another number of images', () => {
    const { code } = encode(network, weights, [1, 2, 3, 4])
    expect(() => decode(network, weights, { code, skips: new Map() })).toThrow('needs the skip x1')
    expect(() => decode(network, weights, { code, skips: new Map([['x1', new Float32Array(2)]]) })).toThrow('expected 2 × 2')
  })

  it('refuses rows that are cut short', () => {
    expect(() => encode(network, weights, [1, 2, 3])).toThrow('rows of 2 numbers')
  })
})
