import { listOf } from 'assay'
import { type Case, caseSet, oneApart } from 'assay/checks'
import type { Random } from 'assay/math'
import { drawNetwork } from '../network.ts'
import { forward } from './solution.ts'

const ODD = ['tanh', 'softplus', 'sin', 'square', 'identity'] as const
const COSTS = ['cross_entropy', 'quadratic'] as const
/** Layers all of different widths, and square layers, in which a forgotten transpose goes unnoticed by shapes. */
const THREE_LAYERS = [
  [3, 4, 2],
  [2, 2, 2],
  [4, 3, 5],
  [3, 3, 3],
] as const
const FOUR_LAYERS = [
  [2, 4, 3, 5],
  [3, 3, 3, 3],
  [4, 2, 5, 3],
  [2, 2, 2, 1],
] as const

/** The network of exercise 3c on the sheet with one neuron changed, and others of its kind. */
function sheetSet(id: string, activations: readonly string[][]): ReturnType<typeof caseSet> {
  return caseSet(
    id,
    () => sheetNetwork(activations),
    (random) => COSTS.map((cost) => network(random, [2, 2, 2], activations, cost)),
  )
}

function sheetNetwork(activations: readonly (readonly string[])[]): readonly Case[] {
  const weights = listOf([
    [
      [0.15, 0.25],
      [0.2, 0.3],
    ],
    [
      [0.4, 0.5],
      [-0.45, 0.55],
    ],
  ])
  const biases = listOf([
    [0.35, 0.35],
    [0.6, 0.6],
  ])
  return COSTS.map((cost) => ({
    args: [weights, biases, [0.05, 0.1], [0.01, 0.99], activations as string[][], cost],
    label: `the sheet's 2-2-2 network with ${activations.flat().find((name) => name !== 'sigmoid')}, cost ${cost}`,
  }))
}

export const sheet = sheetSet('sheet', [
  ['tanh', 'sigmoid'],
  ['sigmoid', 'sigmoid'],
])

export const sheetOutput = sheetSet('sheet-output', [
  ['sigmoid', 'sigmoid'],
  ['tanh', 'sigmoid'],
])

export const firstHidden = caseSet('first-hidden', (random) => [
  ...networks(random, 14, [...THREE_LAYERS, ...FOUR_LAYERS], () => 0),
  ...COSTS.map((cost) => network(random, [2, 3, 3, 2], severalOdd(random), cost)),
  ...mixed(random, [
    ['tanh', 'sigmoid', 'sigmoid'],
    ['sigmoid', 'sigmoid'],
  ]),
])

export const lastHidden = caseSet('last-hidden', (random) => networks(random, 13, FOUR_LAYERS, (layers) => layers - 2))

export const output = caseSet('output', (random) => networks(random, 13, [...THREE_LAYERS, ...FOUR_LAYERS], (layers) => layers - 1))

/** Two odd neurons in one layer, one in another: the names say so for each neuron. */
function severalOdd(random: Random): readonly string[][] {
  const [one, other, third] = random.shuffle<string>(ODD) as [string, string, string]
  return [
    [one, 'sigmoid', other],
    ['sigmoid', third, 'sigmoid'],
    ['sigmoid', 'sigmoid'],
  ]
}

/** Two networks in all mixtures that differ in one argument; of the quadratic cost, which has a value for every output. */
function mixed(random: Random, activations: readonly string[][]): readonly Case[] {
  const drawn = (): Case => network(random, [2, 3, 2], activations, 'quadratic')
  return oneApart(drawn(), drawn())
}

export const differences = caseSet('differences', (random) => [
  ...networks(random, 2, [[3, 4, 2]], () => 0),
  ...networks(random, 2, [[3, 2, 4, 2]], (layers) => layers - 2),
])

function networks(
  random: Random,
  count: number,
  shapes: readonly (readonly number[])[],
  layerOf: (layers: number) => number,
): readonly Case[] {
  return Array.from({ length: count }, (_, i) => {
    const widths = shapes[i % shapes.length] as readonly number[]
    const layer = layerOf(widths.length - 1)
    const last = (widths[layer + 1] as number) - 1
    const place = i % 2 === 0 ? 0 : random.integer(Math.min(1, last), last)
    const odd = ODD[i % ODD.length] as string
    const activations = widths
      .slice(1)
      .map((width, l) => Array.from({ length: width }, (__, j) => (l === layer && j === place ? odd : 'sigmoid')))
    return network(random, widths, activations, COSTS[(i + Math.floor(i / 2)) % 2] as string)
  })
}

/** Drawn again until every output lies well inside (0, 1): elsewhere the cross-entropy has no value. */
function network(random: Random, widths: readonly number[], activations: readonly string[][], cost: string): Case {
  for (let attempt = 0; attempt < 1000; attempt++) {
    const { weights, biases, x } = drawNetwork(random, widths)
    const y = Array.from({ length: widths.at(-1) as number }, () => random.uniform(0, 1))
    const outputs = forward(weights, biases, x, activations).a.at(-1) as number[]
    if (cost === 'cross_entropy' && outputs.some((a) => a < 0.02 || a > 0.98)) continue
    return { args: [listOf(weights), listOf(biases), x, y, activations, cost] }
  }
  throw new Error('no network with outputs inside (0, 1) was found')
}
