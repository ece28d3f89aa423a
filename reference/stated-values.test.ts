import { COMPARED } from 'assay/checks'
import { createRandom, type Tensor } from 'assay/math'
import { describe, expect, it } from 'vitest'
import type { Exercise } from '../grading/model/exercise.ts'
import { writeSafetensors } from '../grading/model/safetensors.ts'
import { DEFAULT_LIMITS } from '../grading/model/session.ts'
import { catalogue } from '../grading/sheet/testing/grade-sample.ts'
import { sentencesOf } from '../grading/sheet/testing/sentences.ts'
import { readDeclared } from '../submissions/adapters/model/formats/declared/read-declared.ts'
import { LARGEST_SEED as LARGEST_OF_NOISE } from './autoencoder/corruption/draws.ts'
import { centredTraining, training } from './autoencoder/linear-is-pca/cases.ts'
import { creditOf } from './convolution/mnist-cnn/classification.ts'
import { bottleneckCurve, type Curve, skipCurve } from './convolutional-autoencoder/denoising/credit.ts'
import { DIVISORS } from './convolutional-autoencoder/denoising/loss-rows.ts'
import { creditOf as creditWithSkips } from './convolutional-autoencoder/skip-connections/credit.ts'
import { LARGEST_SEED } from './gradient-descent/mini-batch/seeds.ts'
import { test2k } from './quality/mnist/mnist.ts'
import { leastPlausibleError, MEAN_IMAGE_ERROR, pcaError } from './quality/pca-error.ts'
import { STANDARD } from './quality/pixel-forms.ts'

const stated = catalogue.map(({ exercise, statement }) => ({ sheet: exercise.sheet, exercise, sentences: sentencesOf(statement()) }))
const of = (sheet: string) => stated.find((one) => one.sheet === sheet) as (typeof stated)[number]

function limitsOf({ limits }: Exercise): string {
  const { callMs, submissionMs, memoryMiB } = { ...DEFAULT_LIMITS, ...limits }
  return `Limits: ${callMs / 1000} s for a call, ${submissionMs / 1000} s for all calls of your submission, ${memoryMiB} MiB of memory; among several exercises the largest of the last two counts.`
}

describe('a value in a statement is that of the code:', () => {
  it.each(stated.filter(({ exercise }) => exercise.entries.length > 0))('limits of $sheet', ({ exercise, sentences }) => {
    expect(sentences).toContain(limitsOf(exercise))
  })

  it.each(stated.filter(({ exercise }) => exercise.plots !== undefined))('points of the plots of $sheet', ({ exercise, sentences }) => {
    const points = exercise.checks.find(({ id }) => id === 'plots')?.points
    expect(sentences).toContain(exercise.plots?.length === 1 ? `It earns ${points} points.` : `Together ${points} points.`)
  })

  it('points of each question of 5.1', () => {
    const { exercise, sentences } = of('5.1')
    expect(sentences).toContain('It is graded manually: two points for each question.')
    expect(exercise.points).toBe(3 * 2)
  })

  it.each([
    ['1b', LARGEST_SEED],
    ['5.2', LARGEST_OF_NOISE],
  ] as const)('seeds of %s', (sheet, largest) => {
    expect(of(sheet).sentences).toContain('Seeds are positive and below $2^{31}$.')
    expect(largest).toBeLessThan(2 ** 31)
  })

  it('numbers of images of 6, corrupted', () => {
    const [kinds] = of('6, corrupted').sentences.filter((one) => one.startsWith('`model` is'))
    expect(kinds).toContain(`a number of images once more, from ${DIVISORS.least} to ${DIVISORS.most};`)
  })

  it.each(['5.4', '6'])('errors of PCA and the least that networks reach in %s', (sheet) => {
    const text = of(sheet).sentences.join(' ')
    expect(text).toContain(`(${pcaError(2).toFixed(4)} for $k = 2$, ${pcaError(10).toFixed(4)} for 10, ${pcaError(32).toFixed(4)} for 32)`)
    expect(text).toContain(MEAN_IMAGE_ERROR.toFixed(4))
    const least = (k: number): number => Number((leastPlausibleError(k) / pcaError(k)).toFixed(4))
    expect(text).toContain(`(${least(10)} of PCA's up to $k = 10$, ${least(11)} of it beyond)`)
    expect([2, 32].map(least)).toEqual([least(10), least(11)])
  })

  it('errors between which reconstructions with skips earn points', () => {
    expect(of('6').sentences).toContainEqual(
      expect.stringMatching(/^With skips: full points for \$m \\le 0\.005\$, half for \$m \\le 0\.02\$;/),
    )
    expect([0.005, 0.00501, 0.02, 0.0201].map(creditWithSkips)).toEqual([1, 0.5, 0.5, 0])
  })

  it('shares of images that 4.2 gives points for', () => {
    expect(of('4.2').sentences).toContainEqual(
      expect.stringMatching(
        /earns nothing up to 0\.78 .*, 40 % of its points at 0\.892 .* and all of them from 0\.96 on, linearly between\.$/,
      ),
    )
    expect([0.78, 0.892, 0.96].map(creditOf)).toEqual([0, 0.4, 1])
    expect(creditOf(0.926)).toBeCloseTo(0.7, 10)
  })

  it('errors and gains between which denoised pictures earn points', () => {
    const { sentences } = of('6, corrupted')
    const begins = (words: string): string => sentences.find((one) => one.startsWith(words)) ?? ''
    const [skip, without] = [skipCurve(false), bottleneckCurve(false, undefined)]
    const full = (error: number): string => `$m_c \\le ${error.toFixed(4)}$`
    expect(begins('Full points with skips')).toContain(
      `Full points with skips for ${full(skip.full)}, without for ${full(without.full)}; none from ${skip.none.toFixed(4)} on`,
    )
    expect(without).toMatchObject({ none: skip.none, halved: skip.halved, gone: skip.gone })
    expect(begins('With $\\beta')).toContain(`With $\\beta > ${skip.halved}$ half of that; with $\\beta \\ge ${skip.gone}$`)
    const [ofVariance, withoutOfVariance] = [skipCurve(true), bottleneckCurve(true, undefined)]
    expect(begins('Then full points')).toBe(
      `Then full points are for $m_c \\le ${ofVariance.full}$ with skips and $m_c \\le ${withoutOfVariance.full}$ without, none from ${ofVariance.none} on.`,
    )
    const told = ({ full, none, halved, gone }: Curve): string =>
      `for $m_c \\le ${full}$, none from ${none} on, half with $\\beta > ${halved}$ and none from ${gone} on`
    const [few, some] = [bottleneckCurve(false, 4), bottleneckCurve(false, 5)]
    expect(begins('Up to 4')).toBe(`Up to 4, full points are ${told(few)}; from 5 to 15 they are ${told(some)}.`)
    expect([few, some, without]).toEqual([1, 15, 16].map((size) => bottleneckCurve(false, size)))
  })

  it.each(['4.2', '5.4', '6', '6, corrupted'])('layers beside .safetensors in %s', (sheet) => {
    const [example] = /\{"input".*\]\}/.exec(of(sheet).sentences.find((one) => one.startsWith('The JSON beside')) ?? '') ?? []
    const kernel = (name: string, shape: readonly number[]) => {
      const size = shape.reduce((product, side) => product * side, 1)
      return [`${name}.weight`, { dtype: 'float32', shape, data: new Float32Array(size) }] as const
    }
    const ofFc1: Readonly<Record<string, readonly number[]>> = { '4.2': [10, 8 * 784], '5.4': [784, 2], '6': [2, 8 * 784] }
    const weights = new Map<string, Tensor>([
      kernel('conv1', [8, 1, 3, 3]),
      kernel('conv2', [1, 8, 3, 3]),
      kernel('fc1', ofFc1[sheet] ?? [1, 1]),
    ])
    const named = new Map([...weights].filter(([name]) => example?.includes(`"${name.replace('.weight', '')}"`)))
    expect(named.size).toBeGreaterThan(0)
    expect(() => readDeclared(writeSafetensors(named, {}, 'F32'), Buffer.from(example ?? ''))).not.toThrow()
  })

  it.each(['4.2', '5.4', '6', '6, corrupted'])('form of pixels and its price in %s', (sheet) => {
    const sentence = of(sheet).sentences.find((one) => one.includes('rows and columns swapped'))
    expect(sentence).toContain(`standardised by ${STANDARD.mean} and ${STANDARD.deviation},`)
    expect(sentence).toContain('half')
    expect(COMPARED).toBe(1 / 2)
  })

  it.each(['4.2', '5.4'])('images in one call of %s', (sheet) => {
    expect(of(sheet).sentences).toContain(`Up to ${test2k().labels.length} images come at once.`)
  })

  it('samples of the training sets of 5.3', () => {
    const sets = [training, centredTraining].flatMap(({ id, make }) =>
      make(createRandom(7041, id)).map(({ args }) => args[0] as number[][]),
    )
    const most = Math.max(...sets.map((set) => set.length))
    const widest = Math.max(...sets.map((set) => set[0]?.length ?? 0))
    expect(of('5.3').sentences).toContain(`The training sets have at most ${most} samples in ${widest} dimensions.`)
  })
})
