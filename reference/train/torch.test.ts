import { spawnSync } from 'node:child_process'
import type { Scalar, Tensor } from '@tensorflow/tfjs-core'
import { describe, expect, it } from 'vitest'
import { loadEngine } from '../../grading/networks/backend/engine.ts'
import { lacks } from '../../tools/testing/require-tool.ts'
import { cnn } from '../convolution/network.ts'
import { PIXELS } from '../quality/image-batch.ts'
import { rows, test2k } from '../quality/mnist/mnist.ts'
import { weightsOf } from '../weights.ts'
import { outputsOf } from './graph.ts'

const IMAGES = 16
/** Relative to the largest; PyTorch's own float32 differs from its float64 by half as much. */
const LOGITS = 1e-6
/** Of a whole gradient, root mean square. */
const GRADIENTS = 1e-5

/** The reference CNN in double precision, with our layouts translated: images and filters have their channels in front there. */
const PYTHON = `
import json, sys, torch
import torch.nn.functional as F
given = json.load(sys.stdin)
p = {name: torch.tensor(value['data'], dtype=torch.float64).reshape(value['shape']).requires_grad_() for name, value in given['weights'].items()}
x = torch.tensor(given['images'], dtype=torch.float64).reshape(-1, 28, 28, 1).permute(0, 3, 1, 2)
conv = lambda x, i: F.relu(F.conv2d(x, p[f'classifier.{i}.weight'].permute(3, 2, 0, 1), p[f'classifier.{i}.bias'], padding=1))
x = F.max_pool2d(conv(F.max_pool2d(conv(x, 0), 2), 2), 2)
x = x.permute(0, 2, 3, 1).flatten(1)
x = F.relu(x @ p['classifier.6.weight'] + p['classifier.6.bias'])
logits = x @ p['classifier.7.weight'] + p['classifier.7.bias']
F.cross_entropy(logits, torch.tensor(given['labels'])).backward()
json.dump({'logits': logits.flatten().tolist(), 'gradients': {name: value.grad.flatten().tolist() for name, value in p.items()}}, sys.stdout)
`

interface Answer {
  readonly logits: readonly number[]
  readonly gradients: Readonly<Record<string, readonly number[]>>
}

function rms(values: readonly number[]): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length)
}

describe.skipIf(lacks('torch', 'the engine against PyTorch'))('against PyTorch in double precision, the reference CNN', () => {
  it('has the same logits and gradients', { timeout: 300_000 }, async () => {
    const { tf } = await loadEngine(['wasm'])
    const weights = weightsOf(cnn)
    const { images, labels: digits } = rows(test2k(), 0, IMAGES)
    // With the right labels the trained network has almost no gradient, and the little that is left is rounding.
    const labels = digits.map((digit) => (digit + 1) % 10)
    const described = Object.fromEntries([...weights].map(([name, { data, shape }]) => [name, { data: [...data], shape }]))
    const input = JSON.stringify({ weights: described, images: [...images], labels: [...labels] })
    const { stdout, stderr, status } = spawnSync('python3', ['-c', PYTHON], { input, encoding: 'utf8', maxBuffer: 2 ** 28 })
    expect(status, stderr).toBe(0)
    const expected = JSON.parse(stdout) as Answer

    tf.tidy(() => {
      const names = [...weights.keys()]
      const tensors = [...weights.values()].map(({ data, shape }) => tf.tensor(data as Float32Array, [...shape]))
      const x = tf.tensor2d(images, [IMAGES, PIXELS])
      const logitsOf = (current: readonly Tensor[]): Tensor =>
        outputsOf(tf, cnn, new Map(names.map((name, i) => [name, current[i] as Tensor])), x)
      const target = tf.oneHot(tf.tensor1d(Int32Array.from(labels), 'int32'), 10)
      const logits = logitsOf(tensors).dataSync()
      const largest = Math.max(...expected.logits.map(Math.abs))
      expect(Math.max(...expected.logits.map((value, i) => Math.abs(value - (logits[i] as number)))) / largest).toBeLessThan(LOGITS)
      const gradients = tf.grads((...current: Tensor[]) => tf.losses.softmaxCrossEntropy(target, logitsOf(current)) as Scalar)(tensors)
      for (const [i, name] of names.entries()) {
        const right = expected.gradients[name] as readonly number[]
        const got = (gradients[i] as Tensor).dataSync()
        expect(rms(right.map((value, j) => value - (got[j] as number))) / rms(right), name).toBeLessThan(GRADIENTS)
      }
    })
  })
})
