import { describe, expect, it } from 'vitest'
import { type Autoencoder, type Classifier, type Layer, parametersOf, type Stage, shapesOf, stagesOf } from './network.ts'

const convolution: Layer = { kind: 'convolution', filters: 8, size: 5, stride: 2, activation: 'relu' }
const transposed: Layer = { kind: 'transposed-convolution', filters: 6, size: 3, stride: 2, activation: 'sigmoid' }
const stage = (input: readonly number[], ...layers: Layer[]): Stage => ({ name: 'part', input, layers })

describe('the shape after a layer', () => {
  it.each<[string, readonly number[], Layer, readonly number[]]>([
    ['dense', [784], { kind: 'dense', units: 32, activation: 'linear' }, [32]],
    ['convolution of an odd size', [7, 5, 3], convolution, [4, 3, 8]],
    ['convolution of an even size', [4, 6, 3], convolution, [2, 3, 8]],
    ['transposed convolution', [7, 5, 3], transposed, [14, 10, 6]],
    ['pooling, where an odd row and column are dropped', [7, 5, 3], { kind: 'max-pool' }, [3, 2, 3]],
    ['flattening', [7, 5, 3], { kind: 'flatten' }, [105]],
    ['reshaping', [12], { kind: 'reshape', shape: [2, 3, 2] }, [2, 3, 2]],
    ['dropout', [12], { kind: 'dropout', rate: 0.5 }, [12]],
    ['handing images over', [2, 3, 2], { kind: 'skip', name: 'x' }, [2, 3, 2]],
    ['adding them', [2, 3, 2], { kind: 'add-skip', name: 'x' }, [2, 3, 2]],
  ])('%s', (_name, input, layer, shape) => {
    expect(shapesOf(stage(input, layer))).toEqual([shape])
  })

  it('goes into the next one', () => {
    expect(shapesOf(stage([28, 28, 1], convolution, { kind: 'max-pool' }, transposed))).toEqual([
      [14, 14, 8],
      [7, 7, 8],
      [14, 14, 6],
    ])
  })
})

describe('the parameters of a stage', () => {
  it('are a weight and a bias for each layer that learns, named by its place, sized by what comes in', () => {
    const all = stage(
      [4, 4, 3],
      convolution,
      { kind: 'skip', name: 'x' },
      transposed,
      { kind: 'add-skip', name: 'x' },
      { kind: 'max-pool' },
      { kind: 'dropout', rate: 0.5 },
      { kind: 'flatten' },
      { kind: 'dense', units: 10, activation: 'linear' },
      { kind: 'reshape', shape: [1, 5, 2] },
    )
    const bias = { fanIn: 0, fanOut: 0 }
    expect(parametersOf(all)).toEqual([
      { name: 'part.0.weight', shape: [5, 5, 3, 8], fanIn: 75, fanOut: 200, activation: 'relu' },
      { name: 'part.0.bias', shape: [8], ...bias, activation: 'relu' },
      // Of the nine numbers of a filter a quarter reaches each output.
      { name: 'part.2.weight', shape: [3, 3, 6, 8], fanIn: 18, fanOut: 13.5, activation: 'sigmoid' },
      { name: 'part.2.bias', shape: [6], ...bias, activation: 'sigmoid' },
      { name: 'part.7.weight', shape: [24, 10], fanIn: 24, fanOut: 10, activation: 'linear' },
      { name: 'part.7.bias', shape: [10], ...bias, activation: 'linear' },
    ])
  })
})

it('the stages of an autoencoder are its encoder and its decoder, that of a classifier is its only one', () => {
  const one = stage([2])
  const other = stage([1])
  const classifier: Classifier = { kind: 'classifier', name: 'c', stage: one }
  const autoencoder: Autoencoder = { kind: 'autoencoder', name: 'a', encoder: one, decoder: other, code: 1, noise: 0 }
  expect(stagesOf(classifier)).toEqual([one])
  expect(stagesOf(autoencoder)).toEqual([one, other])
})
