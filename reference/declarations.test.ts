import { pathToFileURL } from 'node:url'
import type { Session } from 'assay'
import { describe, expect, it } from 'vitest'
import { createMemo } from '../grading/engine/memo.ts'
import { asking, exercise as exerciseOf } from '../grading/engine/testing/parts.ts'
import type { Exercise } from '../grading/model/exercise.ts'
import { DEFAULT_LIMITS } from '../grading/model/session.ts'
import type { Submission } from '../grading/model/submission.ts'
import type { Sample } from '../grading/sheet/samples.ts'
import { stageSample } from '../grading/sheet/stage-sample.ts'
import { catalogue, folder, referenceOf, SEED, samplesOf, useFolder } from '../grading/sheet/testing/grade-sample.ts'
import { type Paid, paidDeclarations } from '../grading/sheet/testing/paid-declarations.ts'
import { isSlow } from '../prove/laws/laws.ts'
import { inProcess, openSubmission, processSandbox } from '../submissions/index.ts'

/** `all`: every sample, in a child of its own where it needs one. That takes minutes. */
const ALL = process.env.ASSAY_DECLARATIONS === 'all'
/** Of the samples that run in this process, one in so many in each exercise; those that follow a convention undeclared are always among them. */
const ONE_IN = 4
/** What a declaration could turn to its favour. */
const TEMPTED = /one-hot-only|not-transposed|what-does-not-fit|reversed-product/

/** Wrong only because they do not say what they follow: the declaration that makes each of them right, or as right as it says. */
const FOLLOWS: Readonly<Record<string, readonly string[]>> = {
  'gradient-descent/mini-batch wrong-answer/one-based.ts': ['indices: 1-based'],
  'gradient-descent/mini-batch wrong-answer/with-replacement.ts': ['sampling: with-replacement'],
  'backpropagation/linear-network partial/mean-undeclared.ts': ['cost: mean'],
  'cross-entropy/roles wrong-answer/mean-undeclared.ts': ['cost: mean'],
  'cross-entropy/optimum partial/bias-first.ts': ['bias: first'],
  'cross-entropy/optimum wrong-answer/sum-undeclared.ts': ['cost: sum'],
  'cross-entropy/two-layer-network partial/mean-undeclared.ts': ['cost: mean'],
  // Its gradients are (in, out) as its weights are, so the second is true as well.
  'cross-entropy/two-layer-network partial/transposed-reading.ts': ['weights: in-out', 'dW: in-out'],
  'autoencoder/corruption wrong-answer/std-as-variance.ts': ['noise: variance'],
  'autoencoder/corruption wrong-answer/unseeded.mjs': ['seed: ignored'],
  'convolutional-autoencoder/denoising wrong-answer/std-as-variance.ts': ['noise: variance'],
}

const declaring = catalogue.filter(({ exercise }) => (exercise.conventions ?? []).length > 0 && (ALL || !isSlow(exercise)))
const only = process.env.ASSAY_ONLY
const chosen = declaring.filter(({ exercise }) => only === undefined || exercise.id === only)
const callable = ({ file, verdict, shared }: Sample): boolean =>
  /\.m?[jt]s$/.test(file) && !/limit|load-error/.test(verdict) && shared === undefined

useFolder()

describe('a declaration that a sample does not follow', () => {
  const total = { samples: 0, tried: 0 }

  it.each(chosen.map(({ exercise }) => [exercise.id, exercise] as const))(
    'earns nothing in %s',
    async (id, exercise) => {
      const follows = (sample: Sample): readonly string[] => FOLLOWS[`${id} ${sample.name}`] ?? []
      const samples = samplesOf(exercise).filter(
        (sample, i) =>
          ALL || (callable(sample) && (follows(sample).length > 0 || TEMPTED.test(sample.name) || i % ONE_IN === SEED % ONE_IN)),
      )
      const setting = { reference: referenceOf(exercise), seed: SEED, memo: createMemo() }
      const unearned: string[] = []
      for (const sample of samples) {
        const submission = callable(sample) ? await loaded(sample) : await opened(exercise, sample)
        try {
          const { tried, paid } = await paidDeclarations(exercise, submission, setting)
          total.samples++
          total.tried += tried
          for (const one of paid.filter(({ declaration }) => !follows(sample).includes(declaration))) unearned.push(shown(sample, one))
          if (callable(sample))
            expect(
              paid.map(({ declaration }) => declaration),
              sample.name,
            ).toEqual(expect.arrayContaining([...follows(sample)]))
        } finally {
          await submission.close()
        }
      }
      expect(samples.length).toBeGreaterThan(0)
      expect(unearned).toEqual([])
    },
    ALL ? 3_600_000 : 180_000,
  )

  it('was tried', () => {
    process.stdout.write(`declarations: ${total.samples} samples, ${total.tried} declarations that they do not make\n`)
    expect(total.tried).toBeGreaterThan(only === undefined ? 80 : 0)
  })

  it('is found where it pays', async () => {
    const pays = { key: 'answer', value: 'any', note: 'any answer will do', fromStudent: () => 3 }
    const three = asking('three', [])
    const exercise = exerciseOf(
      [
        {
          ...three,
          entries: ['f'],
          run: async (subject) => {
            const answer = await subject.call('f', [1])
            return answer.ok && answer.value === 3
              ? { verdict: 'accepted', fraction: 1, findings: [] }
              : { verdict: 'wrong-answer', fraction: 0, findings: [] }
          },
        },
      ],
      [pays],
    )
    const { paid } = await paidDeclarations(exercise, submissionOf(inProcess({ f: () => 4 }), new Map()), {
      reference: inProcess({ f: () => 3 }),
      seed: SEED,
    })
    expect(paid).toMatchObject([{ declaration: 'answer: any', without: 0 }])
  })
})

function shown({ name }: Sample, { declaration, without, with: raised }: Paid): string {
  return `${name} with ${declaration}: ${without} → ${raised}`
}

async function loaded({ file, declare }: Sample): Promise<Submission> {
  return submissionOf(inProcess((await import(pathToFileURL(file).href)) as Record<string, unknown>), declare)
}

function opened(exercise: Exercise, sample: Sample): Promise<Submission> {
  const limits = { ...DEFAULT_LIMITS, ...exercise.limits, submissionMs: 3_600_000 }
  return openSubmission(stageSample(folder, sample), { id: 'ada', exercises: [exercise], sandbox: processSandbox, limits })
}

function submissionOf(session: Session, declared: ReadonlyMap<string, string>): Submission {
  return {
    ...{ id: 'ada', kind: 'typescript', hash: '', declared, answers: new Map(), remarks: [] },
    session: () => session,
    output: () => ({ stdout: '', stderr: '' }),
    close: async () => {},
  }
}
