import { near, T32, T64, type Tolerance } from 'assay/checks'
import { centralDifferences, createRandom, type Nested } from 'assay/math'
import * as fc from 'fast-check'
import { derivative } from 'mathjs'
import { describe, expect, it } from 'vitest'
import golden from '../../../fixtures/golden/backpropagation/odd-neuron/golden.json' with { type: 'json' }
import { ACTIVATIONS, type ActivationName } from '../activation.ts'
import { drawNetwork } from '../network.ts'
import { SLIPS, type Slip, slipped } from './slipped.ts'
import { backprop, costOf, forward } from './solution.ts'

const NAMES = Object.keys(ACTIVATIONS) as ActivationName[]
const { x, y, weights, biases } = golden.network
const HIDDEN = [
  ['tanh', 'sigmoid'],
  ['sigmoid', 'sigmoid'],
]
const OUTPUT = [
  ['sigmoid', 'sigmoid'],
  ['tanh', 'sigmoid'],
]

function expectNear(actual: unknown, expected: unknown, tolerance: Tolerance = T64): void {
  const got = [actual].flat(9) as number[]
  const right = [expected].flat(9) as number[]
  expect(got).toHaveLength(right.length)
  const worst = right.findIndex((value, i) => !near(got[i] as number, value, tolerance))
  expect(worst, `element ${worst} of ${JSON.stringify(actual)} against ${JSON.stringify(expected)}`).toBe(-1)
}

describe('reference of backpropagation/odd-neuron', () => {
  it('gives the golden values of a tanh neuron in the hidden layer, for both costs', () => {
    const { a, z, delta, dW, db } = backprop(weights, biases, x, y, HIDDEN, 'cross_entropy')
    const right = golden.hiddenTanh.crossEntropy
    expectNear(z, [right.z2, right.z3])
    expectNear(a, [right.a2, right.a3])
    expectNear(delta, [right.delta2, right.delta3])
    expectNear(db, [right.delta2, right.delta3])
    expectNear(dW, [right.dW2, right.dW3])
    const { quadratic } = golden.hiddenTanh
    expectNear(backprop(weights, biases, x, y, HIDDEN, 'quadratic').delta, [quadratic.delta2, quadratic.delta3])
  })

  it('gives the golden values of a tanh neuron in the output layer, for both costs', () => {
    for (const [cost, right] of [
      ['cross_entropy', golden.outputTanh.crossEntropy],
      ['quadratic', golden.outputTanh.quadratic],
    ] as const) {
      const { a, delta } = backprop(weights, biases, x, y, OUTPUT, cost)
      expectNear(a[1], right.a3)
      expectNear(delta, [right.delta2, right.delta3])
    }
  })

  it.each(NAMES)('has the slope of %s that symbolic differentiation gives', (name) => {
    const formula = { sigmoid: '1/(1+exp(-z))', tanh: 'tanh(z)', softplus: 'log(1+exp(z))', sin: 'sin(z)', square: 'z^2', identity: 'z' }[
      name
    ]
    const slope = derivative(formula, 'z')
    for (const z of [-2.5, -0.3, 0.7, 3]) expectNear(ACTIVATIONS[name].slope(z), slope.evaluate({ z }))
  })

  it('agrees with symbolic differentiation of a whole network', () => {
    const formula = '-(t*log(1/(1+exp(-(w*tanh(u*x+b)+c)))) + (1-t)*log(1-1/(1+exp(-(w*tanh(u*x+b)+c)))))'
    const at = { x: 0.7, t: 0.2, u: -1.1, b: 0.4, w: 1.7, c: -0.3 }
    const { dW, db } = backprop([[[at.u]], [[at.w]]], [[at.b], [at.c]], [at.x], [at.t], [['tanh'], ['sigmoid']], 'cross_entropy')
    const symbolic = ['u', 'w', 'b', 'c'].map((name) => derivative(formula, name, { simplify: false }).evaluate(at) as number)
    expectNear([dW, db], symbolic)
  })

  it('has the gradients that central differences of the cost give, wherever the odd neuron sits', () =>
    fc.assert(
      fc.property(
        fc.integer(),
        fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 2, maxLength: 5 }),
        fc.constantFrom(...NAMES),
        (seed, widths, odd) => {
          const random = createRandom(seed, 'gradients')
          const net = drawNetwork(random, widths)
          const target = random.vector(widths.at(-1) as number)
          const layers = widths.slice(1).map((width) => new Array<string>(width).fill('sigmoid'))
          const layer = random.pick(layers)
          layer[random.integer(0, layer.length - 1)] = odd
          const { dW, db } = backprop(net.weights, net.biases, net.x, target, layers, 'quadratic')
          const l = random.integer(0, layers.length - 1)
          const swap = <T>(items: readonly T[], item: Nested): T[] => items.map((one, i) => (i === l ? (item as T) : one))
          const cost = (w: typeof net.weights, b: typeof net.biases) =>
            costOf(forward(w, b, net.x, layers).a.at(-1) as number[], target, 'quadratic')
          expectNear(
            dW[l],
            centralDifferences((w) => cost(swap(net.weights, w), net.biases), net.weights[l] as Nested),
            T32,
          )
          expectNear(
            db[l],
            centralDifferences((b) => cost(net.weights, swap(net.biases, b)), net.biases[l] as Nested),
            T32,
          )
        },
      ),
      { numRuns: 50 },
    ))

  it('stays finite where an output saturates', () => {
    const { delta } = backprop([[[1]]], [[800]], [0], [0.5], [['sigmoid']], 'cross_entropy')
    expect(delta).toEqual([[0.5]])
  })

  it('refuses an activation or a cost that it does not know', () => {
    expect(() => backprop(weights, biases, x, y, [['relu', 'sigmoid'], []], 'quadratic')).toThrow(/unknown activation relu/)
    expect(() => backprop(weights, biases, x, y, HIDDEN, 'absolute')).toThrow(/unknown cost absolute/)
  })
})

describe('known slips of backpropagation/odd-neuron', () => {
  const task = { weights, biases, x, y, activations: HIDDEN, cost: 'cross_entropy' }

  it('is the reference without a slip', () => {
    const right = backprop(weights, biases, x, y, HIDDEN, 'cross_entropy')
    expectNear(slipped(task, {}).delta, right.delta)
    expectNear(slipped(task, {}).dW, right.dW)
  })

  it('gives the golden fingerprints', () => {
    expectNear(slipped(task, SLIPS['keeps-sigma-prime']).delta[0]?.[0], golden.slips.keepsSigmaPrime)
    expectNear(slipped(task, SLIPS['sigma-prime-from-activation']).delta[0]?.[0], golden.slips.sigmaPrimeFromActivation)
    expectNear(slipped(task, SLIPS['forward-stays-sigmoid']).a[0]?.[0], golden.slips.forwardStaysSigmoid)
  })

  it.each(Object.entries(SLIPS) as [string, Slip][])('%s changes a result that is compared', (_, slip) => {
    const differs = [HIDDEN, OUTPUT].some((activations) => {
      const right = backprop(weights, biases, x, y, activations, 'cross_entropy')
      const answer = slipped({ ...task, activations }, slip)
      return [right.dW].flat(9).some((value, i) => Math.abs(([answer.dW].flat(9)[i] as number) - value) > 1e-3)
    })
    expect(differs).toBe(true)
  })
})
