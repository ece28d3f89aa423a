import type { Plain } from 'assay'
import type { closeToReference, Mistake } from 'assay/checks'
import { sheetDelta1 } from './judges.ts'
import { mistakesIn, transposedGradient } from './mistakes.ts'
import { crossEntropy, isSquare, ownVector, type Task, taskOf, transpose } from './slipped.ts'
import { affine, back, forwardBackward, multiplyTransposed, outer, sigmoid } from './solution.ts'

/** How one field of the answer is judged, whatever the inputs are. */
export type Quantity = Omit<Parameters<typeof closeToReference>[0], 'id' | 'points' | 'entry' | 'cases'>

/** What follows by the right formula from the submission's own earlier results. */
function own(formula: (task: Task, own: Own) => Plain | undefined) {
  return (args: readonly Plain[], answer: Plain) => formula(taskOf(args), ownOf(taskOf(args), answer))
}

interface Own {
  readonly z2: number[] | undefined
  readonly a2: number[] | undefined
  readonly z3: number[] | undefined
  readonly a3: number[] | undefined
  readonly delta3: number[] | undefined
  readonly delta2: number[] | undefined
  readonly delta1: number[] | undefined
}

/** Each is read when it is asked for: what follows from one need not look at the others. */
function ownOf({ x, b2, b3 }: Task, answer: Plain): Own {
  const read = (name: keyof Own, size: number): number[] | undefined => ownVector(answer, name, size)
  return {
    get z2() {
      return read('z2', b2.length)
    },
    get a2() {
      return read('a2', b2.length)
    },
    get z3() {
      return read('z3', b3.length)
    },
    get a3() {
      return read('a3', b3.length)
    },
    get delta3() {
      return read('delta3', b3.length)
    },
    get delta2() {
      return read('delta2', b2.length)
    },
    get delta1() {
      return read('delta1', x.length)
    },
  }
}

/** A bias that the whole layer shares has one gradient, the sum. */
const ONE_SHARED_BIAS = {
  says: 'db is one number per layer, the sum of δ: the gradient of a bias that the whole layer shares.',
  answer: (_args: readonly Plain[], right: Plain) => (right as readonly number[]).reduce((sum, d) => sum + d, 0),
}

const FORWARD_SLIPS = ['transposed-reading', 'biases-dropped', 'tanh-neurons'] as const
const DELTA3_SLIPS = [
  'transposed-reading',
  'extra-sigma-prime',
  'output-sign',
  'mean-over-outputs',
  'biases-dropped',
  'tanh-neurons',
] as const
const DELTA2_SLIPS = [
  'transposed-reading',
  'not-transposed',
  'no-sigma-prime',
  'sigma-prime-of-activation',
  'extra-sigma-prime',
  'updated-weights',
  'biases-dropped',
  'tanh-neurons',
  'tanh-and-its-slope',
  'output-sign',
  'mean-over-outputs',
] as const

const UNTRANSPOSED_INPUT: Mistake = {
  id: 'not-transposed',
  says: 'a backward pass with W2 instead of its transpose; it fits only where both layers are equally wide',
  hint: 'Which index of W is summed going back?',
  answer: (args) => {
    const { W2, x } = taskOf(args)
    const delta2 = hiddenDelta(taskOf(args))
    return isSquare(W2) ? back(transpose(W2), delta2, x) : back(W2, delta2, x)
  },
}

/** By field of the answer. What follows from earlier fields is right by these, so that one mistake costs its points once. */
export const quantities = {
  z2: {
    title: 'Weighted inputs z2',
    field: 'z2',
    mistakes: mistakesIn(({ z2 }) => z2, ['transposed-reading', 'biases-dropped']),
    hint: 'Is z2 = (0.3825, 0.39) on the sheet?',
  },
  a2: {
    title: 'Activations a2',
    field: 'a2',
    mistakes: mistakesIn(({ a2 }) => a2, FORWARD_SLIPS),
    followThrough: { from: 'z2', expected: own((_, { z2 }) => z2?.map(sigmoid)) },
    hint: 'Which function leads from z2 to a2?',
  },
  z3: {
    title: 'Weighted inputs z3',
    field: 'z3',
    mistakes: mistakesIn(({ z3 }) => z3, FORWARD_SLIPS),
    followThrough: { from: 'a2', expected: own(({ W3, b3 }, { a2 }) => a2 && affine(W3, a2, b3)) },
    hint: 'Which row of W3 belongs to the first output neuron?',
  },
  a3: {
    title: 'Activations a3',
    field: 'a3',
    mistakes: mistakesIn(({ a3 }) => a3, FORWARD_SLIPS),
    followThrough: { from: 'z3', expected: own((_, { z3 }) => z3?.map(sigmoid)) },
    hint: 'Which function leads from z3 to a3?',
  },
  cost: {
    title: 'Cost',
    field: 'cost',
    mistakes: mistakesIn(
      ({ cost }) => cost,
      ['transposed-reading', 'quadratic-cost', 'mean-over-outputs', 'first-term-only', 'biases-dropped'],
    ),
    followThrough: { from: 'a3', expected: own(({ y }, { a3 }) => a3?.reduce((sum, a, j) => sum + crossEntropy(a, y[j] as number), 0)) },
    hint: 'Which terms does one output bring in, and how are the outputs put together?',
  },
  delta3: {
    title: 'δ3',
    field: 'delta3',
    label: 'δ3',
    mistakes: mistakesIn(({ delta3 }) => delta3, DELTA3_SLIPS),
    followThrough: { from: 'a3', expected: own(({ y }, { a3 }) => a3?.map((a, j) => a - (y[j] as number))) },
    hint: 'What is left of σ′(z3) when ∂C/∂a3 is multiplied with it?',
  },
  delta2: {
    title: 'δ2',
    field: 'delta2',
    label: 'δ2',
    mistakes: mistakesIn(({ delta2 }) => delta2, DELTA2_SLIPS),
    followThrough: { from: 'δ3', expected: own(({ W3 }, { delta3, a2 }) => delta3 && a2 && back(W3, delta3, a2)) },
    hint: 'Which index of W is summed going back?',
  },
  delta1: {
    title: 'δ1',
    label: 'δ1',
    ...sheetDelta1,
    absent: 'δ1 is left out: the input layer has no weighted input, so δ is defined from layer 2 on.',
    variants: [
      {
        says: 'δ1 is read as ∂C/∂x = W2ᵀ δ2; the sheet multiplies by x(1 − x) as well.',
        answer: (args: readonly Plain[]) => multiplyTransposed(taskOf(args).W2, hiddenDelta(taskOf(args))),
      },
    ],
    mistakes: [UNTRANSPOSED_INPUT, ...mistakesIn(({ delta1 }) => delta1, DELTA2_SLIPS)],
    followThrough: {
      from: 'δ2',
      expected: own(({ W2, x }, { delta2, delta1 }) => {
        if (delta2 === undefined || delta1 === undefined) return undefined
        const asGradient = multiplyTransposed(W2, delta2)
        const asDelta = back(W2, delta2, x)
        return distance(delta1, asGradient) < distance(delta1, asDelta) ? asGradient : asDelta
      }),
    },
    hint: 'Which index of W2 is summed going back?',
  },
  dW3: {
    title: 'dW3',
    field: 'dW3',
    mistakes: [...mistakesIn(({ dW3 }) => dW3, DELTA3_SLIPS), ...transposedGradient('dW3')],
    followThrough: { from: 'δ3 and a2', expected: own((_, { delta3, a2 }) => delta3 && a2 && outer(delta3, a2)) },
    hint: 'Which activation does an entry of W3 multiply in the forward pass?',
  },
  dW2: {
    title: 'dW2',
    field: 'dW2',
    mistakes: [...mistakesIn(({ dW2 }) => dW2, DELTA2_SLIPS), ...transposedGradient('dW2')],
    followThrough: { from: 'δ2', expected: own(({ x }, { delta2 }) => delta2 && outer(delta2, x)) },
    hint: 'Which activation does an entry of W2 multiply in the forward pass?',
  },
  db3: {
    title: 'db3',
    field: 'db3',
    variants: [ONE_SHARED_BIAS],
    mistakes: mistakesIn(({ db3 }) => db3, DELTA3_SLIPS),
    followThrough: { from: 'δ3', expected: own((_, { delta3 }) => delta3) },
    hint: 'How does z3 change with b3?',
  },
  db2: {
    title: 'db2',
    field: 'db2',
    variants: [ONE_SHARED_BIAS],
    mistakes: mistakesIn(({ db2 }) => db2, DELTA2_SLIPS),
    followThrough: { from: 'δ2', expected: own((_, { delta2 }) => delta2) },
    hint: 'How does z2 change with b2?',
  },
} satisfies Readonly<Record<string, Quantity>>

function hiddenDelta({ x, y, W2, b2, W3, b3 }: Task): number[] {
  return forwardBackward(x, y, W2, b2, W3, b3).delta2
}

function distance(left: readonly number[], right: readonly number[]): number {
  return Math.hypot(...left.map((value, j) => value - (right[j] as number)))
}
