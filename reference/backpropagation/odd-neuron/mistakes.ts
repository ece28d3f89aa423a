import type { Plain } from 'assay'
import type { Mistake } from 'assay/checks'
import { SLIPS, slipped, taskOf } from './slipped.ts'
import type { Backprop } from './solution.ts'

type SlipId = keyof typeof SLIPS

const SAYS: Readonly<Record<SlipId, string>> = {
  'keeps-sigma-prime': 'a backward pass that still multiplies by σ′(z) at the odd neuron, whose activation is f',
  'sigma-prime-from-activation': 'a backward pass that takes a(1 − a) as slope of every neuron; that is the slope of σ only, not of f',
  'slope-for-whole-layer': 'a backward pass that uses f′ for the whole layer of the odd neuron; its neighbours still are sigmoid neurons',
  'slope-of-first':
    'a backward pass that uses the slope of the first neuron for its whole layer; each neuron has the slope of its own activation',
  'forward-stays-sigmoid': 'the result of a forward pass with σ at every neuron: the odd neuron puts out f(z)',
  'slope-at-activation': 'a backward pass that takes f′ at the activation a; the slope belongs at the weighted input z',
  'output-as-sigmoid':
    'the δ of a sigmoid output layer: an odd output neuron has f′(z) there, and for the cross-entropy σ′ cancels only for σ',
  'old-activation-in-weights': 'the gradient with σ(z) in place of f(z) as the activation that comes in from the odd neuron',
  'not-transposed': 'a backward pass with w instead of its transpose; it fits only where a layer is as wide as the one before',
}

const HINTS: Partial<Record<SlipId, string>> = {
  'old-activation-in-weights': 'Does a of the odd neuron appear anywhere after its layer?',
  'slope-for-whole-layer': 'Which neurons of the layer have another activation?',
  'slope-of-first': 'Which neurons of the layer have another activation?',
  'not-transposed': 'Which index of w is summed in the backward pass?',
}

/** Where each shows first; the last in the gradients alone. */
const SHOWS_IN: Readonly<Record<SlipId, keyof Backprop>> = {
  'keeps-sigma-prime': 'delta',
  'sigma-prime-from-activation': 'delta',
  'slope-for-whole-layer': 'delta',
  'slope-of-first': 'delta',
  'forward-stays-sigmoid': 'a',
  'slope-at-activation': 'delta',
  'output-as-sigmoid': 'delta',
  'not-transposed': 'delta',
  'old-activation-in-weights': 'dW',
}

export const ALL = Object.keys(SLIPS) as SlipId[]
/** In the sheet's network the odd neuron is the first of its layer. */
const ON_THE_SHEET = ALL.filter((id) => id !== 'slope-of-first')

/** The known mistakes as they show in one part of the answer; `ALL` where the odd neuron stands anywhere in its layer. */
export function mistakesIn(part: (answer: Backprop) => Plain, ids: readonly SlipId[] = ON_THE_SHEET): readonly Mistake[] {
  return ids.map((id) => {
    const hint = HINTS[id]
    return {
      id,
      says: SAYS[id],
      showsIn: SHOWS_IN[id],
      ...(hint === undefined ? {} : { hint }),
      answer: (args) => part(slipped(taskOf(args), SLIPS[id])),
    }
  })
}
