import type { Tensor } from 'assay/math'
import { describe, expect, it } from 'vitest'
import { gradeSubmission } from '../../grading/engine/grade.ts'
import { isComputed } from '../../grading/model/check.ts'
import type { ExerciseResult } from '../../grading/model/result.ts'
import { causesNamed } from '../../grading/sheet/samples.ts'
import { catalogue, memo, referenceOf, SEED } from '../../grading/sheet/testing/grade-sample.ts'
import { inProcess } from '../../submissions/index.ts'
import { BYTES, STANDARDISED } from '../quality/pixel-forms.ts'

type Numbers = (data: Float32Array) => Float32Array
type Network = (images: Tensor, ...more: unknown[]) => unknown

const mapped = (change: (pixel: number) => number): Numbers => {
  return (data) => data.map(change)
}
/** Every network of an exercise answers with pictures in another form, or expects images in it. */
const out = (change: Numbers) => (network: Network) => {
  const turned: Network = (...args) => {
    const pictures = network(...args) as Tensor
    return { ...pictures, data: change(Float32Array.from(pictures.data)) }
  }
  return turned
}
const into = (change: Numbers) => (network: Network) => {
  const turned: Network = (images, ...more) => network({ ...images, data: change(Float32Array.from(images.data)) }, ...more)
  return turned
}

const EXERCISES = {
  'convolutional-autoencoder/skip-connections': { in: ['caeEncode', 'caeSkipEncode'], out: ['caeDecode', 'caeSkipDecode'] },
  'convolutional-autoencoder/denoising': { in: ['caeDenoise', 'caeSkipDenoise'], out: ['caeDenoise', 'caeSkipDenoise'] },
} as const

/** What of the computed points of the reference is left, in hundredths, and which causes are named. */
async function graded(id: keyof typeof EXERCISES, turn: (network: Network) => Network, which: 'in' | 'out') {
  const { exercise, loadSolution } = catalogue.find((one) => one.exercise.id === id) as (typeof catalogue)[number]
  const own = (await loadSolution()) as Readonly<Record<string, unknown>>
  const turned = EXERCISES[id][which].map((name) => [name, turn(own[name] as Network)])
  const submission = {
    id: 'turned',
    kind: 'javascript',
    hash: '',
    declared: new Map(),
    answers: new Map(),
    remarks: [],
    session: () => inProcess({ ...own, ...Object.fromEntries(turned) }),
    output: () => ({ stdout: '', stderr: '' }),
    close: async () => {},
  } as const
  const options = { reference: () => referenceOf(exercise), seed: SEED, visibility: 'all', memo } as const
  const result = (await gradeSubmission(submission, [exercise], options)).exercises[0] as ExerciseResult
  const manual = new Set(exercise.checks.filter((check) => !isComputed(check)).map((check) => check.id))
  const lost = result.checks.filter((check) => !manual.has(check.id) && check.fraction < 1)
  return { lost: lost.map((check) => `${check.id} ${check.max - check.score}`), causes: [...new Set(causesNamed(result))] }
}

const SIX = ['cae-reconstruction 42', 'skip-reconstruction 42']
const CORRUPTED = ['cae-denoises 45', 'skip-denoises 55']

describe('a right network with images in another form', { timeout: 300_000 }, () => {
  it.each([
    ['convolutional-autoencoder/skip-connections', 'pixels-0-255', out(mapped(BYTES.form)), 'out', SIX],
    ['convolutional-autoencoder/skip-connections', 'pixels-standardised', into(mapped(STANDARDISED.back)), 'in', SIX],
    ['convolutional-autoencoder/denoising', 'pixels-standardised', out(mapped(STANDARDISED.form)), 'out', CORRUPTED],
    ['convolutional-autoencoder/denoising', 'pixels-0-255', into(mapped(BYTES.back)), 'in', CORRUPTED],
  ] as const)('loses half of what compares images in %s, and nothing else: %s', async (id, cause, turn, which, lost) => {
    const result = await graded(id, turn, which)
    expect(result.causes).toEqual([cause])
    expect(result.lost).toEqual(lost)
  })
})
