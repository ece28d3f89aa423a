import type { Plain } from 'assay'
import type { Mistake } from 'assay/checks'
import type { Matrix, Nested, Vector } from 'assay/math'
import { logLikelihoodCost, softmax } from './solution.ts'

/** Instead of the softmax. */
export const ofSoftmax: readonly Mistake[] = [
  {
    id: 'sigmoid',
    says: 'the sigmoid of each logit by itself: the outputs do not depend on one another and need not sum to 1',
    answer: ([z]) => each(z, sigmoid),
  },
  {
    id: 'batch-axis',
    says: 'the softmax down each column of the matrix: every row is one sample, and the sum runs over its classes',
    hint: 'Which numbers should sum to 1 when each row is a sample?',
    answer: ([z]) => (isMatrix(z) ? transposed(softmax(transposed(z)) as Matrix) : undefined),
  },
  {
    id: 'whole-array',
    says: 'the softmax over all numbers of the matrix at once: each row should sum to 1 by itself',
    answer: ([z]) => (isMatrix(z) ? reshaped(softmax(z.flat()) as Vector, z) : undefined),
  },
  {
    id: 'no-max-shift',
    says: 'e^z divided by its sum without a shift: e^z overflows from z = 710 on, and the quotient is not a number',
    answer: ([z]) => rows(z, unshifted),
  },
  {
    id: 'shift-by-whole-maximum',
    says: 'the softmax shifted by the largest number of the whole matrix: in a row far below it every e^z becomes 0, and 0/0 is not a number',
    answer: ([z]) => {
      if (!isMatrix(z)) return undefined
      const highest = Math.max(...z.flat())
      return z.map((row) => unshifted(row.map((logit) => logit - highest)))
    },
  },
  {
    id: 'not-normalised',
    says: 'e^z without the division by its sum',
    answer: ([z]) => each(z, Math.exp),
  },
]

/** Instead of its logarithm. */
export const ofLogSoftmax: readonly Mistake[] = [
  {
    id: 'log2',
    says: 'the logarithm to base 2 of the softmax: the natural one is asked for',
    answer: (_args, right) => each(right, (v) => v * Math.LOG2E),
  },
  {
    id: 'log10',
    says: 'the logarithm to base 10 of the softmax: the natural one is asked for',
    answer: (_args, right) => each(right, (v) => v * Math.LOG10E),
  },
  {
    id: 'log-of-softmax',
    says: 'the logarithm of the finished softmax: outputs too small for a floating-point number have become 0, whose logarithm is −∞',
    hint: 'Which of the two operations, logarithm and exponential, could you avoid here?',
    answer: ([z]) => each(softmax(z as Nested) as Plain, Math.log),
  },
  {
    id: 'no-max-shift',
    says: 'z − ln Σ e^z without a shift: e^z overflows from z = 710 on, and the sum is infinite',
    answer: ([z]) => rows(z, (row) => row.map((logit) => logit - Math.log(row.reduce((total, other) => total + Math.exp(other), 0)))),
  },
]

/** Instead of the cost. */
export const ofCost: readonly Mistake[] = [
  {
    id: 'log2',
    says: 'the cost with the logarithm to base 2: the natural one is asked for',
    answer: (_args, right) => (right as number) * Math.LOG2E,
  },
  {
    id: 'log10',
    says: 'the cost with the logarithm to base 10: the natural one is asked for',
    answer: (_args, right) => (right as number) * Math.LOG10E,
  },
  { id: 'sign', says: 'the log-likelihood itself: the cost is its negative', answer: (_args, right) => -(right as number) },
  {
    id: 'mean-over-classes',
    says: 'the cost divided by the number of classes: it is a sum over the classes',
    answer: ([z], right) => (right as number) / (z as Vector).length,
  },
  {
    id: 'binary-terms',
    says: 'the cost with a term (1 − y) ln(1 − a) for every class: that is the cost of independent sigmoid outputs',
    answer: ([z, y]) => {
      const outputs = softmax(z as Vector) as Vector
      const cost = (y as Vector).reduce(
        (total, target, j) =>
          total - weighted(target, Math.log(outputs[j] as number)) - weighted(1 - target, Math.log(1 - (outputs[j] as number))),
        0,
      )
      return Number.isFinite(cost) ? cost : undefined
    },
  },
  {
    id: 'softmax-twice',
    says: 'the cost of a softmax of the softmax: the second one takes outputs for logits',
    answer: ([z, y]) => logLikelihoodCost(softmax(z as Vector) as Vector, y as Vector),
  },
  {
    id: 'most-probable-class',
    says: 'the cost of the most probable class alone: a target that is a distribution has a term for every class',
    answer: ([z, y]) => logLikelihoodCost(z as Vector, peak(y as Vector)),
  },
  {
    id: 'log-of-softmax',
    says: 'the logarithm of the finished softmax: an output too small for a floating-point number has become 0, and its cost infinite',
    answer: ([z, y]) =>
      (softmax(z as Vector) as Vector).reduce((cost, output, j) => cost - weighted((y as Vector)[j] as number, Math.log(output)), 0),
  },
  {
    id: 'zero-times-infinity',
    says: 'y ln a for an output a that has become 0: its logarithm is −∞, and 0 · ∞ is not a number',
    answer: ([z, y]) =>
      -(softmax(z as Vector) as Vector).reduce((total, output, j) => total + ((y as Vector)[j] as number) * Math.log(output), 0),
  },
  {
    id: 'no-max-shift',
    says: 'z − ln Σ e^z without a shift: e^z overflows from z = 710 on, and the sum is infinite',
    answer: ([z, y]) => {
      const total = Math.log((z as Vector).reduce((sum, logit) => sum + Math.exp(logit), 0))
      return -(z as Vector).reduce((cost, logit, j) => cost + ((y as Vector)[j] as number) * (logit - total), 0)
    },
  },
]

/** Instead of the error. */
export const ofDelta: readonly Mistake[] = [
  { id: 'sign', says: 'y − a: the derivative of the cost is a − y', answer: (_args, right) => each(right, (v) => -v) },
  {
    id: 'extra-sigma-prime',
    says: 'the right δ multiplied by a(1 − a): with the log-likelihood the derivative of the softmax has already cancelled',
    answer: (args, right) => outputsWith(args, (output, _target, j) => ((right as Vector)[j] as number) * output * (1 - output)),
  },
  {
    id: 'mean-over-classes',
    says: 'the right δ divided by the number of classes: the cost is a sum over the classes',
    answer: (_args, right) => (right as Vector).map((v) => v / (right as Vector).length),
  },
  {
    id: 'sigmoid',
    says: 'σ(z) − y: the outputs of this layer are a softmax',
    answer: ([z, y]) => (z as Vector).map((logit, j) => sigmoid(logit) - ((y as Vector)[j] as number)),
  },
  {
    id: 'target-truncated',
    says: 'a − y with y cut off to integers: a target may be a distribution',
    answer: (args) => outputsWith(args, (output, target) => output - Math.trunc(target)),
  },
  { id: 'target-missing', says: 'the outputs a alone, without the target', answer: (args) => outputsWith(args, (output) => output) },
  {
    id: 'softmax-twice',
    says: 'the δ of a softmax of the softmax: the second one takes outputs for logits',
    answer: ([z, y]) => outputsWith([softmax(z as Vector) as Plain, y as Plain], (output, target) => output - target),
  },
  {
    id: 'quadratic-cost',
    says: 'the δ of the quadratic cost ½‖a − y‖²: the cost here is the log-likelihood',
    answer: (args, right) => {
      const outputs = softmax(args[0] as Vector) as Vector
      const along = outputs.reduce((total, output, j) => total + output * ((right as Vector)[j] as number), 0)
      return outputs.map((output, j) => output * (((right as Vector)[j] as number) - along))
    },
  },
  {
    id: 'most-probable-class',
    says: 'a with 1 subtracted at the most probable class of the target: a target that is a distribution has an entry for every class',
    answer: (args) => {
      const target = peak(args[1] as Vector)
      return outputsWith(args, (output, _target, j) => output - (target[j] as number))
    },
  },
  {
    id: 'no-max-shift',
    says: 'a − y for outputs e^z divided by their sum without a shift: e^z overflows from z = 710 on, and the quotient is not a number',
    answer: ([z, y]) => unshifted(z as Vector).map((output, j) => output - ((y as Vector)[j] as number)),
  },
]

function sigmoid(z: number): number {
  return 1 / (1 + Math.exp(-z))
}

function unshifted(row: Vector): number[] {
  const exponentials = row.map(Math.exp)
  const total = exponentials.reduce((sum, exponential) => sum + exponential, 0)
  return exponentials.map((exponential) => exponential / total)
}

function outputsWith([z, y]: readonly Plain[], answer: (output: number, target: number, j: number) => number): number[] {
  return (softmax(z as Vector) as Vector).map((output, j) => answer(output, (y as Vector)[j] as number, j))
}

/** One-hot at the largest entry. */
function peak(y: Vector): number[] {
  const k = y.indexOf(Math.max(...y))
  return y.map((_, j) => (j === k ? 1 : 0))
}

function weighted(weight: number, value: number): number {
  return weight === 0 ? 0 : weight * value
}

function each(nested: Plain | undefined, change: (value: number) => number): Plain {
  return Array.isArray(nested) ? nested.map((item) => each(item as Plain, change)) : change(nested as number)
}

function rows(z: Plain | undefined, change: (row: Vector) => number[]): Plain {
  return isMatrix(z) ? z.map(change) : change(z as Vector)
}

function isMatrix(z: Plain | undefined): z is number[][] {
  return Array.isArray(z) && Array.isArray(z[0])
}

function transposed(matrix: Matrix): number[][] {
  return (matrix[0] as Vector).map((_, j) => matrix.map((row) => row[j] as number))
}

function reshaped(flat: Vector, like: Matrix): number[][] {
  const columns = (like[0] as Vector).length
  return like.map((_, i) => flat.slice(i * columns, (i + 1) * columns))
}
