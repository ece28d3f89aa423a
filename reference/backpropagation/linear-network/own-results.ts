import type { Plain } from 'assay'
import { part } from 'assay/checks'
import { multiplyTransposed } from '../layer.ts'
import { numericVectors, outerPerLayer, vectorsOf, withoutInput } from '../network.ts'
import { incomingOf, taskOf } from './slipped.ts'

/** A list with one entry per layer, without one for the input layer. */
export function perLayer(list: Plain, args: readonly Plain[]): Plain {
  return withoutInput(list, taskOf(args).weights.length)
}

/** The submission's own δ, if it has a number for every neuron. */
export function ownDelta(args: readonly Plain[], answer: Plain): number[][] | undefined {
  return vectorsOf(
    part(answer, 'delta'),
    taskOf(args).biases.map((b) => b.length),
  )
}

/** The right recursion from the submission's own δ of the output layer. */
export function deltaFromOwnOutput(args: readonly Plain[], answer: Plain): number[][] | undefined {
  const { weights, biases } = taskOf(args)
  let delta = numericVectors(part(answer, 'delta'), weights.length)?.at(-1)
  if (delta === undefined || delta.length !== biases.at(-1)?.length) return undefined
  const all = [delta]
  for (const w of weights.slice(1).reverse()) {
    delta = multiplyTransposed(w, delta)
    all.unshift(delta)
  }
  return all
}

/** The weight gradients that follow from the submission's own δ. */
export function weightsFromOwnDelta(args: readonly Plain[], answer: Plain): number[][][] | undefined {
  const delta = ownDelta(args, answer)
  return delta === undefined ? undefined : outerPerLayer(delta, incomingOf(taskOf(args)))
}

/** W and b of an answer to `collapse`, row by row, also when it is the one matrix [W b; 0 1]. */
export function affineOf(answer: Plain, outputs: number, inputs: number): { W: readonly number[]; b: readonly number[] } | undefined {
  const W = numbersOf(part(answer, 'W'))
  if (W.length === (outputs + 1) * (inputs + 1)) {
    const rows = Array.from({ length: outputs }, (_, j) => W.slice(j * (inputs + 1), (j + 1) * (inputs + 1)))
    return { W: rows.flatMap((row) => row.slice(0, -1)), b: rows.map((row) => row.at(-1) as number) }
  }
  const b = numbersOf(part(answer, 'b'))
  return W.length === outputs * inputs && b.length === outputs ? { W, b } : undefined
}

/** Row by row; empty if anything in it is not a number. */
function numbersOf(field: Plain | undefined): number[] {
  const entries = [field ?? []].flat(3) as unknown[]
  return entries.every((entry) => typeof entry === 'number') ? (entries as number[]) : []
}
