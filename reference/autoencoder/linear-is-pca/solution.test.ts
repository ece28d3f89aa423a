import { createRandom, type Matrix, orthonormalBasis, subspaceDistance } from 'assay/math'
import * as fc from 'fast-check'
import { eigs } from 'mathjs'
import { describe, expect, it } from 'vitest'
import golden from '../../../fixtures/golden/autoencoder/linear-is-pca/golden.json' with { type: 'json' }
import { EIGHT_POINTS, withSpectrum } from './cases.ts'
import { times, transposed } from './matrices.ts'
import { linearAutoencoderFit, pcaFit, pcaReconstruct } from './solution.ts'
import { covariance, secondMoments } from './spaces.ts'

function meanSquare(X: Matrix, Y: Matrix): number {
  const squares = X.flatMap((row, i) => row.map((x, j) => (x - (Y[i]?.[j] as number)) ** 2))
  return squares.reduce((sum, x) => sum + x, 0) / squares.length
}

function decoded(X: Matrix, { W_enc, b_enc, W_dec, b_dec }: ReturnType<typeof linearAutoencoderFit>): number[][] {
  const codes = times(X, transposed(W_enc)).map((row) => row.map((c, i) => c + (b_enc[i] as number)))
  return times(codes, transposed(W_dec)).map((row) => row.map((y, j) => y + (b_dec[j] as number)))
}

const samples = fc
  .record({ n: fc.integer({ min: 2, max: 9 }), d: fc.integer({ min: 1, max: 7 }), seed: fc.nat() })
  .map(({ n, d, seed }) => createRandom(seed, 'pca').matrix(n, d, 2))

describe('the eight golden points', () => {
  const { X, mean, eigenvalues, meanSquaredError, projectorForTwo } = golden.eightPoints

  it('are those of the checks', () => {
    expect(EIGHT_POINTS).toEqual(X)
  })

  it.each([1, 2, 3])('have the golden mean, eigenvalues and error for k = %i', (k) => {
    const model = pcaFit(X, k)
    expect(model.mean).toEqual(mean)
    for (const [i, value] of model.eigenvalues.entries()) expect(value).toBeCloseTo(eigenvalues[i] as number, 12)
    expect(meanSquare(X, pcaReconstruct(X, model))).toBeCloseTo(meanSquaredError[k - 1] as number, 12)
  })

  it('have the golden projector', () => {
    const { components } = pcaFit(X, 2)
    const projector = times(transposed(components), components)
    for (const [i, row] of projector.entries())
      for (const [j, x] of row.entries()) expect(x).toBeCloseTo(projectorForTwo[i]?.[j] as number, 12)
  })
})

describe('pcaFit', () => {
  it('finds the eigenvalues that mathjs finds, and orthonormal components', () =>
    fc.assert(
      fc.property(samples, (X) => {
        const d = (X[0] as number[]).length
        const { components, eigenvalues } = pcaFit(X, d)
        const found = (eigs(covariance(X)).values as number[]).slice().sort((a, b) => b - a)
        for (const [i, value] of eigenvalues.entries()) expect(value).toBeCloseTo(found[i] as number, 8)
        for (const [i, row] of times(components, transposed(components)).entries())
          for (const [j, x] of row.entries()) expect(x).toBeCloseTo(i === j ? 1 : 0, 10)
      }),
      { numRuns: 50 },
    ))

  it('diagonalises the covariance', () => {
    const X = withSpectrum(createRandom(4, 'diagonal'), 30, 5, [5, 3, 2, 1, 0.5], 1)
    const { components, eigenvalues } = pcaFit(X, 5)
    const turned = times(times(components, covariance(X)), transposed(components))
    for (const [i, row] of turned.entries())
      for (const [j, x] of row.entries()) expect(x).toBeCloseTo(i === j ? (eigenvalues[i] as number) : 0, 10)
    expect(eigenvalues.map((value) => Number(value.toFixed(9)))).toEqual([5, 3, 2, 1, 0.5])
  })

  it('finds the space of fewer samples than coordinates', () => {
    const X = withSpectrum(createRandom(4, 'few'), 4, 9, [4, 2, 1], 1)
    const centred = X.map((row) => row.map((x, j) => x - (pcaFit(X, 1).mean[j] as number)))
    expect(subspaceDistance(orthonormalBasis(pcaFit(X, 3).components), orthonormalBasis(centred)).distance).toBeLessThan(1e-9)
  })
})

describe('linearAutoencoderFit', () => {
  it('gives the same map as the principal components, whose error is the sum of the other eigenvalues', () =>
    fc.assert(
      fc.property(samples, (X) => {
        const d = (X[0] as number[]).length
        const k = Math.ceil(d / 2)
        const error = meanSquare(X, decoded(X, linearAutoencoderFit(X, k, 1)))
        expect(error).toBeCloseTo(meanSquare(X, pcaReconstruct(X, pcaFit(X, k))), 9)
        const left = pcaFit(X, d).eigenvalues.slice(k)
        expect(error).toBeCloseTo(left.reduce((sum, x) => sum + x, 0) / d, 9)
      }),
      { numRuns: 50 },
    ))

  it('is not improved by moving any weight', () => {
    const X = withSpectrum(createRandom(9, 'moved'), 20, 4, [4, 2, 1, 0.5], 1)
    const fit = linearAutoencoderFit(X, 2, 1)
    const best = meanSquare(X, decoded(X, fit))
    for (const name of ['W_enc', 'W_dec'] as const) {
      for (const [i, row] of fit[name].entries()) {
        for (const j of row.keys()) {
          const moved = fit[name].map((one, r) => one.map((x, c) => (r === i && c === j ? x + 1e-3 : x)))
          expect(meanSquare(X, decoded(X, { ...fit, [name]: moved }))).toBeGreaterThan(best)
        }
      }
    }
  })

  it('needs its biases: without them the golden pair leaves half', () => {
    const { X, k, least, leastWithoutBias } = golden.uncentred
    expect(meanSquare(X, decoded(X, linearAutoencoderFit(X, k, 1)))).toBeCloseTo(least, 12)
    const values = (eigs(secondMoments(X)).values as number[]).slice().sort((a, b) => b - a)
    expect((values[1] as number) / 2).toBeCloseTo(leastWithoutBias, 12)
  })
})
