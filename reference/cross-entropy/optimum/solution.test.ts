import { near, T64 } from 'assay/checks'
import { type Matrix, symmetricEigenvalues, type Vector } from 'assay/math'
import * as fc from 'fast-check'
import { derivative, eigs, parse } from 'mathjs'
import { describe, expect, it } from 'vitest'
import golden from '../../../fixtures/golden/cross-entropy/optimum/golden.json' with { type: 'json' }
import { crossEntropy } from '../roles/solution.ts'
import { binaryEntropy, logisticCost, logisticGradient, logisticHessian } from './solution.ts'

interface Problem {
  readonly X: number[][]
  readonly y: number[]
  readonly w: number[]
  readonly b: number
}

const coordinate = fc.double({ min: -2, max: 2, noNaN: true })
const problem: fc.Arbitrary<Problem> = fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 4 })).chain(([n, d]) =>
  fc.record({
    X: fc.array(fc.array(coordinate, { minLength: d, maxLength: d }), { minLength: n, maxLength: n }),
    y: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: n, maxLength: n }),
    w: fc.array(coordinate, { minLength: d, maxLength: d }),
    b: coordinate,
  }),
)

function expectNear(actual: Vector, expected: Vector): void {
  expect(actual).toHaveLength(expected.length)
  const worst = expected.findIndex((value, i) => !near(actual[i] as number, value, T64))
  expect(worst, `element ${worst} of ${JSON.stringify(actual)} against ${JSON.stringify(expected)}`).toBe(-1)
}

function mean(values: Vector): number {
  return values.reduce((total, value) => total + value, 0) / values.length
}

function outputs({ X, w, b }: Problem): number[] {
  return X.map((x) => 1 / (1 + Math.exp(-x.reduce((z, value, j) => z + value * (w[j] as number), b))))
}

function quadraticForm(matrix: Matrix, v: Vector): number {
  return matrix.reduce(
    (total, row, i) => total + (v[i] as number) * row.reduce((inner, entry, j) => inner + entry * (v[j] as number), 0),
    0,
  )
}

describe('logistic optimum reference', () => {
  const { X, y, w, b } = golden

  it('gives the golden cost, gradient and Hessian', () => {
    expectNear([logisticCost(X, y, w, b)], [golden.cost])
    expectNear(logisticGradient(X, y, w, b), golden.gradient)
    expectNear(logisticHessian(X, y, w, b).flat(), golden.hessian.flat())
  })

  it('gives the golden binary entropies, 0 at both ends', () => {
    expectNear(
      binaryEntropy(golden.binaryEntropy.map((row) => row.y)),
      golden.binaryEntropy.map((row) => row.value),
    )
    expect(binaryEntropy([0, 1])).toEqual([0, 0])
  })

  it('differs from the entropy by the golden divergence', () => {
    const { y: target, a, value } = golden.divergence
    expectNear([(crossEntropy([a], [target])[0] as number) - (binaryEntropy([target])[0] as number)], [value])
  })

  it('is the mean of the cross-entropies of its outputs', () =>
    fc.assert(
      fc.property(problem, (given) => {
        expectNear([logisticCost(given.X, given.y, given.w, given.b)], [mean(crossEntropy(outputs(given), given.y))])
      }),
    ))

  it('has a symmetric Hessian whose quadratic form is never negative', () =>
    fc.assert(
      fc.property(problem, fc.array(coordinate, { minLength: 5, maxLength: 5 }), (given, direction) => {
        const hessian = logisticHessian(given.X, given.y, given.w, given.b)
        for (const [j, row] of hessian.entries()) for (const [k, entry] of row.entries()) expect(entry).toBe((hessian[k] as Vector)[j])
        expect(quadraticForm(hessian, direction)).toBeGreaterThanOrEqual(-1e-14)
      }),
    ))

  it('has a zero gradient and the mean entropy as its cost where every output equals its target', () =>
    fc.assert(
      fc.property(problem, (given) => {
        const attained = outputs(given)
        const gradient = logisticGradient(given.X, attained, given.w, given.b)
        for (const slope of gradient) expect(Math.abs(slope)).toBeLessThanOrEqual(1e-15)
        expectNear([logisticCost(given.X, attained, given.w, given.b)], [mean(binaryEntropy(attained))])
      }),
    ))

  it('costs at least the mean entropy of the targets', () =>
    fc.assert(
      fc.property(problem, (given) => {
        expect(logisticCost(given.X, given.y, given.w, given.b)).toBeGreaterThanOrEqual(mean(binaryEntropy(given.y)) - 1e-14)
      }),
    ))

  it('has the eigenvalues of the golden Hessian, and 0, 0, 1.5 for one sample (1, 2) at w = b = 0', () => {
    expectNear(symmetricEigenvalues(logisticHessian(X, y, w, b)), golden.eigenvalues)
    expectNear(symmetricEigenvalues(logisticHessian([[1, 2]], [0.3], [0, 0], 0)), [0, 0, 1.5])
  })

  it('finds the eigenvalues that mathjs finds', () =>
    fc.assert(
      fc.property(problem, (given) => {
        const hessian = logisticHessian(given.X, given.y, given.w, given.b)
        const found = (eigs(hessian, { eigenvectors: false }).values as number[]).toSorted((p, q) => p - q)
        for (const [i, eigenvalue] of symmetricEigenvalues(hessian).entries())
          expect(Math.abs(eigenvalue - (found[i] as number))).toBeLessThanOrEqual(1e-9)
      }),
      { numRuns: 40 },
    ))

  it('equals the first and second derivatives that mathjs forms of the definition', () => {
    const a = '(1 / (1 + exp(-(x1 * w1 + x2 * w2 + b))))'
    const cost = parse(`-(y * log(${a}) + (1 - y) * log(1 - ${a}))`)
    const names = ['w1', 'w2', 'b']
    const first = names.map((name) => derivative(cost, name, { simplify: false }))
    const second = first.flatMap((slope) => names.map((name) => derivative(slope, name, { simplify: false })))
    const scopes = X.map(([x1, x2], i) => ({ x1, x2, y: y[i], w1: w[0], w2: w[1], b }))
    const average = (formula: { evaluate(scope: object): unknown }): number =>
      mean(scopes.map((scope) => formula.evaluate(scope) as number))
    expectNear(logisticGradient(X, y, w, b), first.map(average))
    expectNear(logisticHessian(X, y, w, b).flat(), second.map(average))
  })
})
