import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { writeSafetensors } from '#grading/model/safetensors'
import type { Tensor } from '#grading/model/tensor'
import { loadEngine } from '#grading/networks/backend/engine'
import type { Tfjs } from '#grading/networks/backend/tfjs'
import type { Model } from '../graph/graph.ts'
import { createRunner } from '../graph/run.ts'
import { readDeclared, readDeclaredStateDict } from './declared/read-declared.ts'
import { readOnnx } from './onnx/read-onnx.ts'
import { readLayersModel } from './read-layers-model.ts'

const COUNT = 3
/** Both sides sum in float32, in another order. */
const CLOSE = 2e-5
const images = Float32Array.from({ length: COUNT * 784 }, (_, i) => ((7 * i + 5 * Math.floor(i / 784)) % 23) / 23)

let tf: Tfjs
beforeAll(async () => {
  tf = (await loadEngine(['wasm'])).tf
}, 300_000)

const fixture = (name: string): Buffer => readFileSync(new URL(`../../../../fixtures/models/${name}`, import.meta.url))
const golden = (name: string): Record<string, { shape: number[]; data: number[] }> => JSON.parse(fixture(name).toString('utf8'))

function outputsOf(graph: Model, row: readonly number[]): readonly Tensor[] {
  return createRunner(tf, graph, [row]).run([images], COUNT)
}

/** Of an array of which every `step`-th number was written down. */
function expectNear(got: Tensor | undefined, { shape, data }: { shape: number[]; data: number[] }, step = 1): void {
  expect(got?.shape).toEqual(shape)
  const compared = Array.from(got?.data ?? []).filter((_, i) => i % step === 0)
  expect(compared).toHaveLength(data.length)
  const worst = compared.reduce((most, value, i) => Math.max(most, Math.abs(value - (data[i] as number))), 0)
  expect(worst).toBeLessThan(CLOSE * Math.max(1, ...data.map(Math.abs)))
}

describe('an ONNX file with every operator', () => {
  it('gives what onnxruntime gives', () => {
    const { out, out2, out3 } = golden('operators.golden.json') as Record<'out' | 'out2' | 'out3', { shape: number[]; data: number[] }>
    const [first, second, third] = outputsOf(readOnnx(fixture('operators.onnx')), [28, 28])
    expectNear(first, out)
    expectNear(second, out2)
    expectNear(third, out3, 41)
  })
})

describe('weights of PyTorch with declared layers', () => {
  it('give what PyTorch gives', () => {
    const { out, x1 } = golden('layers.golden.json') as Record<'out' | 'x1', { shape: number[]; data: number[] }>
    const [first, skip] = outputsOf(readDeclared(fixture('layers.safetensors'), fixture('layers.json')), [1, 28, 28])
    expectNear(first, out)
    expectNear(skip, x1, 41)
  })
})

describe('a state dict of PyTorch with declared layers', () => {
  it.each(['1.13', '2.13'])('gives what PyTorch %s gives', async (version) => {
    const { checkpoint } = golden(`torch/${version}/answers.json`)
    const model = await readDeclaredStateDict(fixture(`torch/${version}/checkpoint.pt`), 'cnn.pt', fixture('torch/net.json'))
    expectNear(outputsOf(model, [1, 28, 28])[0], checkpoint as { shape: number[]; data: number[] })
  })
})

describe('declared layers', () => {
  it('count the padding in a mean and not in a maximum, as PyTorch does', () => {
    const pooled = (layer: string): number | undefined => {
      const declared = {
        input: [1, 28, 28],
        layers: [
          { layer: 'Linear', weights: 'one' },
          { layer, kernel_size: 3, padding: 1, stride: 1 },
        ],
      }
      const weight = { dtype: 'float32' as const, shape: [28, 28], data: new Float32Array(784) }
      const bias = { dtype: 'float32' as const, shape: [28], data: new Float32Array(28).fill(-9) }
      const file = writeSafetensors(new Map(Object.entries({ 'one.weight': weight, 'one.bias': bias })), {}, 'F32')
      return outputsOf(readDeclared(file, Buffer.from(JSON.stringify(declared))), [1, 28, 28])[0]?.data[0]
    }
    // Of the nine places around a corner four are in the image.
    expect(pooled('AvgPool2d')).toBeCloseTo(-4, 5)
    expect(pooled('MaxPool2d')).toBe(-9)
  })
})

describe('a layers model of TensorFlow.js', () => {
  it.each(['sequential', 'functional'] as const)('gives what its own package gives: %s', async (kind) => {
    const model = kind === 'sequential' ? sequential() : functional()
    const drawn = model.weights.map(({ name, shape }, i) => {
      const normal = tf.randomNormal(shape as number[], 0, 0.4, 'float32', i + 1)
      return name.includes('variance') ? tf.add(tf.abs(normal), 0.1) : normal
    })
    model.setWeights(drawn)
    const expected = tf.tidy(() => {
      const made = model.predict(tf.tensor(images, [COUNT, 28, 28, 1]))
      return [made].flat().map((tensor) => ({ shape: tensor.shape, data: Array.from(tensor.dataSync()) }))
    })
    const { json, bytes } = await saved(model)
    const got = outputsOf(
      readLayersModel(json, () => bytes),
      [28, 28, 1],
    )
    expect(got).toHaveLength(expected.length)
    for (const [i, one] of expected.entries()) expectNear(got[i], one)
  })
})

function sequential() {
  const { layers } = tf
  return tf.sequential({
    layers: [
      layers.conv2d({ inputShape: [28, 28, 1], filters: 4, kernelSize: 3, padding: 'same', activation: 'relu' }),
      layers.batchNormalization(),
      layers.maxPooling2d({ poolSize: 2 }),
      layers.zeroPadding2d({
        padding: [
          [1, 0],
          [0, 1],
        ],
      }),
      layers.conv2d({ filters: 5, kernelSize: [3, 2], strides: 2, useBias: false }),
      layers.leakyReLU({ alpha: 0.2 }),
      layers.upSampling2d({ size: [2, 2] }),
      layers.averagePooling2d({ poolSize: 3, strides: 1, padding: 'same' }),
      layers.conv2dTranspose({ filters: 3, kernelSize: 3, strides: 2, padding: 'same', activation: 'tanh' }),
      layers.conv2dTranspose({ filters: 2, kernelSize: 2, strides: 3 }),
      layers.maxPooling2d({ poolSize: 3, strides: 3 }),
      layers.dropout({ rate: 0.5 }),
      layers.flatten(),
      layers.dense({ units: 24, activation: 'elu' }),
      layers.reshape({ targetShape: [4, 6] }),
      layers.permute({ dims: [2, 1] }),
      layers.flatten(),
      layers.activation({ activation: 'sigmoid' }),
      layers.dense({ units: 10, activation: 'softmax' }),
    ],
  })
}

function functional() {
  const { layers } = tf
  const input = tf.input({ shape: [28, 28, 1] })
  const skip = layers.conv2d({ filters: 4, kernelSize: 5, padding: 'same', activation: 'softplus' }).apply(input) as ReturnType<
    typeof tf.input
  >
  const deep = layers.conv2d({ filters: 4, kernelSize: 3, padding: 'same', dilationRate: 2 }).apply(skip) as ReturnType<typeof tf.input>
  const both = layers.concatenate().apply([layers.add().apply([skip, deep]) as ReturnType<typeof tf.input>, deep]) as ReturnType<
    typeof tf.input
  >
  const means = layers.globalAveragePooling2d({}).apply(both) as ReturnType<typeof tf.input>
  const code = layers.dense({ units: 3 }).apply(layers.reLU().apply(means)) as ReturnType<typeof tf.input>
  return tf.model({ inputs: input, outputs: [code, skip] })
}

/** As model.save writes it, with its shard. */
async function saved(
  model: ReturnType<typeof sequential> | ReturnType<typeof functional>,
): Promise<{ json: Uint8Array; bytes: Uint8Array }> {
  let artifacts: import('@tensorflow/tfjs-core').io.ModelArtifacts | undefined
  await model.save(
    tf.io.withSaveHandler(async (made) => {
      artifacts = made
      return { modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' } }
    }),
  )
  const { modelTopology, weightSpecs, weightData } = artifacts ?? {}
  const manifest = [{ paths: ['weights.bin'], weights: weightSpecs }]
  const json = Buffer.from(JSON.stringify({ format: 'layers-model', modelTopology, weightsManifest: manifest }))
  return { json, bytes: new Uint8Array(weightData as ArrayBuffer) }
}
