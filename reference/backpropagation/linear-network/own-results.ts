import type { Plain } from 'assay'
import { part } from 'assay/checks'
import { multiplyTransposed } from '../layer.ts'
import { numericVectors, outerPerLayer, vectorsOf } from '../network.ts'
import { incomingOf, taskOf } from './slipped.ts'

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
