import type { Plain } from 'assay'
import type { Mistake } from 'assay/checks'
import { reversedProduct, SLIPS, slipped, sumOfBiases, taskOf } from './slipped.ts'
import type { LinearBackprop } from './solution.ts'

type SlipId = keyof typeof SLIPS

interface Words {
  readonly says: string
  readonly hint?: string
  readonly credit?: number
}

/** A convention that was not declared: half of the points, and the sentence says how to get the rest. */
const UNDECLARED = 0.5
/** A right recursion that stops one factor early is a slip: with this share all checks together cost one point of eight. */
const ONE_FACTOR = 0.68

const WORDS: Readonly<Record<SlipId, Words>> = {
  'output-sign': { says: 'the right result with the sign of y − a; the gradient of ½‖a − y‖² by a has the other sign' },
  'mean-over-outputs': {
    says: 'the right result divided by the number of outputs, as for a mean over them; if that is your cost, declare `cost: mean`',
    credit: UNDECLARED,
  },
  'squared-norm': {
    says: 'twice the right result, as for ‖a − y‖² without ½; if that is your cost, declare `cost: squared-norm`',
    credit: UNDECLARED,
  },
  'biases-dropped': { says: 'the result of a forward pass without the biases', hint: 'Feed x = 0: what comes out?' },
  'stops-early': {
    says: 'the product of transposed weights that stops at layer L − 1: the factor of the output layer is missing',
    hint: 'What is δ of layer L − 1 explicitly?',
    credit: ONE_FACTOR,
  },
  'reversed-order': {
    says: 'the product of transposed weights in reversed order',
    hint: 'Check the shapes of the factors with layers of width 2-3-2-1: which one meets the output first?',
  },
  'not-transposed': {
    says: 'a backward pass with w instead of its transpose: a row is taken where the column of the neuron belongs',
    hint: 'Check the shapes with layers of width 2-3-2-1: which index of w is summed?',
  },
  'keeps-slope': { says: 'the result with a(1 − a) still multiplied into every δ; the slope of a linear neuron is 1' },
  'keeps-slope-in-hidden-layers': {
    says: 'the result with a(1 − a) still multiplied into δ of the hidden layers; the slope is 1 in every layer, not in the last one only',
  },
  'keeps-sigma-prime': { says: 'the result with σ′(z) still multiplied into δ of the hidden layers; the slope of a linear neuron is 1' },
  'times-activation': { says: 'the right recursion with every δ multiplied by the activation of its own layer' },
}

/** The known mistakes as they show in one part of the answer. */
export function mistakesIn(
  part: (answer: LinearBackprop) => Plain,
  ids: readonly SlipId[] = Object.keys(SLIPS) as SlipId[],
): readonly Mistake[] {
  return ids.map((id) => ({
    id,
    ...WORDS[id],
    ...(id === 'biases-dropped' ? {} : { showsIn: 'delta' }),
    answer: (args) => {
      const answer = slipped(taskOf(args), SLIPS[id])
      return answer === undefined ? undefined : part(answer)
    },
  }))
}

export const PRODUCT_MISTAKES: readonly Mistake[] = [
  {
    id: 'reversed-product',
    says: 'the product of the weights in the order w² … w^L: the matrix that meets x first must stand rightmost',
    hint: 'Check the shapes with layers of width 2-3-2-1: which matrix acts on x first?',
    answer: (args) => reversedProduct(taskOf(args)) as Plain | undefined,
  },
]

export const OFFSET_MISTAKES: readonly Mistake[] = [
  {
    id: 'biases-dropped',
    says: 'an offset of zero: without the biases the map is linear, with them it is affine',
    hint: 'Feed x = 0: what comes out?',
    answer: (args) =>
      taskOf(args)
        .biases.at(-1)
        ?.map(() => 0),
  },
  {
    id: 'last-bias-only',
    says: 'the bias of the output layer alone; the biases of earlier layers pass through the later weights',
    hint: 'Feed x = 0: what comes out?',
    answer: (args) => taskOf(args).biases.at(-1),
  },
  {
    id: 'biases-summed',
    says: 'the plain sum of all biases; the biases of earlier layers pass through the later weights',
    hint: 'Feed x = 0: what comes out of the second layer?',
    answer: (args) => sumOfBiases(taskOf(args)),
  },
]
