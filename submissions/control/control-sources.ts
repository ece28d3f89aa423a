/** A language, or another way to compute, of which we have a submission of our own. */
export type Language = 'typescript' | 'python' | 'notebook' | 'tensors' | 'model'

export interface ControlSource {
  /** As a sentence begins, in the plural. */
  readonly title: string
  readonly files: Readonly<Record<string, string | Uint8Array>>
}

/** What each of them is asked, and the only right answer: x = 3·[1.5, −2, 0.25] + 1, exact in any precision. */
export const GIVEN = [1.5, -2, 0.25]
export const RIGHT = [5.5, -5, 1.75]

/** Its files are named after the exercise that it answers for. */
export const CONTROLS: Readonly<Record<Language, ControlSource>> = {
  // One process for both: a TypeScript file that imports a JavaScript file.
  typescript: {
    title: 'TypeScript and JavaScript',
    files: {
      'typescript.ts': `import { scaled } from './javascript.js'\nexport const control = (x: readonly number[]): number[] => scaled(x).map((one: number) => one + 1)\n`,
      'javascript.js': 'export const scaled = (x) => Array.from(x, (one) => 3 * one)\n',
    },
  },
  python: {
    title: 'files in Python',
    files: { 'python.py': 'def control(x):\n    return [3 * one + 1 for one in x]\n' },
  },
  notebook: {
    title: 'notebooks',
    files: { 'notebook.ipynb': notebookOf('factor = 3', 'def control(x):\n    return [factor * one + 1 for one in x]') },
  },
  tensors: {
    title: 'submissions with TensorFlow.js',
    files: {
      'tensors.ts': `import * as tf from '@tensorflow/tfjs'\nexport const control = (x: readonly number[]) => tf.tensor1d(Array.from(x)).mul(3).add(1).arraySync()\n`,
    },
  },
  model: {
    title: 'model files',
    files: { 'models/control/model.json': denseLayer(), 'models/control/weights.bin': weights() },
  },
}

function notebookOf(...sources: readonly string[]): string {
  const cells = sources.map((source) => ({ cell_type: 'code', metadata: {}, execution_count: null, outputs: [], source }))
  return JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: { kernelspec: { name: 'python3', language: 'python' } }, cells })
}

/** One layer with three inputs and three neurons: 3·x + 1. */
function denseLayer(): string {
  const layer = { class_name: 'Dense', config: { batch_input_shape: [null, 3], name: 'dense', units: 3, activation: 'linear' } }
  return JSON.stringify({
    format: 'layers-model',
    modelTopology: { class_name: 'Sequential', config: { name: 'control', layers: [layer] }, keras_version: '', backend: 'tensor_flow.js' },
    weightsManifest: [
      {
        paths: ['weights.bin'],
        weights: [
          { name: 'dense/kernel', shape: [3, 3], dtype: 'float32' },
          { name: 'dense/bias', shape: [3], dtype: 'float32' },
        ],
      },
    ],
  })
}

function weights(): Uint8Array {
  const little = Buffer.alloc(48)
  for (const [i, weight] of [3, 0, 0, 0, 3, 0, 0, 0, 3, 1, 1, 1].entries()) little.writeFloatLE(weight, 4 * i)
  return little
}
