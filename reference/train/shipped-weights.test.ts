import { existsSync, readdirSync } from 'node:fs'
import type { Tensor } from '@tensorflow/tfjs-core'
import { classify, decode, encode, type Network, type Weights } from 'assay/networks'
import { describe, expect, it } from 'vitest'
import { loadEngine } from '../../grading/networks/backend/engine.ts'
import { PIXELS } from '../quality/image-batch.ts'
import { rows, test2k } from '../quality/mnist/mnist.ts'
import { weightsOf } from '../weights.ts'
import { outputsOf } from './graph.ts'
import { measure, verdicts } from './measure.ts'
import { RECIPES } from './models.ts'

const { tf } = await loadEngine(['wasm'])
const recipes = [...RECIPES.values()].map((recipe) => [recipe.network.name, recipe] as const)
/** Sums of up to 784 float32 products in another order. */
const OTHER_ORDER = 5e-5

function asTensors(weights: Weights): ReadonlyMap<string, Tensor> {
  return new Map([...weights].map(([name, { data, shape }]) => [name, tf.tensor(data as Float32Array, [...shape])]))
}

function plainly(network: Network, weights: Weights, images: Float32Array): Float32Array {
  return network.kind === 'classifier' ? classify(network, weights, images) : decode(network, weights, encode(network, weights, images))
}

describe('the shipped weights', () => {
  it('are there for each reference network, and for nothing else', () => {
    expect(
      readdirSync('reference/data/weights')
        .filter((file) => file.endsWith('.safetensors'))
        .sort(),
    ).toEqual(recipes.map(([name]) => `${name}.safetensors`).sort())
  })

  it.each(recipes.filter(([name]) => existsSync(`reference/data/weights/${name}.safetensors`)))(
    'of %s reach their target on the first 2000 test images',
    (_, { network, targets }) => {
      const tensors = asTensors(weightsOf(network))
      const judged = verdicts(targets, measure(tf, network, tensors))
      tf.dispose([...tensors.values()])
      expect(judged.filter(({ reached }) => !reached).map(({ says }) => says)).toEqual([])
    },
  )

  it.each(recipes.filter(([name]) => existsSync(`reference/data/weights/${name}.safetensors`)))(
    'of %s give the same outputs in plain TypeScript as in the engine',
    (_, { network }) => {
      const weights = weightsOf(network)
      const { images } = rows(test2k(), 0, 20)
      const tensors = asTensors(weights)
      const expected = tf.tidy(() => outputsOf(tf, network, tensors, tf.tensor2d(images, [20, PIXELS])).dataSync())
      tf.dispose([...tensors.values()])
      const got = plainly(network, weights, images)
      expect(got.length).toBe(expected.length)
      expect(Math.max(...got.map((value, i) => Math.abs(value - (expected[i] as number))))).toBeLessThan(OTHER_ORDER)
    },
  )
})
