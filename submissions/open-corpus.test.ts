import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DEFAULT_LIMITS } from '#grading/model/session'
import type { Submission } from '#grading/model/submission'
import { isTensor } from '#grading/model/value'
import { openSubmission } from './open.ts'
import { readerOf } from './reader/reader.ts'
import { processSandbox } from './sandbox/process.ts'

interface Answer {
  /** Who wrote the file. */
  readonly by: string
  /** What it takes, without the batch. */
  readonly row: readonly number[]
  readonly shape: readonly number[]
  /** Of a long output every `step`-th number was written down. */
  readonly step: number
  readonly data: readonly number[]
}

const CORPUS = fileURLToPath(new URL('../fixtures/models/onnx/corpus/', import.meta.url))
const answers = Object.entries(JSON.parse(readFileSync(join(CORPUS, 'answers.json'), 'utf8')) as Record<string, Answer>)
const COUNT = 3
const images = Float32Array.from({ length: COUNT * 784 }, (_, i) => ((7 * i + 5 * Math.floor(i / 784)) % 23) / 23)
const EXERCISE = 'convolution/mnist-cnn'
const entryOf = (name: string): string => name.replaceAll('-', '_')
/** Networks of up to twenty layers, each summing up to 784 float32 numbers in another order. */
const FLOAT32 = { rtol: 1e-5, atol: 1e-6 }

let root = ''
let submission: Submission
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'assay-test-'))
  cpSync(CORPUS, join(root, 'models'), { recursive: true })
  const models = answers.map(([name]) => ({ role: name, entry: entryOf(name) }))
  submission = await openSubmission(root, {
    id: 'ada',
    exercises: [{ id: EXERCISE, models }],
    sandbox: processSandbox,
    reader: readerOf(processSandbox),
    limits: { ...DEFAULT_LIMITS, startUpMs: 60_000, callMs: 60_000 },
  })
}, 120_000)
const compared = { networks: 0, worst: 0, where: 'none' }
afterAll(async () => {
  const { networks, worst, where } = compared
  process.stdout.write(
    `ONNX corpus: ${networks} networks, the worst difference from onnxruntime ${worst.toExponential(1)} of the largest number of its answer (${where})\n`,
  )
  await submission.close()
  rmSync(root, { recursive: true, force: true })
})

describe('a model as an exporter writes it, handed in', () => {
  it.each(answers.map(([name, answer]) => [name, answer] as const))(
    '%s answers as onnxruntime does',
    async (name, { row, shape, step, data }) => {
      const given = { dtype: 'float32' as const, shape: [COUNT, ...row], data: images }
      const answer = await submission.session(EXERCISE).call(entryOf(name), [given])
      if (!answer.ok || !isTensor(answer.value)) return expect(answer).toMatchObject({ ok: true })
      expect(answer.value.shape).toEqual(shape)
      const got = Array.from(answer.value.data).filter((_, i) => i % step === 0)
      const largest = Math.max(...data.map(Math.abs))
      const allowed = FLOAT32.atol + FLOAT32.rtol * largest
      expect(got).toHaveLength(data.length)
      compared.networks++
      got.forEach((value, at) => {
        const apart = Math.abs(value - (data[at] as number)) / largest
        if (apart > compared.worst) Object.assign(compared, { worst: apart, where: name })
        if (!(Math.abs(value - (data[at] as number)) <= allowed)) expect({ at, value }).toEqual({ at, value: data[at] })
      })
    },
    120_000,
  )

  it('is one of those that PyTorch, Keras, onnxruntime, the model zoo, tf2onnx and skl2onnx make, and none answers with a constant', () => {
    expect(answers.length).toBeGreaterThanOrEqual(28)
    for (const [name, { data }] of answers) expect({ name, values: new Set(data).size > 10 }).toEqual({ name, values: true })
  })
})
