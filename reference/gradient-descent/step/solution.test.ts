import { near, T64 } from 'assay/checks'
import * as fc from 'fast-check'
import { derivative, evaluate } from 'mathjs'
import { describe, expect, it } from 'vitest'
import golden from '../../../fixtures/golden/gradient-descent/step/golden.json' with { type: 'json' }
import { fixedLengthStep, gradientStep } from './solution.ts'

const norm = (vector: readonly number[]): number => Math.hypot(...vector)
const minus = (a: readonly number[], b: readonly number[]): number[] => a.map((x, i) => x - (b[i] as number))
const expectNear = (actual: readonly number[], expected: readonly number[]): void => {
  expect(actual).toHaveLength(expected.length)
  for (const [i, x] of actual.entries()) expect(near(x, expected[i] as number, T64), `${x} should be ${expected[i]}`).toBe(true)
}

const entry = fc.double({ min: -5, max: 5, noNaN: true })
const point = fc.integer({ min: 1, max: 5 }).chain((d) =>
  fc.record({
    v: fc.array(entry, { minLength: d, maxLength: d }),
    grad: fc.array(entry, { minLength: d, maxLength: d }).filter((grad) => norm(grad) > 1e-3),
    size: fc.double({ min: 0.01, max: 2, noNaN: true }),
  }),
)

describe('gradientStep', () => {
  it.each(golden.plain)('gives the golden point for $cost', ({ v, grad, eta, next }) => {
    expectNear(gradientStep([v], [grad], eta), [next])
  })

  it.each(golden.plain)('is given the slope that mathjs derives for $cost', ({ cost, v, grad }) => {
    expectNear([derivative(cost, 'v').evaluate({ v })], [grad])
  })

  it.each(golden.quadratic)('multiplies the distance to the minimum by $factor for curvature $curvature and η = $eta', (row) => {
    expectNear(gradientStep([1.3], [row.curvature * 1.3], row.eta), [1.3 * row.factor])
  })

  it('lowers every parabola when η < 2/c', () =>
    fc.assert(
      fc.property(fc.double({ min: 0.1, max: 5, noNaN: true }), fc.double({ min: 0.01, max: 0.99, noNaN: true }), (c, share) => {
        const next = gradientStep([2], [2 * c], (2 * share) / c)
        expect(Math.abs(next[0] as number)).toBeLessThan(2)
      }),
    ))

  it('moves ten times as far on ten times the gradient', () =>
    fc.assert(
      fc.property(point, ({ v, grad, size }) => {
        const steep = grad.map((g) => 10 * g)
        expectNear(minus(gradientStep(v, steep, size), v), minus(gradientStep(v, grad, 10 * size), v))
      }),
    ))
})

describe('fixedLengthStep', () => {
  it.each(golden.fixed)('gives the golden point for the gradient $grad', ({ v, grad, epsilon, next }) => {
    expectNear(fixedLengthStep(v, grad, epsilon), next)
  })

  it('ends in the golden two-cycle around the minimum', () => {
    const { cost, epsilon, trajectory } = golden.twoCycle
    const slope = derivative(cost, 'v')
    for (const [i, v] of trajectory.slice(0, -1).entries()) {
      expectNear(fixedLengthStep([v], [slope.evaluate({ v })], epsilon), [trajectory[i + 1] as number])
    }
  })

  it('stays where the gradient is zero', () => {
    expect(fixedLengthStep([1, -2], [0, 0], 0.5)).toEqual([1, -2])
  })

  it('has length ε and is antiparallel to the gradient', () =>
    fc.assert(
      fc.property(point, ({ v, grad, size }) => {
        const step = minus(fixedLengthStep(v, grad, size), v)
        expectNear([norm(step)], [size])
        const cosine = step.reduce((sum, x, i) => sum + x * (grad[i] as number), 0) / (norm(step) * norm(grad))
        expectNear([cosine], [-1])
      }),
    ))

  it('lowers a linear cost by more than any of a thousand other steps of the same length', () => {
    const lowered = -2.5
    expectNear([evaluate('dot([3, -4], s)', { s: fixedLengthStep([0, 0], [3, -4], 0.5) })], [lowered])
    for (let i = 0; i < 1000; i++) {
      const angle = (2 * Math.PI * i) / 1000
      expect(0.5 * (3 * Math.cos(angle) - 4 * Math.sin(angle))).toBeGreaterThanOrEqual(lowered - 1e-12)
    }
  })
})
