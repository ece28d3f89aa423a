import { near, T32, T64, type Tolerance } from 'assay/checks'
import { centralDifferences, type Nested } from 'assay/math'
import * as fc from 'fast-check'
import { derivative } from 'mathjs'
import { describe, expect, it } from 'vitest'
import golden from '../../../fixtures/golden/cross-entropy/two-layer-network/golden.json' with { type: 'json' }
import { SLIPS, slipped } from './slipped.ts'
import { forwardBackward, multiplyTransposed } from './solution.ts'

const { x, y, readings } = golden
const b2 = [golden.b2, golden.b2]
const b3 = [golden.b3, golden.b3]
const asTyped = { x, y, W2: readings.asTyped.W2, b2, W3: readings.asTyped.W3, b3 }
const FIELDS = ['z2', 'a2', 'z3', 'a3', 'cost', 'delta3', 'delta2', 'delta1', 'dW3', 'db3', 'dW2', 'db2'] as const

function expectNear(actual: unknown, expected: unknown, tolerance: Tolerance = T64): void {
  const got = [actual].flat(9) as number[]
  const right = [expected].flat(9) as number[]
  expect(got).toHaveLength(right.length)
  const worst = right.findIndex((value, i) => !near(got[i] as number, value, tolerance))
  expect(worst, `element ${worst} of ${JSON.stringify(actual)} against ${JSON.stringify(expected)}`).toBe(-1)
}

const entry = fc.double({ min: -2, max: 2, noNaN: true })
const vector = (length: number, values = entry) => fc.array(values, { minLength: length, maxLength: length })
const matrix = (rows: number, columns: number) => fc.array(vector(columns), { minLength: rows, maxLength: rows })
const unit = fc.double({ min: 0, max: 1, noNaN: true })
const networks = fc
  .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 3 }))
  .chain(([n1, n2, n3]) =>
    fc.record({ x: vector(n1, unit), y: vector(n3, unit), W2: matrix(n2, n1), b2: vector(n2), W3: matrix(n3, n2), b3: vector(n3) }),
  )

describe('reference of cross-entropy/two-layer-network', () => {
  it.each(Object.entries(readings))('gives the golden values of the reading %s', (_, right) => {
    const answer = forwardBackward(x, y, right.W2, b2, right.W3, b3)
    for (const field of FIELDS) expectNear(answer[field], right[field])
    expectNear(answer.cost / 2, right.costMean)
    expectNear(multiplyTransposed(right.W2, answer.delta2), right.inputGradient)
  })

  it('has the gradients that central differences of the cost give', () =>
    fc.assert(
      fc.property(networks, (net) => {
        const answer = forwardBackward(net.x, net.y, net.W2, net.b2, net.W3, net.b3)
        for (const [field, name] of [
          ['dW2', 'W2'],
          ['db2', 'b2'],
          ['dW3', 'W3'],
          ['db3', 'b3'],
        ] as const) {
          const cost = (point: Nested) => {
            const moved = { ...net, [name]: point }
            return forwardBackward(moved.x, moved.y, moved.W2, moved.b2, moved.W3, moved.b3).cost
          }
          expectNear(answer[field], centralDifferences(cost, net[name]), T32)
        }
      }),
      { numRuns: 40 },
    ))

  it('costs at least the entropy of the target', () =>
    fc.assert(
      fc.property(networks, (net) => {
        const log = (p: number) => (p === 0 ? 0 : p * Math.log(p))
        const floor = net.y.reduce((sum, t) => sum - log(t) - log(1 - t), 0)
        expect(forwardBackward(net.x, net.y, net.W2, net.b2, net.W3, net.b3).cost).toBeGreaterThanOrEqual(floor - 1e-12)
      }),
    ))

  it('agrees with symbolic differentiation of a network with two hidden neurons', () => {
    const hidden = (j: number) => `(1/(1+exp(-(u${j}*x+b${j}))))`
    const out = `(1/(1+exp(-(w1*${hidden(1)}+w2*${hidden(2)}+c))))`
    const formula = `-(t*log(${out}) + (1-t)*log(1-${out}))`
    const at = { x: 0.6, t: 0.3, u1: 1.2, u2: -0.5, b1: 0.1, b2: -0.7, w1: -1.4, w2: 0.9, c: 0.25 }
    const answer = forwardBackward([at.x], [at.t], [[at.u1], [at.u2]], [at.b1, at.b2], [[at.w1, at.w2]], [at.c])
    const symbolic = ['u1', 'u2', 'b1', 'b2', 'w1', 'w2', 'c', 'x'].map(
      (name) => derivative(formula, name, { simplify: false }).evaluate(at) as number,
    )
    expectNear([answer.dW2, answer.db2, answer.dW3, answer.db3, multiplyTransposed([[at.u1], [at.u2]], answer.delta2)], symbolic)
  })

  it('keeps a finite cost where an output saturates', () => {
    expect(forwardBackward([0], [0], [[0]], [0], [[0]], [800]).cost).toBe(800)
  })
})

describe('known slips of cross-entropy/two-layer-network', () => {
  it('is the reference without a slip', () => {
    expectNear(
      FIELDS.map((field) => slipped(asTyped, {})?.[field]),
      FIELDS.map((field) => readings.asTyped[field]),
    )
  })

  it.each(Object.entries(readings.asTyped.slips))('gives the golden fingerprint of %s', (id, right) => {
    expectNear(slipped(asTyped, SLIPS[id as keyof typeof SLIPS])?.delta2, right.delta2)
  })

  it('gives δ3 of the quadratic cost for an extra σ′', () => {
    expectNear(slipped(asTyped, SLIPS['extra-sigma-prime'])?.delta3, readings.asTyped.slips['extra-sigma-prime'].delta3)
  })

  it('gives the transposed reading of the sheet', () => {
    const answer = slipped(asTyped, SLIPS['transposed-reading'])
    for (const field of FIELDS) expectNear(answer?.[field], readings.transposed[field])
  })

  it('halves every error for a mean over two outputs', () => {
    const answer = slipped(asTyped, SLIPS['mean-over-outputs'])
    expectNear(answer?.cost, readings.asTyped.costMean)
    expectNear(
      answer?.delta2,
      readings.asTyped.delta2.map((d) => d / 2),
    )
  })
})
