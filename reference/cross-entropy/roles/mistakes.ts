import type { Plain } from 'assay'
import type { Mistake } from 'assay/checks'
import type { Vector } from 'assay/math'

const LOG2 = 'the cost with the logarithm to base 2: the natural one is asked for'
const LOG10 = 'the cost with the logarithm to base 10: the natural one is asked for'
const NO_MINUS = 'the bracket without the minus in front of it: a cost is never negative'

/** One number for all pairs. */
const TOTALS: readonly Mistake[] = [
  {
    id: 'mean-over-pairs',
    says: 'the mean over the pairs: one cost for each pair is asked for, unless you declare `cost: mean`',
    hint: 'How many costs should come back for three pairs?',
    answer: (_args, right) => sum(right as Vector) / (right as Vector).length,
  },
  {
    id: 'sum-over-pairs',
    says: 'the sum over the pairs: one cost for each pair is asked for, unless you declare `cost: sum`',
    hint: 'How many costs should come back for three pairs?',
    answer: (_args, right) => sum(right as Vector),
  },
]

/** Instead of the cost of outputs. */
export const ofCost: readonly Mistake[] = [
  ...TOTALS,
  { id: 'sign', says: NO_MINUS, hint: 'Is a cost allowed to be negative here?', answer: scaled(-1) },
  { id: 'log2', says: LOG2, answer: scaled(Math.LOG2E) },
  { id: 'log10', says: LOG10, answer: scaled(Math.LOG10E) },
  {
    id: 'roles-swapped',
    says: 'the cost with the roles of a and y exchanged: the output belongs inside the logarithm, the target in front of it',
    hint: 'Which of a and y can be exactly 0 or 1?',
    answer: pairwise((a, y) => cost(y, a)),
  },
  {
    id: 'first-term-only',
    says: '−y ln a alone: with target 0 every output would cost nothing',
    answer: pairwise((a, y) => -y * Math.log(a)),
  },
  {
    id: 'second-term-only',
    says: '−(1 − y) ln(1 − a) alone: with target 1 every output would cost nothing',
    answer: pairwise((a, y) => -(1 - y) * Math.log(1 - a)),
  },
  {
    id: 'targets-rounded',
    says: 'the cost of the target rounded to 0 or 1: targets between them are allowed here',
    answer: pairwise((a, y) => cost(a, y >= 0.5 ? 1 : 0)),
  },
  {
    id: 'targets-only-one',
    says: '−ln a for the target 1 and −ln(1 − a) for every other: targets between 0 and 1 are allowed here',
    answer: pairwise((a, y) => (y === 1 ? -Math.log(a) : -Math.log(1 - a))),
  },
  {
    id: 'quadratic',
    says: 'the quadratic cost (a − y)²/2',
    answer: pairwise((a, y) => (a - y) ** 2 / 2),
  },
]

/** Instead of the cost of logits. */
export const ofLogitCost: readonly Mistake[] = [
  ...TOTALS,
  { id: 'sign', says: NO_MINUS, hint: 'Is a cost allowed to be negative here?', answer: scaled(-1) },
  { id: 'log2', says: LOG2, answer: scaled(Math.LOG2E) },
  { id: 'log10', says: LOG10, answer: scaled(Math.LOG10E) },
  {
    id: 'saturated',
    says: 'the cost of the finished σ(z): from z = 37 on σ(z) is exactly 1 in floating point, and ln(1 − σ(z)) is −∞',
    answer: pairwise((z, y) => cost(sigmoid(z), y)),
  },
  {
    id: 'clipped',
    says: 'the cost of σ(z) clipped to 10⁻⁷ from 0 and 1, which never exceeds 16.1: for large z the cost grows like z',
    answer: pairwise((z, y) => cost(Math.min(Math.max(sigmoid(z), 1e-7), 1 - 1e-7), y)),
  },
  {
    id: 'clamped-logarithm',
    says: 'the cost with logarithms cut off at −100: for large z the cost grows like z',
    answer: pairwise((z, y) => -(y * Math.max(Math.log(sigmoid(z)), -100) + (1 - y) * Math.max(Math.log(1 - sigmoid(z)), -100))),
  },
  {
    id: 'overflow',
    says: 'ln(1 + e^z) − zy as it stands: e^z overflows from z = 710 on',
    hint: 'ln(1 + e^z) and z + ln(1 + e^(−z)) are equal. Which of them is safe, and when?',
    answer: pairwise((z, y) => Math.log(1 + Math.exp(z)) - z * y),
  },
  {
    id: 'modulus-missing',
    says: 'max(z, 0) − zy + ln(1 + e^(−z)): for negative z the exponent has the wrong sign',
    answer: pairwise((z, y) => Math.max(z, 0) - z * y + Math.log(1 + Math.exp(-z))),
  },
  {
    id: 'roles-swapped',
    says: 'the cost with the roles of a and y exchanged: the output belongs inside the logarithm, the target in front of it',
    answer: pairwise((z, y) => cost(y, sigmoid(z))),
  },
  {
    id: 'logits-as-outputs',
    says: 'the cost with z itself in place of σ(z)',
    answer: pairwise((z, y) => cost(z, y)),
  },
]

/** Instead of C(a, 0) or C(a, 1). */
export const ofFirst: readonly Mistake[] = [
  {
    id: 'sign',
    says: 'the logarithm without its minus: as it stands the cost would be negative',
    hint: 'Is a cost allowed to be negative here?',
    answer: (_args, right) => -(right as number),
  },
  { id: 'log2', says: LOG2, answer: (_args, right) => (right as number) * Math.LOG2E },
  { id: 'log10', says: LOG10, answer: (_args, right) => (right as number) * Math.LOG10E },
  {
    id: 'targets-exchanged',
    says: 'the cost of the other target',
    answer: ([a], right) => {
      const output = a as number
      const [atZero, atOne] = [-Math.log1p(-output), -Math.log(output)]
      return Math.abs((right as number) - atZero) < Math.abs((right as number) - atOne) ? atOne : atZero
    },
  },
  {
    id: 'roles-swapped',
    says: 'what the exchanged form tends to: the first form is the one with the output inside the logarithm',
    answer: () => Number.POSITIVE_INFINITY,
  },
]

/** Instead of the two limits of the exchanged form. */
export const ofSwapped: readonly Mistake[] = [
  {
    id: 'roles-swapped',
    says: 'the cost with the output inside the logarithm: the exchanged form has the target there, which is 0 or 1',
    hint: 'Which of a and y can be exactly 0 or 1?',
    answer: ([a]) => [-Math.log1p(-(a as number)), -Math.log(a as number)],
  },
  {
    id: 'sign',
    says: 'minus infinity: the logarithm tends to −∞, and the form has a minus in front',
    answer: () => [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY],
  },
  {
    id: 'zero-times-infinity',
    says: 'not a number at both targets: only a weight that is exactly 0 leaves 0 · ∞ open, and 0 < a < 1',
    answer: () => [Number.NaN, Number.NaN],
  },
  {
    id: 'term-dropped',
    says: '0 at both targets: the term with the logarithm of 0 has been left out, and it is the one that grows without bound',
    answer: () => [0, 0],
  },
]

/** As written in the formula, with whatever 0 · ∞ gives. */
function cost(a: number, y: number): number {
  return -(y * Math.log(a) + (1 - y) * Math.log(1 - a))
}

function sigmoid(z: number): number {
  return 1 / (1 + Math.exp(-z))
}

function pairwise(formula: (input: number, target: number) => number): Mistake['answer'] {
  return ([inputs, targets]) => (inputs as Vector).map((input, i) => formula(input, (targets as Vector)[i] as number))
}

function scaled(factor: number): Mistake['answer'] {
  return (_args, right: Plain) => (right as Vector).map((value) => factor * value)
}

function sum(values: Vector): number {
  return values.reduce((total, value) => total + value, 0)
}
