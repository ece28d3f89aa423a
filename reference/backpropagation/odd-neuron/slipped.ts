import type { Plain } from 'assay'
import { part } from 'assay/checks'
import type { Matrix, Vector } from 'assay/math'
import { activationOf, sigmoid, sigmoidSlope } from '../activation.ts'
import { add, multiply, multiplyTransposed } from '../layer.ts'
import { outerPerLayer, vectorsOf } from '../network.ts'
import type { Backprop, Forward } from './solution.ts'

/** The arguments of `backprop`, in order. */
export interface Task {
  readonly weights: readonly Matrix[]
  readonly biases: readonly Vector[]
  readonly x: Vector
  readonly y: Vector
  readonly activations: readonly (readonly string[])[]
  readonly cost: string
}

export interface Neuron {
  readonly z: number
  readonly a: number
  readonly name: string
  /** Names of all neurons of its layer. */
  readonly layer: readonly string[]
}

/** Where a back-propagation departs from the right one. What is left out is right. */
export interface Slip {
  readonly activate?: (z: number, name: string) => number
  readonly slope?: (neuron: Neuron) => number
  /** @param j - place in the layer. */
  readonly outputDelta?: (neuron: Neuron, y: number, cost: string, j: number) => number
  /** The activation that a weight's gradient is multiplied with. */
  readonly incoming?: (neuron: Neuron) => number
  /** W in place of Wᵀ in the backward pass, wherever that fits. */
  readonly untransposed?: boolean
}

export function taskOf(args: readonly Plain[]): Task {
  const [weights, biases, x, y, activations, cost] = args
  return { weights, biases, x, y, activations, cost } as unknown as Task
}

/** The whole computation with a slip. */
export function slipped(task: Task, slip: Slip): Backprop {
  return backwardFrom(task, slippedForward(task, slip), slip)
}

function slippedForward(task: Task, slip: Slip): Forward {
  const activate = slip.activate ?? ((z, name) => activationOf(name).value(z))
  const a: number[][] = []
  const z: number[][] = []
  task.weights.forEach((w, l) => {
    const weighted = add(multiply(w, a[l - 1] ?? task.x), task.biases[l] as Vector)
    z.push(weighted)
    a.push(weighted.map((value, j) => activate(value, task.activations[l]?.[j] as string)))
  })
  return { a, z }
}

/** The way back from given activations and weighted inputs, which may be a submission's own. */
export function backwardFrom(task: Task, { a, z }: Forward, slip: Slip = {}): Backprop {
  const layers = z.map((row, l) =>
    row.map((value, j): Neuron => {
      const layer = task.activations[l] as readonly string[]
      return { z: value, a: a[l]?.[j] as number, name: layer[j] as string, layer }
    }),
  )
  const slope = slip.slope ?? ((neuron) => activationOf(neuron.name).slope(neuron.z))
  const outputDelta = slip.outputDelta ?? ((neuron, y, cost) => outputDeltaOf(neuron, y, cost, slope))
  const last = layers.length - 1
  const delta: number[][] = new Array(layers.length)
  delta[last] = (layers[last] as Neuron[]).map((neuron, j) => outputDelta(neuron, task.y[j] as number, task.cost, j))
  for (let l = last - 1; l >= 0; l--) {
    const w = task.weights[l + 1] as Matrix
    const fits = w.length === w[0]?.length
    const back = slip.untransposed === true && fits ? multiply(w, delta[l + 1] as Vector) : multiplyTransposed(w, delta[l + 1] as Vector)
    delta[l] = (layers[l] as Neuron[]).map((neuron, j) => (back[j] as number) * slope(neuron))
  }
  const incoming = slip.incoming ?? ((neuron) => neuron.a)
  const dW = outerPerLayer(delta, [task.x, ...layers.slice(0, -1).map((layer) => layer.map(incoming))])
  return { a: [...a], z: [...z], delta, dW, db: delta }
}

function outputDeltaOf(neuron: Neuron, y: number, cost: string, slope: (neuron: Neuron) => number): number {
  const { a, name, z } = neuron
  const change = slope(neuron)
  if (cost === 'quadratic') return (a - y) * change
  // Written out where it cancels, so that a saturated output gives no 0/0.
  return name === 'sigmoid' && change === sigmoidSlope(z) ? a - y : ((a - y) / (a * (1 - a))) * change
}

/** A submission's own activations and weighted inputs, if they have the right form. */
export function ownForward(task: Task, answer: Plain): Forward | undefined {
  const sizes = task.biases.map((b) => b.length)
  const a = vectorsOf(part(answer, 'a'), sizes)
  const z = vectorsOf(part(answer, 'z'), sizes)
  return a === undefined || z === undefined ? undefined : { a, z }
}

/** Right formulas except where named. The ids are those of the known mistakes. */
export const SLIPS = {
  'keeps-sigma-prime': { slope: ({ z }) => sigmoidSlope(z) },
  'sigma-prime-from-activation': { slope: ({ a }) => a * (1 - a) },
  'slope-for-whole-layer': { slope: ({ z, layer }) => activationOf(layer.find((name) => name !== 'sigmoid') ?? 'sigmoid').slope(z) },
  'slope-of-first': { slope: ({ z, layer }) => activationOf(layer[0] ?? 'sigmoid').slope(z) },
  'forward-stays-sigmoid': { activate: sigmoid },
  'slope-at-activation': { slope: ({ z, a, name }) => activationOf(name).slope(name === 'sigmoid' ? z : a) },
  'output-as-sigmoid': { outputDelta: ({ a }, y, cost) => (cost === 'quadratic' ? (a - y) * a * (1 - a) : a - y) },
  'old-activation-in-weights': { incoming: ({ z }) => sigmoid(z) },
  'not-transposed': { untransposed: true },
} as const satisfies Readonly<Record<string, Slip>>
