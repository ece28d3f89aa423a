import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ModelRole } from '#grading/model/exercise'
import { type Answer, DEFAULT_LIMITS } from '#grading/model/session'
import type { Submission } from '#grading/model/submission'
import { isTensor } from '#grading/model/value'
import { lacks } from '#tools/testing/require-tool'
import { openSubmission } from './open.ts'
import { readerOf } from './reader/reader.ts'
import { bubblewrapSandbox } from './sandbox/bubblewrap/bubblewrap.ts'
import { processSandbox } from './sandbox/process.ts'

const ID = 'autoencoder/embedding'
const MODELS: readonly ModelRole[] = [
  { role: 'ae-encoder', entry: 'aeEncode' },
  { role: 'ae-decoder', entry: 'aeDecode' },
]
const SAMPLE = fileURLToPath(new URL(`../fixtures/submissions/${ID}/accepted/layers-models`, import.meta.url))
const TORCH = fileURLToPath(new URL('../fixtures/models/torch', import.meta.url))
const images = { dtype: 'float32' as const, shape: [3, 28, 28], data: new Float32Array(3 * 784) }

let root = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'assay-test-'))
  cpSync(SAMPLE, root, { recursive: true })
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

function put(name: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(root, name)), { recursive: true })
  writeFileSync(join(root, name), content)
}

async function opened<T>(use: (submission: Submission) => Promise<T>, sandbox = processSandbox, limits = {}): Promise<T> {
  const exercises = [{ id: ID, models: MODELS }]
  const submission = await openSubmission(root, {
    id: 'ada',
    exercises,
    sandbox,
    reader: readerOf(processSandbox),
    limits: { ...DEFAULT_LIMITS, startUpMs: 30_000, ...limits },
  })
  try {
    return await use(submission)
  } finally {
    await submission.close()
  }
}

function shapeOf(answer: Answer): unknown {
  return answer.ok && isTensor(answer.value) ? answer.value.shape : answer
}

describe('a hand-in of model files', () => {
  it('answers by the functions of its roles, in whatever spelling they are asked', async () => {
    await opened(async (submission) => {
      expect(submission).toMatchObject({ kind: 'model', remarks: [] })
      const session = submission.session(ID)
      expect(shapeOf(await session.call('aeEncode', [images]))).toEqual([3, 10])
      expect(shapeOf(await session.call('ae_encode', [images]))).toEqual([3, 10])
      expect(await session.call('loss_history', [])).toMatchObject({ ok: false, fault: { kind: 'missing-entry' } })
    })
  })

  it.skipIf(lacks('bwrap', 'model files in bubblewrap'))('is parsed and run inside the sandbox that isolates', async () => {
    await opened(async (submission) => {
      expect(shapeOf(await submission.session(ID).call('aeEncode', [images]))).toEqual([3, 10])
    }, bubblewrapSandbox)
  })

  it('may be the state dict of a checkpoint beside its layers, of which is said what was not used', async () => {
    rmSync(join(root, 'models/ae-encoder'), { recursive: true })
    put('models/ae_encoder.pt', readFileSync(join(TORCH, '2.13/checkpoint.pt')))
    put('models/ae_encoder.json', readFileSync(join(TORCH, 'net.json')))
    const says = 'models/ae_encoder.pt is a checkpoint: the weights under "model_state_dict" are used, and nothing else of it.'
    await opened(async (submission) => {
      expect(submission.remarks).toEqual([{ severity: 'note', code: 'remark', says }])
      expect(shapeOf(await submission.session(ID).call('aeEncode', [images]))).toEqual([3, 2])
    })
    put('submission.py', 'def ae_decode(code): return code')
    await opened(async (submission) => expect(submission.remarks).toMatchObject([{ says }]))
    put('models/ae_encoder.pt', readFileSync(join(TORCH, '2.13/module.pt')))
    await opened(async (submission) => {
      expect(submission.remarks).toEqual([])
      expect(await submission.session(ID).call('aeEncode', [images])).toMatchObject({
        fault: {
          kind: 'load-error',
          message: expect.stringMatching(/^models\/ae_encoder\.pt holds a whole module \(.*"ae_encoder\.pt"\)$/),
        },
      })
    })
  })

  it('says which of its models are missing, and answers with the others', async () => {
    rmSync(join(root, 'models/ae-decoder'), { recursive: true })
    await opened(async (submission) => {
      expect(submission.remarks).toEqual([
        {
          severity: 'note',
          code: 'remark',
          says: `${ID}: models/ae-decoder (for ae_decode) was not submitted, so what needs it is not attempted.`,
        },
      ])
      expect(await submission.session(ID).call('aeDecode', [images])).toMatchObject({
        fault: { kind: 'missing-entry', entry: 'aeDecode', available: ['aeEncode'] },
      })
    })
  })

  it('leaves what its code answers to the code, also where that only wants to load the file', async () => {
    put('submission.ts', 'export const aeEncode = () => 7\nexport const aeDecode = () => { throw new Error("not implemented") }')
    put('models/vae.onnx', '')
    await opened(async (submission) => {
      expect(submission).toMatchObject({ kind: 'typescript', remarks: [] })
      const session = submission.session(ID)
      expect(await session.call('aeEncode', [images])).toMatchObject({ ok: true, value: 7 })
      const codes = { dtype: 'float32' as const, shape: [2, 10], data: new Float32Array(20) }
      expect(shapeOf(await session.call('aeDecode', [codes]))).toEqual([2, 28, 28])
    })
  })

  it('is refused by file: one damaged model costs its own function only', async () => {
    put('models/ae-decoder/model.json', '{')
    await opened(async (submission) => {
      const session = submission.session(ID)
      expect(await session.call('aeDecode', [images])).toMatchObject({
        fault: { kind: 'load-error', name: '', message: 'models/ae-decoder/model.json is not a JSON object' },
      })
      expect(shapeOf(await session.call('aeEncode', [images]))).toEqual([3, 10])
    })
  })

  it('reads no file that was not submitted', async () => {
    rmSync(join(root, 'models/ae-encoder/group1-shard1of1.bin'))
    await opened(async (submission) => {
      expect(await submission.session(ID).call('aeEncode', [images])).toMatchObject({
        fault: {
          kind: 'load-error',
          message: expect.stringMatching(/needs models\/ae-encoder\/group1-shard1of1\.bin, which was not submitted/),
        },
      })
    })
  })

  it('is told what its model takes', async () => {
    await opened(async (submission) => {
      const small = { dtype: 'float32' as const, shape: [2, 5], data: new Float32Array(10) }
      expect(await submission.session(ID).call('aeEncode', [small])).toMatchObject({
        fault: { kind: 'load-error', message: 'models/ae-encoder/model.json expects rows of [28, 28, 1]; got rows of [5]' },
      })
    })
  })

  it('is ended when it takes too long', async () => {
    const layers = Array.from({ length: 199 }, (_, i) => ({ class_name: 'Activation', config: { name: `a${i}`, activation: 'softplus' } }))
    const input = { class_name: 'InputLayer', config: { name: 'images', batch_input_shape: [null, 28, 28, 1] } }
    const topology = { class_name: 'Sequential', config: { layers: [input, ...layers] } }
    put('models/ae-encoder/model.json', JSON.stringify({ modelTopology: topology, weightsManifest: [] }))
    const many = { ...images, shape: [4000, 28, 28], data: new Float32Array(4000 * 784) }
    await opened(
      async (submission) => {
        expect(await submission.session(ID).call('aeEncode', [many])).toMatchObject({ fault: { kind: 'time-limit', stage: 'call' } })
      },
      processSandbox,
      { callMs: 500 },
    )
  })
})
