import { near, T32, T64, type Tolerance } from 'assay/checks'
import { centralDifferences, createRandom, type Nested } from 'assay/math'
import * as fc from 'fast-check'
import { derivative } from 'mathjs'
import { describe, expect, it } from 'vitest'
import golden from '../../../fixtures/golden/backpropagation/linear-network/golden.json' with { type: 'json' }
import { multiplyTransposed } from '../layer.ts'
import { drawNetwork } from '../network.ts'
import { mapped } from './cases.ts'
import { homogeneous, reversedProduct, SLIPS, type Slip, slipped, sumOfBiases } from './slipped.ts'
import { collapse, linearBackprop, linearForward, quadraticCost } from './solution.ts'

const { sheet, square } = golden

function expectNear(actual: unknown, expected: unknown, tolerance: Tolerance = T64): void {
  const got = [actual].flat(9) as number[]
  const right = [expected].flat(9) as number[]
  expect(got).toHaveLength(right.length)
  const worst = right.findIndex((value, i) => !near(got[i] as number, value, tolerance))
  expect(worst, `element ${worst} of ${JSON.stringify(actual)} against ${JSON.stringify(expected)}`).toBe(-1)
}

describe('reference of backpropagation/linear-network', () => {
  it.each([
    ['of the sheet', sheet],
    ['with square layers', square],
  ])('gives exactly the golden integers of the network %s', (_, net) => {
    const a = linearForward(net.weights, net.biases, net.x)
    expect(a).toEqual(net.a)
    expect(quadraticCost(a.at(-1) as number[], net.y)).toBe(net.cost)
    expect(linearBackprop(net.weights, net.biases, net.x, net.y)).toEqual({ delta: net.delta, dW: net.dW, db: net.delta })
    expect(collapse(net.weights, net.biases)).toEqual({ W: net.W, b: net.b })
  })

  it('carries the error on to the input as (420, 308)', () => {
    const [first] = linearBackprop(sheet.weights, sheet.biases, sheet.x, sheet.y).delta
    expect(multiplyTransposed(sheet.weights[0] as number[][], first as number[])).toEqual(sheet.inputGradient)
  })

  it('collapses to the map that the layers are one after the other', () =>
    fc.assert(
      fc.property(mapped, ({ weights, biases, x }) => {
        const { W, b } = collapse(weights, biases)
        const image = W.map((row, j) => row.reduce((sum, w, k) => sum + w * (x[k] as number), b[j] as number))
        expect(image.map((value) => value + 0)).toEqual((linearForward(weights, biases, x).at(-1) as number[]).map((value) => value + 0))
      }),
    ))

  it('collapses one layer to itself', () => {
    expect(collapse([[[1, 2]]], [[3]])).toEqual({ W: [[1, 2]], b: [3] })
  })

  it('refuses a network without layers', () => {
    expect(() => collapse([], [])).toThrow(/at least one layer/)
  })

  it('has the gradients that central differences of the cost give', () =>
    fc.assert(
      fc.property(fc.integer(), fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 2, maxLength: 6 }), (seed, widths) => {
        const random = createRandom(seed, 'gradients')
        const { weights, biases, x } = drawNetwork(random, widths, 0.7)
        const y = random.vector(widths.at(-1) as number)
        const l = random.integer(0, weights.length - 1)
        const cost = (w: Nested) => {
          const moved = weights.map((one, i) => (i === l ? (w as number[][]) : one))
          return quadraticCost(linearForward(moved, biases, x).at(-1) as number[], y)
        }
        expectNear(linearBackprop(weights, biases, x, y).dW[l], centralDifferences(cost, weights[l] as Nested), { ...T32, atol: 1e-5 })
      }),
      { numRuns: 50 },
    ))

  it('agrees with symbolic differentiation of a 2-2-1 network', () => {
    const formula = '(w1*(p11*x1+p12*x2+b1) + w2*(p21*x1+p22*x2+b2) + c - t)^2/2'
    const at = { x1: 0.5, x2: -1.2, p11: 0.3, p12: 0.8, p21: -0.7, p22: 1.1, b1: 0.2, b2: -0.4, w1: 1.5, w2: -0.6, c: 0.1, t: 0.9 }
    const weights = [
      [
        [at.p11, at.p12],
        [at.p21, at.p22],
      ],
      [[at.w1, at.w2]],
    ]
    const { dW, db } = linearBackprop(weights, [[at.b1, at.b2], [at.c]], [at.x1, at.x2], [at.t])
    const symbolic = ['p11', 'p12', 'p21', 'p22', 'w1', 'w2', 'b1', 'b2', 'c'].map(
      (name) => derivative(formula, name, { simplify: false }).evaluate(at) as number,
    )
    expectNear([dW, db], symbolic)
  })
})

describe('known slips of backpropagation/linear-network', () => {
  it('is the reference without a slip', () => {
    expect(slipped(square, {})).toEqual({ delta: square.delta, dW: square.dW, db: square.delta })
  })

  it.each(Object.entries(SLIPS) as [string, Slip][])('%s changes δ of a network with square layers', (_, slip) => {
    const answer = slipped(square, slip)
    expect(answer).toBeDefined()
    expect(answer?.delta).not.toEqual(square.delta)
  })

  it('reverses a product only where the shapes allow it', () => {
    expect(slipped(sheet, SLIPS['reversed-order'])).toBeUndefined()
    expect(reversedProduct(sheet)).toBeUndefined()
    expect(reversedProduct(square)).not.toEqual(square.W)
  })

  it('sums biases only of equally wide layers', () => {
    expect(sumOfBiases(sheet)).toBeUndefined()
    expect(sumOfBiases(square)).toEqual([3, 2])
  })

  it('writes the affine map as one matrix on (x, 1)', () => {
    expect(homogeneous(sheet)).toEqual([
      [15, 11, 1],
      [0, 0, 1],
    ])
  })
})
