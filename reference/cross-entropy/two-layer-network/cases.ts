import { type Case, caseSet, oneApart } from 'assay/checks'
import type { Random } from 'assay/math'
import { ON_PAPER } from './on-paper.ts'

export const sheet = caseSet(
  'sheet',
  () => [{ args: ON_PAPER, label: "the sheet's network" }],
  (random) => [sheetLike(random)],
)

/** Layers all of different widths, and square layers, in which a forgotten transpose goes unnoticed by shapes. */
const WIDTHS = [
  [3, 4, 2],
  [2, 2, 2],
  [4, 2, 3],
  [3, 3, 3],
  [2, 5, 1],
] as const

export const networks = caseSet('networks', (random) => [
  ...Array.from({ length: 20 }, (_, i) => network(random, WIDTHS[i % WIDTHS.length] as readonly number[])),
  ...[5.5, -5.5].map((bias) => network(random, WIDTHS[0], bias)),
  ...oneApart(network(random, WIDTHS[0]), network(random, WIDTHS[0])),
])

export const differences = caseSet('differences', (random) => [network(random, [3, 4, 2]), network(random, [4, 3, 2])])

/** As on the sheet, weighted inputs are positive: of a tanh in place of σ, too, the cost has a value. */
function sheetLike(random: Random): Case {
  const twice = (b: number): number[] => [b, b]
  const between = (low: number, high: number): number[] => [random.uniform(low, high), random.uniform(low, high)]
  const [first, second] = between(0.3, 0.6)
  const W3 = [between(0.3, 0.6), [-random.uniform(0.3, 0.5), random.uniform(0.4, 0.6)]]
  const W2 = [between(0.1, 0.4), between(0.1, 0.4)]
  return { args: [between(0, 1), between(0.01, 0.99), W2, twice(first as number), W3, twice(second as number)] }
}

/**
 * Equal biases within a layer, as on the sheet, so that a bias may be declared to be one number.
 *
 * @param far - bias of the last layer, for outputs near 0 or 1.
 */
function network(random: Random, widths: readonly number[], far?: number): Case {
  const [inputs, hidden, outputs] = widths as [number, number, number]
  const shared = (width: number): number[] => new Array<number>(width).fill(random.normal() / 2)
  const x = Array.from({ length: inputs }, () => random.uniform(0, 1))
  const y = Array.from({ length: outputs }, () => (random.uniform(0, 1) < 0.3 ? random.integer(0, 1) : random.uniform(0, 1)))
  const last = far === undefined ? shared(outputs) : new Array<number>(outputs).fill(far)
  return { args: [x, y, random.matrix(hidden, inputs), shared(hidden), random.matrix(outputs, hidden), last] }
}
