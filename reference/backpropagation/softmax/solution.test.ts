import { near, T64 } from 'assay/checks'
import { centralDifferences, type Vector } from 'assay/math'
import * as fc from 'fast-check'
import { derivative, parse } from 'mathjs'
import { describe, expect, it } from 'vitest'
import golden from '../../../fixtures/golden/backpropagation/softmax/golden.json' with { type: 'json' }
import { logLikelihoodCost, logSoftmax, outputDelta, softmax } from './solution.ts'

const logits = fc.array(fc.double({ min: -30, max: 30, noNaN: true }), { minLength: 1, maxLength: 8 })
/** Logits and a target distribution of the same length. */
const sample = fc
  .array(fc.tuple(fc.double({ min: -30, max: 30, noNaN: true }), fc.double({ min: 0.01, max: 1, noNaN: true })), {
    minLength: 1,
    maxLength: 8,
  })
  .map((pairs) => {
    const total = pairs.reduce((sum, [, weight]) => sum + weight, 0)
    return { z: pairs.map(([logit]) => logit), y: pairs.map(([, weight]) => weight / total) }
  })

function expectNear(actual: unknown, expected: Vector): void {
  expect(actual).toHaveLength(expected.length)
  const worst = expected.findIndex((value, i) => !near((actual as Vector)[i] as number, value, T64))
  expect(worst, `element ${worst} of ${JSON.stringify(actual)} against ${JSON.stringify(expected)}`).toBe(-1)
}

function sum(values: Vector): number {
  return values.reduce((total, value) => total + value, 0)
}

describe('softmax reference', () => {
  it('gives the golden softmax and its logarithm', () => {
    expectNear(softmax(golden.z), golden.softmax)
    expectNear(logSoftmax(golden.z), golden.logSoftmax)
  })

  it('gives the golden cost of every class and the golden error of class 3', () => {
    const costs = [0, 1, 2].map((k) => logLikelihoodCost(golden.z, oneHot(k)))
    expectNear(costs, golden.costOfClass)
    expectNear(outputDelta(golden.z, oneHot(2)), golden.deltaOfClass3)
  })

  it('gives the golden cost and error of a soft target', () => {
    expectNear([logLikelihoodCost(golden.soft.z, golden.soft.y)], [golden.soft.cost])
    expectNear(outputDelta(golden.soft.z, golden.soft.y), golden.soft.delta)
  })

  it.each(golden.large)('stays finite for logits $z', ({ z, softmax: outputs, logSoftmax: logOutputs }) => {
    expectNear(softmax(z), outputs)
    expectNear(logSoftmax(z), logOutputs)
  })

  it('treats each row of a matrix by itself, also when rows lie far apart', () => {
    const rows = softmax([
      [1, 2, 3],
      [1001, 1002, 1003],
    ]) as Vector[]
    expectNear(rows[0], golden.softmax)
    expectNear(rows[1], golden.softmax)
  })

  it('sums to 1 and is unchanged by adding a constant to every logit', () =>
    fc.assert(
      fc.property(logits, fc.constantFrom(-1000, 0.5, 1000), (z, shift) => {
        const outputs = softmax(z) as Vector
        expect(Math.abs(sum(outputs) - 1)).toBeLessThanOrEqual(1e-14)
        // Adding 1000 rounds each logit to a multiple of 2^-43.
        const shifted = softmax(z.map((logit) => logit + shift)) as Vector
        for (const [j, output] of outputs.entries()) expect(Math.abs((shifted[j] as number) - output)).toBeLessThanOrEqual(1e-12)
      }),
    ))

  it('commutes with reversing the logits', () =>
    fc.assert(
      fc.property(logits, (z) => {
        expectNear(softmax(z.toReversed()), (softmax(z) as Vector).toReversed())
      }),
    ))

  it('has errors that sum to 0 and equal central differences of the cost', () =>
    fc.assert(
      fc.property(sample, ({ z, y }) => {
        const delta = outputDelta(z, y)
        expect(Math.abs(sum(delta))).toBeLessThanOrEqual(1e-14)
        const differences = centralDifferences((point) => logLikelihoodCost(point as Vector, y), z) as Vector
        // Costs up to 60 with steps of 1e-5: rounding alone is 60 · 1.1e-16 / 1e-5 = 7e-10, times a few operations.
        for (const [j, error] of delta.entries()) expect(Math.abs(error - (differences[j] as number))).toBeLessThanOrEqual(1e-8)
      }),
    ))

  it('equals the derivative that mathjs forms of the definition', () => {
    const total = '(exp(z1) + exp(z2) + exp(z3))'
    const cost = parse(`-(y1 * log(exp(z1) / ${total}) + y2 * log(exp(z2) / ${total}) + y3 * log(exp(z3) / ${total}))`)
    const [z1, z2, z3] = golden.soft.z as [number, number, number]
    const [y1, y2, y3] = golden.soft.y as [number, number, number]
    const scope = { z1, z2, z3, y1, y2, y3 }
    expectNear([logLikelihoodCost([z1, z2, z3], [y1, y2, y3])], [cost.evaluate(scope)])
    const symbolic = ['z1', 'z2', 'z3'].map((name) => derivative(cost, name).evaluate(scope) as number)
    expectNear(outputDelta([z1, z2, z3], [y1, y2, y3]), symbolic)
  })
})

function oneHot(k: number): number[] {
  return [0, 1, 2].map((j) => (j === k ? 1 : 0))
}
