import type { Plain } from 'assay'
import type { Mistake } from 'assay/checks'
import type { Matrix } from 'assay/math'
import { SLIPS, slipped, taskOf, transpose } from './slipped.ts'
import type { ForwardBackward } from './solution.ts'

type SlipId = keyof typeof SLIPS
type Field = keyof ForwardBackward

interface Words {
  readonly says: string
  readonly showsIn: Field
  readonly hint?: string
  readonly credit?: number
}

/** A convention that was not declared: half of the points, and the sentence says how to get the rest. */
const UNDECLARED = 0.5

const WORDS: Readonly<Record<SlipId, Words>> = {
  'transposed-reading': {
    showsIn: 'z2',
    says: 'the result for W2 and W3 read transposed, first index for the layer before; here row j belongs to neuron j of the layer after. If you store weights as (in, out), declare `weights: in-out`',
    credit: UNDECLARED,
  },
  'not-transposed': {
    showsIn: 'delta2',
    says: 'a backward pass with W3 instead of its transpose; it fits only where both layers are equally wide',
    hint: 'Which index of W is summed going back?',
  },
  'no-sigma-prime': {
    showsIn: 'delta2',
    says: 'W3ᵀ δ3 without σ′(z2): the hidden neurons have a slope, whatever the cost is',
    hint: 'How does a2 change with z2?',
  },
  'sigma-prime-of-activation': {
    showsIn: 'delta2',
    says: 'the result with σ′ taken at a2; the slope belongs at z2',
    hint: 'What is σ′ in terms of a?',
  },
  'quadratic-cost': { showsIn: 'cost', says: 'the result for the quadratic cost ½Σ(a − y)²; asked is the cross-entropy' },
  'extra-sigma-prime': {
    showsIn: 'delta3',
    says: 'the result of δ3 multiplied by σ′(z3), as for the quadratic cost: for the cross-entropy the output delta has no σ′',
    hint: 'What is left of σ′(z3) when ∂C/∂a3 is multiplied with it?',
  },
  'updated-weights': {
    showsIn: 'delta2',
    says: 'a backward pass through W3 after a step with η = 0.5; all gradients are taken at the weights of the forward pass',
    hint: 'At which weights is the gradient asked for?',
  },
  'biases-dropped': { showsIn: 'z2', says: 'the result of a forward pass without biases', hint: 'Is z2 = (0.3825, 0.39) on the sheet?' },
  'tanh-neurons': { showsIn: 'a2', says: 'the result of neurons with tanh in place of σ', hint: 'What is σ(0)?' },
  'tanh-and-its-slope': {
    showsIn: 'a2',
    says: 'the result of neurons with tanh and its slope 1 − a² in place of σ and a(1 − a)',
    hint: 'What is σ′ in terms of a?',
  },
  'output-sign': {
    showsIn: 'delta3',
    says: 'the result with the sign of y − a in the output delta',
    hint: 'Does the cost grow or shrink when an output above its target grows?',
  },
  'mean-over-outputs': {
    showsIn: 'delta3',
    says: 'the right result divided by the number of outputs, as for a mean over them; if that is your cost, declare `cost: mean`',
    credit: UNDECLARED,
  },
  'first-term-only': { showsIn: 'cost', says: 'the sum of −y ln a alone; the term of 1 − y is missing' },
}

/** The known mistakes as they show in some fields of the answer; which, is for `pick` to say. */
export function mistakesIn(pick: (answer: ForwardBackward) => Plain, ids: readonly SlipId[]): readonly Mistake[] {
  return ids.map((id) => ({
    id,
    ...WORDS[id],
    answer: (args) => {
      const answer = slipped(taskOf(args), SLIPS[id])
      return answer === undefined ? undefined : pick(answer)
    },
  }))
}

/** The transposed reading with the gradients stored as the weights are read. */
export function transposedGradient(field: Field & `dW${string}`): readonly Mistake[] {
  return mistakesIn((answer) => transpose(answer[field] as Matrix), ['transposed-reading'])
}
