import { near, T64 } from 'assay/checks'
import * as fc from 'fast-check'
import { derivative, parse } from 'mathjs'
import { describe, expect, it } from 'vitest'
import golden from '../../../fixtures/golden/cross-entropy/roles/golden.json' with { type: 'json' }
import { boundaryCosts, crossEntropy, crossEntropyWithLogits } from './solution.ts'

const probability = fc.double({ min: 0.001, max: 0.999, noNaN: true })
const target = fc.double({ min: 0, max: 1, noNaN: true })

function cost(a: number, y: number): number {
  return crossEntropy([a], [y])[0] as number
}

function logitCost(z: number, y: number): number {
  return crossEntropyWithLogits([z], [y])[0] as number
}

describe('cross-entropy reference', () => {
  it.each(golden.probabilities)('gives the golden cost at a = $a, y = $y', ({ a, y, cost: expected }) => {
    expect(near(cost(a, y), expected, T64)).toBe(true)
  })

  it.each(golden.logits)('gives the golden cost at z = $z, y = $y', ({ z, y, cost: expected }) => {
    expect(near(logitCost(z, y), expected, T64)).toBe(true)
  })

  it('keeps every digit of the tiny cost at z = 40, y = 1', () => {
    expect(logitCost(40, 1)).toBeCloseTo(4.248354255291589e-18, 32)
  })

  it('is 0 where a certain output is right and infinite where it is wrong', () => {
    expect(crossEntropy([0, 1], [0, 1])).toEqual([0, 0])
    expect(crossEntropy([0, 1], [1, 0])).toEqual([Infinity, Infinity])
  })

  it('is never negative, symmetric, and least where a = y', () =>
    fc.assert(
      fc.property(probability, target, (a, y) => {
        expect(cost(a, y)).toBeGreaterThanOrEqual(0)
        expect(near(cost(a, y), cost(1 - a, 1 - y), T64)).toBe(true)
        expect(cost(a, y)).toBeGreaterThanOrEqual(cost(y, y) - 1e-15)
      }),
    ))

  it('agrees with the form in z where σ(z) is far from 0 and 1', () =>
    fc.assert(
      fc.property(fc.double({ min: -8, max: 8, noNaN: true }), target, (z, y) => {
        expect(near(logitCost(z, y), cost(1 / (1 + Math.exp(-z)), y), T64)).toBe(true)
      }),
    ))

  it('falls by z from target 0 to target 1', () =>
    fc.assert(
      fc.property(fc.double({ min: -800, max: 800, noNaN: true }), (z) => {
        expect(near(logitCost(z, 1) - logitCost(z, 0), -z, T64)).toBe(true)
      }),
    ))

  it('is infinite at both targets once a and y are exchanged, for every output between 0 and 1', () =>
    fc.assert(
      fc.property(probability, (a) => {
        expect(boundaryCosts(a)).toEqual({ firstY0: -Math.log1p(-a), firstY1: -Math.log(a), swappedY0: Infinity, swappedY1: Infinity })
      }),
    ))

  it.each(golden.swappedNearTheLimit)('grows like the exchanged golden cost near y = $y', ({ a, y, cost: expected }) => {
    expect(near(cost(y, a), expected, T64)).toBe(true)
  })

  it('has the slope σ(z) − y that mathjs derives from the definition', () => {
    const definition = parse('-(y * log(1 / (1 + exp(-z))) + (1 - y) * log(1 - 1 / (1 + exp(-z))))')
    const slope = derivative(definition, 'z')
    for (const [z, y] of [
      [2, 0],
      [-1.5, 0.25],
      [0.5, 1],
    ] as const) {
      expect(near(logitCost(z, y), definition.evaluate({ z, y }) as number, T64)).toBe(true)
      expect(near(1 / (1 + Math.exp(-z)) - y, slope.evaluate({ z, y }) as number, T64)).toBe(true)
    }
  })
})
