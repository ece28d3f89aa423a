import type { Scalar, Tensor } from '@tensorflow/tfjs-core'
import { wasmBesideCpu } from '#grading/networks/backend/testing/both-backends'
import type { Tfjs } from '#grading/networks/backend/tfjs'
import { cnn } from '../../reference/convolution/network.ts'
import { PIXELS } from '../../reference/quality/image-batch.ts'
import { test2k } from '../../reference/quality/mnist/mnist.ts'
import { outputsOf } from '../../reference/train/graph.ts'
import { weightsOf } from '../../reference/weights.ts'
import { type Figure, median } from './figures.ts'
import { torchSeconds } from './torch-seconds.ts'

const ROUNDS = 3
const INFERENCE = 2000
const EPOCH = 10_000
/** Images of one measurement. The cpu backend needs minutes for as many as wasm. */
const MEASURED = { wasm: { inference: 1000, training: 256 }, cpu: { inference: 16, training: 4 } } as const
const CHUNK = 250
const BATCH = 64

/**
 * The reference CNN on WebAssembly with our kernels against TensorFlow.js in plain JavaScript and, where it is at hand, PyTorch with one
 * thread, all scaled from fewer images.
 */
export async function backends(): Promise<readonly Figure[]> {
  const { tf } = await wasmBesideCpu()
  const seconds = new Map<string, number>()
  for (const backend of ['wasm', 'cpu'] as const) {
    tf.setBackend(backend)
    const parameters = new Map([...weightsOf(cnn)].map(([name, { shape, data }]) => [name, tf.tensor(Float32Array.from(data), [...shape])]))
    const { inference, training } = MEASURED[backend]
    seconds.set(`inference ${backend}`, (INFERENCE / inference) * secondsOf(() => infer(tf, parameters, inference)))
    seconds.set(`training ${backend}`, (EPOCH / training) * secondsOf(() => trainOn(tf, parameters, training)))
    for (const tensor of parameters.values()) tensor.dispose()
  }
  const { wasm } = MEASURED
  const torch = torchSeconds({ ...wasm, chunk: CHUNK, batch: BATCH, rounds: ROUNDS })
  if (torch === undefined) process.stderr.write('no PyTorch here (python3 -m pip install torch): measured without it\n')
  else {
    seconds.set('inference torch', (INFERENCE / wasm.inference) * torch.inference)
    seconds.set('training torch', (EPOCH / wasm.training) * torch.training)
  }
  const figures = (what: string, work: string): readonly Figure[] => {
    const own = seconds.get(`${work} wasm`) as number
    const others = { cpu: 'cpu backend', torch: 'PyTorch, one thread' }
    return Object.entries(others).flatMap(([key, name]) => {
      const theirs = seconds.get(`${work} ${key}`)
      return theirs === undefined
        ? []
        : [{ what, value: `${own.toFixed(2)} s`, against: `${(own / theirs).toPrecision(2)} × ${theirs.toFixed(2)} s (${name})` }]
    })
  }
  return [
    ...figures(`reference CNN, ${INFERENCE} images, wasm`, 'inference'),
    ...figures(`reference CNN, gradients of ${EPOCH} images, wasm`, 'training'),
  ]
}

function secondsOf(work: () => void): number {
  work()
  const elapsed = Array.from({ length: ROUNDS }, () => {
    const started = performance.now()
    work()
    return (performance.now() - started) / 1000
  })
  return median(elapsed)
}

function infer(tf: Tfjs, parameters: ReadonlyMap<string, Tensor>, count: number): void {
  for (let from = 0; from < count; from += CHUNK) {
    const size = Math.min(CHUNK, count - from)
    tf.tidy(() => outputsOf(tf, cnn, parameters, imagesOf(tf, from, size)).dataSync())
  }
}

function trainOn(tf: Tfjs, parameters: ReadonlyMap<string, Tensor>, count: number): void {
  const names = [...parameters.keys()]
  const { labels } = test2k()
  for (let from = 0; from < count; from += BATCH) {
    const size = Math.min(BATCH, count - from)
    tf.tidy(() => {
      const target = tf.oneHot(tf.tensor1d(Int32Array.from(labels.subarray(from, from + size)), 'int32'), 10)
      const cost = (...values: Tensor[]): Scalar => {
        const byName = new Map(names.map((name, i) => [name, values[i] as Tensor]))
        const outputs = outputsOf(tf, cnn, byName, imagesOf(tf, from, size), { seed: 1, step: from })
        return tf.losses.softmaxCrossEntropy(target, outputs)
      }
      for (const gradient of tf.valueAndGrads(cost)([...parameters.values()]).grads) gradient.dataSync()
    })
  }
}

function imagesOf(tf: Tfjs, from: number, count: number): Tensor {
  return tf.tensor2d(test2k().images.subarray(from * PIXELS, (from + count) * PIXELS), [count, PIXELS])
}
