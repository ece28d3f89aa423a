import type { Plain } from 'assay'
import type { Matrix, Vector } from 'assay/math'

export interface Network {
  readonly weights: readonly Matrix[]
  readonly biases: readonly Vector[]
  readonly x: Vector
}

/** The part of a seeded source that a network is drawn from. */
interface Source {
  vector(length: number, scale?: number): number[]
  matrix(rows: number, columns: number, scale?: number): number[][]
}

/** A network of these widths, input first, with normal entries. */
export function drawNetwork(random: Source, widths: readonly number[], scale = 1): Network {
  const [inputs = 1, ...layers] = widths
  return {
    x: random.vector(inputs),
    weights: layers.map((width, l) => random.matrix(width, widths[l] as number, scale)),
    biases: layers.map((width) => random.vector(width, 0.5)),
  }
}

/** Leaves out an entry for the input layer at the front of a list that has one entry more than there are layers. */
function withoutInput(list: Plain, layers: number): Plain {
  return Array.isArray(list) && list.length === layers + 1 ? list.slice(1) : list
}

/** The same, where the first argument is the list of weights: one matrix per layer. */
export function perLayer(list: Plain, [weights]: readonly Plain[]): Plain {
  return withoutInput(list, (weights as readonly Plain[]).length)
}

/** The entry of the first layer. */
export function firstOf(list: Plain | undefined): Plain | undefined {
  return Array.isArray(list) ? list[0] : undefined
}

/**
 * One vector of numbers per layer of a submission's list, without an entry for the input layer and without axes of length 1;
 * `undefined` when it is not such a list.
 */
export function numericVectors(list: Plain | undefined, layers: number): number[][] | undefined {
  const items = withoutInput(list ?? null, layers)
  if (!Array.isArray(items) || items.length !== layers) return undefined
  const vectors = items.map((item) => [item].flat(4) as unknown[])
  return vectors.every((vector) => vector.every((entry) => typeof entry === 'number')) ? (vectors as number[][]) : undefined
}

/** The same, when the vectors have these sizes. */
export function vectorsOf(list: Plain | undefined, sizes: readonly number[]): number[][] | undefined {
  const vectors = numericVectors(list, sizes.length)
  return vectors?.every((vector, l) => vector.length === sizes[l]) ? vectors : undefined
}

/** `u vᵀ` for every layer: what the weight gradients are, given every δ and the activations that come in. */
export function outerPerLayer(delta: readonly Vector[], incoming: readonly Vector[]): number[][][] {
  return delta.map((d, l) => d.map((u) => (incoming[l] as Vector).map((v) => u * v)))
}
