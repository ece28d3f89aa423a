import { near, T64 } from 'assay/checks'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import golden from '../../../fixtures/golden/gradient-descent/mini-batch/golden.json' with { type: 'json' }
import { epochBatches, minibatchGradient, sampleMinibatch, varianceRatio } from './solution.ts'

const expectNear = (actual: number, expected: number): void => {
  expect(near(actual, expected, T64), `${actual} should be ${expected}`).toBe(true)
}
const mean = (items: readonly number[]): number => items.reduce((sum, x) => sum + x, 0) / items.length

function subsets(n: number, m: number, from = 0): number[][] {
  if (m === 0) return [[]]
  const all: number[][] = []
  for (let first = from; first <= n - m; first++) for (const rest of subsets(n, m - 1, first + 1)) all.push([first, ...rest])
  return all
}

function tuples(n: number, m: number): number[][] {
  if (m === 0) return [[]]
  return tuples(n, m - 1).flatMap((rest) => Array.from({ length: n }, (_, i) => [...rest, i]))
}

const covariance = (rows: readonly (readonly number[])[], i: number, j: number): number => {
  const centre = (k: number): number => mean(rows.map((row) => row[k] as number))
  return mean(rows.map((row) => ((row[i] as number) - centre(i)) * ((row[j] as number) - centre(j))))
}

const setting = fc
  .integer({ min: 1, max: 40 })
  .chain((n) => fc.record({ n: fc.constant(n), m: fc.integer({ min: 1, max: n }), seed: fc.nat() }))

describe('minibatchGradient', () => {
  it('is unbiased, and its covariance is the ratio times Σ, over all batches without replacement', () => {
    const gradients = [
      [1, -2],
      [0.5, 3],
      [-1.5, 0.25],
      [4, 1],
      [0, -2.5],
      [2, 2],
      [-3, 0.5],
      [1.25, -1],
    ]
    for (const m of [1, 2, 3, 5, 8]) {
      const answers = subsets(8, m).map((batch) => minibatchGradient(gradients, batch))
      for (const i of [0, 1]) {
        expectNear(mean(answers.map((row) => row[i] as number)), mean(gradients.map((row) => row[i] as number)))
        for (const j of [0, 1]) expectNear(covariance(answers, i, j), varianceRatio(8, m, false) * covariance(gradients, i, j))
      }
    }
  })

  it('finds the golden mean and variances of four gradients', () => {
    const { gradients, m, ...expected } = golden.population
    const columns = gradients.map((g) => [g])
    const spread = (batches: readonly number[][]): number =>
      covariance(
        batches.map((batch) => minibatchGradient(columns, batch)),
        0,
        0,
      )
    expectNear(minibatchGradient(columns, [0, 1, 2, 3])[0] as number, expected.mean)
    expectNear(covariance(columns, 0, 0), expected.variance)
    expectNear(spread(subsets(4, m)), expected.without)
    expectNear(spread(tuples(4, m)), expected.with)
    expectNear(varianceRatio(4, m, false) * expected.variance, expected.without)
    expectNear(varianceRatio(4, m, true) * expected.variance, expected.with)
  })

  it('does not depend on the order of the indices', () => {
    expect(minibatchGradient([[1], [2], [4]], [2, 0])).toEqual(minibatchGradient([[1], [2], [4]], [0, 2]))
  })

  it('refuses an empty batch and an index outside the set', () => {
    expect(() => minibatchGradient([[1]], [])).toThrow(RangeError)
    expect(() => minibatchGradient([[1]], [1])).toThrow(RangeError)
  })
})

describe('sampleMinibatch', () => {
  it('draws m different indices, the same ones for the same seed', () =>
    fc.assert(
      fc.property(setting, ({ n, m, seed }) => {
        const batch = sampleMinibatch(n, m, seed)
        expect(new Set(batch).size).toBe(m)
        expect(batch.every((index) => Number.isInteger(index) && index >= 0 && index < n)).toBe(true)
        expect(sampleMinibatch(n, m, seed)).toEqual(batch)
      }),
    ))
})

describe('epochBatches', () => {
  it('cuts a permutation of all samples into pieces of m', () =>
    fc.assert(
      fc.property(setting, ({ n, m, seed }) => {
        const batches = epochBatches(n, m, seed)
        expect(batches.flat().sort((a, b) => a - b)).toEqual(Array.from({ length: n }, (_, i) => i))
        expect(batches.map((batch) => batch.length)).toEqual(Array.from({ length: Math.ceil(n / m) }, (_, b) => Math.min(m, n - b * m)))
      }),
    ))

  it('weighted by its lengths gives the full gradient', () => {
    const gradients = Array.from({ length: 11 }, (_, i) => [Math.sin(i)])
    const sum = epochBatches(11, 4, 5).reduce(
      (total, batch) => total + (batch.length / 11) * (minibatchGradient(gradients, batch)[0] as number),
      0,
    )
    expectNear(sum, mean(gradients.map((row) => row[0] as number)))
  })

  it('differs between seeds', () => {
    expect(epochBatches(30, 7, 1)).not.toEqual(epochBatches(30, 7, 2))
  })
})

describe('varianceRatio', () => {
  it.each(golden.ratios)('is $ratio for n = $n, m = $m, replacement $replacement', ({ n, m, replacement, ratio }) => {
    expectNear(varianceRatio(n, m, replacement), ratio)
  })

  it('vanishes for the whole set, and is 1 for a single sample', () => {
    expect(varianceRatio(7, 7, false)).toBe(0)
    expect(varianceRatio(7, 1, false)).toBe(1)
    expect(varianceRatio(7, 1, true)).toBe(1)
  })
})
