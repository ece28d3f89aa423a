import { describe, expect, it } from 'vitest'
import { createRandom } from '../checks/index.ts'
import { test2k } from '../checks/mnist/mnist.ts'
import type { Exercise } from '../grading/model/exercise.ts'
import { DEFAULT_LIMITS } from '../grading/model/session.ts'
import { LARGEST_SEED as LARGEST_OF_NOISE } from './autoencoder/corruption/draws.ts'
import { centredTraining, training } from './autoencoder/linear-is-pca/cases.ts'
import { DIVISORS } from './convolutional-autoencoder/denoising/loss-rows.ts'
import { LARGEST_SEED } from './gradient-descent/mini-batch/seeds.ts'
import { catalogue } from './testing/grade-sample.ts'
import { sentencesOf } from './testing/sentences.ts'

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
    expect(sentences).toContain('A person reads it: two points for each question.')
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
