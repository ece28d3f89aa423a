import { describe, expect, it } from 'vitest'
import { findModels } from './models.ts'

const ROLES = ['cnn', 'ae-encoder', 'ae-decoder']

function found(...files: readonly string[]): unknown {
  return Object.fromEntries(findModels(files, ROLES).models)
}

describe('the model files of a hand-in', () => {
  it.each([
    [['models/cnn.onnx'], { format: 'onnx', file: 'models/cnn.onnx' }],
    [['work/models/CNN.onnx', 'work/notes.md'], { format: 'onnx', file: 'work/models/CNN.onnx' }],
    [['models/cnn/model.json', 'models/cnn/group1-shard1of1.bin'], { format: 'layers-model', file: 'models/cnn/model.json' }],
    [['models/cnn.json', 'models/cnn.weights.bin'], { format: 'layers-model', file: 'models/cnn.json' }],
    [
      ['models/cnn.json', 'models/cnn.safetensors'],
      { format: 'safetensors', file: 'models/cnn.safetensors', declaration: 'models/cnn.json' },
    ],
    [['models/cnn.json', 'models/cnn.pt'], { format: 'state-dict', file: 'models/cnn.pt', declaration: 'models/cnn.json' }],
    [['models/cnn.json', 'models/cnn.pth'], { format: 'state-dict', file: 'models/cnn.pth', declaration: 'models/cnn.json' }],
  ])('are named by their role: %j', (files, expected) => {
    expect(found(...files)).toEqual({ cnn: { role: 'cnn', ...expected } })
  })

  it('may write a role with underscores', () => {
    expect(found('models/ae_encoder.onnx')).toEqual({
      'ae-encoder': { role: 'ae-encoder', format: 'onnx', file: 'models/ae_encoder.onnx' },
    })
  })

  it.each([
    [['models/cnn.onnx', 'models/cnn/model.json'], 'found models/cnn.onnx and models/cnn/model.json; submit one file for the model cnn.'],
    [
      ['models/cnn.safetensors'],
      'models/cnn.safetensors contains weights only; declare their layers in models/cnn.json (docs/model-files.md).',
    ],
    [['models/cnn.pt'], 'in models/cnn.json (docs/model-files.md), or the class of the network in submission.yaml (docs/pytorch.md).'],
    [['models/cnn.pt', 'models/cnn.pth', 'models/cnn.json'], 'found models/cnn.pt and models/cnn.pth; submit one file for the model cnn.'],
    [['models/cnn.keras'], 'models/cnn.keras is a Keras file, which is not read'],
  ])('are not chosen where it is unclear which, or nothing reads them: %j', (files, says) => {
    expect(found(...files)).toEqual({ cnn: { says: expect.stringContaining(says) } })
  })

  it('lie in models/ and nowhere else', () => {
    expect(found('cnn.onnx', 'weights/cnn.onnx', 'mymodels/cnn.onnx')).toEqual({})
  })

  it('that belong to no role are named, other files are not', () => {
    expect(findModels(['models/vae.onnx', 'models/README.md', 'models/cnn/weights.bin'], ROLES)).toEqual({
      models: new Map(),
      remarks: ['models/vae.onnx does not match any model of this sheet; models are named cnn, ae-encoder, ae-decoder.'],
    })
  })
})
