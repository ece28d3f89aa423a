import { accuracy, confusionCounts, largestColumns } from 'assay/checks'
import { type Matrix, toNested } from 'assay/math'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { imageBatch } from '../../quality/image-batch.ts'
import { test2k } from '../../quality/mnist/mnist.ts'
import { relabelled } from './cases.ts'
import { creditOf } from './classification.ts'
import { REFERENCE_COUNTS } from './reference-counts.ts'
import { classify, confusionMatrix, mostConfused } from './solution.ts'

const WHEN_BUSY = 120_000

describe('the reference network', () => {
  it('reads at least 97 % of the first 2000 test images, as its confusion matrix says', { timeout: WHEN_BUSY }, () => {
    const { images, labels } = test2k()
    const scores = classify(toNested(imageBatch(images)) as readonly Matrix[])
    expect(scores).toHaveLength(2000)
    const answers = largestColumns(scores.flat(), 10)
    expect(accuracy(labels, answers)).toBeGreaterThanOrEqual(0.97)
    expect(confusionCounts(labels, answers, 10)).toEqual(REFERENCE_COUNTS)
  })

  it('gives an image the same scores in whatever batch it comes', () => {
    const images = toNested(imageBatch(test2k().images.subarray(0, 4 * 784))) as readonly Matrix[]
    expect(classify(images.slice(2))).toEqual(classify(images).slice(2))
  })
})

describe('the confusion matrix', () => {
  it('counts a row per true class, also for classes that do not occur', () => {
    expect(confusionMatrix([0, 2, 2], [0, 0, 2], 4)).toEqual([
      [1, 0, 0, 0],
      [0, 0, 0, 0],
      [1, 0, 1, 0],
      [0, 0, 0, 0],
    ])
    expect(confusionMatrix([], [], 2)).toEqual([
      [0, 0],
      [0, 0],
    ])
  })

  it('counts every answer once, and renames its rows and columns with the classes', () =>
    fc.assert(
      fc.property(relabelled, ({ labels, predictions, classes, order }) => {
        const rename = (names: readonly number[]): number[] => names.map((name) => order[name] as number)
        const matrix = confusionMatrix(labels, predictions, classes)
        const renamed = confusionMatrix(rename(labels), rename(predictions), classes)
        expect(matrix.flat().reduce((sum, count) => sum + count, 0)).toBe(labels.length)
        for (const [i, row] of matrix.entries()) {
          for (const [j, count] of row.entries()) expect(renamed[order[i] as number]?.[order[j] as number]).toBe(count)
        }
      }),
    ))
})

describe('the most confused pairs', () => {
  it('add up both directions and leave the diagonal out', () => {
    const matrix = [
      [90, 3, 0],
      [3, 80, 5],
      [4, 0, 70],
    ]
    expect(mostConfused(matrix)).toEqual([
      [0, 1],
      [1, 2],
      [0, 2],
    ])
  })

  it('are none where nothing is confused', () => {
    expect(
      mostConfused([
        [4, 0],
        [0, 5],
      ]),
    ).toEqual([])
  })
})

describe('the credit for an accuracy', () => {
  it('is 0 at .78, .4 at .892 and 1 from .96 on, and never falls', () => {
    for (const [share, credit] of [
      [0, 0],
      [0.78, 0],
      [0.836, 0.2],
      [0.892, 0.4],
      [0.926, 0.7],
      [0.96, 1],
      [1, 1],
    ] as const) {
      expect(creditOf(share)).toBeCloseTo(credit, 12)
    }
    const credits = Array.from({ length: 1001 }, (_, i) => creditOf(i / 1000))
    for (const [i, credit] of credits.slice(1).entries()) expect(credit).toBeGreaterThanOrEqual(credits[i] as number)
  })
})
