import type { Plain } from 'assay'
import type { Mistake } from 'assay/checks'
import type { Matrix, Vector } from 'assay/math'
import { outputsOf } from './cases.ts'
import { mean } from './observations.ts'
import { binaryEntropy } from './solution.ts'

const WITHOUT_N = '1/n is missing. If your cost is meant as a sum over the samples, declare `cost: sum`'

/** Right numbers in an order that was not declared. */
const ORDER_CREDIT = 0.5
/** For the idea of looking at second derivatives, without the quadratic form that decides: 10 of 50 parts. */
const SECOND_DERIVATIVE_CREDIT = 0.2

/** One sample: inputs with a 1 for the bias, target, output. */
interface Sample {
  readonly inputs: number[]
  readonly y: number
  readonly a: number
}

/** Instead of the cost. */
export const ofCost: readonly Mistake[] = [
  {
    id: 'sum-over-samples',
    says: `the sum over the samples: ${WITHOUT_N}`,
    answer: ([X], right) => (right as number) * (X as Matrix).length,
  },
  {
    id: 'log2',
    says: 'the cost with the logarithm to base 2: the natural one is asked for',
    answer: (_args, right) => (right as number) * Math.LOG2E,
  },
  { id: 'sign', says: 'the cost without the minus in front: a cost is never negative', answer: (_args, right) => -(right as number) },
  {
    id: 'entropy-subtracted',
    says: 'the cost minus the mean entropy of the targets, which is 0 at the optimum: the cost itself is not',
    hint: 'What is the cost of an output 0.25 for the target 0.25?',
    answer: ([, y], right) => (right as number) - mean(binaryEntropy(y as Vector)),
  },
  { id: 'first-term-only', says: 'the mean of −y ln a alone', answer: (args) => mean(samplesOf(args).map(({ y, a }) => -y * Math.log(a))) },
  {
    id: 'targets-rounded',
    says: 'the cost of the targets rounded to 0 or 1: targets between them are allowed here',
    answer: (args) => mean(samplesOf(args).map(({ y, a }) => -Math.log(y >= 0.5 ? a : 1 - a))),
  },
  {
    id: 'bias-missing',
    says: 'the cost of a neuron without its bias',
    answer: ([X, y, w]) => mean(samplesOf([X as Plain, y as Plain, w as Plain, 0]).map(costOf)),
  },
]

/** Instead of the gradient. */
export const ofGradient: readonly Mistake[] = [
  {
    id: 'sum-over-samples',
    says: `the sum over the samples: ${WITHOUT_N}`,
    answer: ([X], right) => (right as Vector).map((v) => v * (X as Matrix).length),
  },
  {
    id: 'sign',
    says: 'the gradient with the opposite sign, y − a in place of a − y',
    answer: (_args, right) => (right as Vector).map((v) => -v),
  },
  {
    id: 'extra-sigma-prime',
    says: 'the mean of (a − y) σ′(z) x, the gradient of the quadratic cost: for the cross-entropy σ′ cancels',
    answer: (args) => weightedInputs(args, ({ a, y }) => (a - y) * a * (1 - a)),
  },
  {
    id: 'targets-rounded',
    says: 'the gradient for the targets rounded to 0 or 1: targets between them are allowed here',
    answer: (args) => weightedInputs(args, ({ a, y }) => a - (y >= 0.5 ? 1 : 0)),
  },
  {
    id: 'bias-first',
    says: 'the right gradient with the bias first: the weights come first here, unless you declare `bias: first`',
    credit: ORDER_CREDIT,
    answer: (_args, right) => lastToFirst(right as Vector),
  },
]

/** Instead of the Hessian. */
export const ofHessian: readonly Mistake[] = [
  { id: 'sum-over-samples', says: `the sum over the samples: ${WITHOUT_N}`, answer: ([X], right) => times(right, (X as Matrix).length) },
  ...(
    [
      ['first', (samples) => samples[0] as Sample],
      ['last', (samples) => samples.at(-1) as Sample],
      ['mean', (samples) => ({ ...(samples[0] as Sample), inputs: meanInputs(samples) })],
    ] as const satisfies readonly (readonly [string, (samples: readonly Sample[]) => Sample])[]
  ).map(
    ([which, outside]): Mistake => ({
      id: 'factor-outside-sum',
      says: `the mean of σ′(z) x_j, times x_k of ${which === 'mean' ? 'the mean input' : `the ${which} sample`}: x_k differs from sample to sample and belongs inside the sum`,
      hint: 'Is your matrix equal to its transpose? Must second derivatives be?',
      credit: SECOND_DERIVATIVE_CREDIT,
      answer: (args) => {
        const samples = samplesOf(args)
        const column = weightedInputs(args, ({ a }) => a * (1 - a))
        return column.map((entry) => outside(samples).inputs.map((input) => entry * input))
      },
    }),
  ),
  {
    id: 'slope-of-target',
    says: 'the mean of y(1 − y) x xᵀ: the slope of the sigmoid is taken at z, and the targets drop out',
    answer: (args) => outer(args, ({ y }) => y * (1 - y)),
  },
  {
    id: 'slope-at-target',
    says: 'the mean of σ′(y) x xᵀ: the slope of the sigmoid is taken at z, and the targets drop out',
    answer: (args) => outer(args, ({ y }) => slope(1 / (1 + Math.exp(-y)))),
  },
  {
    id: 'output-for-slope',
    says: 'the mean of a x xᵀ: the derivative of a with respect to z is missing',
    answer: (args) => outer(args, ({ a }) => a),
  },
  { id: 'slope-missing', says: 'the mean of x xᵀ, without σ′(z): the Hessian of a linear neuron', answer: (args) => outer(args, () => 1) },
  {
    id: 'error-for-slope',
    says: 'the mean of (a − y) x xᵀ: the derivative of a − y with respect to z is not a − y',
    answer: (args) => outer(args, ({ a, y }) => a - y),
  },
  {
    id: 'diagonal-only',
    says: 'the diagonal of the right Hessian: the mixed derivatives are not 0',
    answer: (_args, right) => (right as Matrix).map((row, j) => row.map((entry, k) => (j === k ? entry : 0))),
  },
  {
    id: 'bias-first',
    says: 'the right Hessian with the bias first: the weights come first here, unless you declare `bias: first`',
    credit: ORDER_CREDIT,
    answer: (_args, right) => lastToFirst((right as Matrix).map((row) => lastToFirst(row))),
  },
]

/** Instead of the entropy. */
export const ofEntropy: readonly Mistake[] = [
  {
    id: 'sign',
    says: 'y ln y + (1 − y) ln(1 − y): the entropy has a minus in front and is never negative',
    answer: (_args, right) => times(right, -1),
  },
  { id: 'log2', says: 'the entropy in bits: the natural logarithm is asked for', answer: (_args, right) => times(right, Math.LOG2E) },
  {
    id: 'first-term-only',
    says: '−y ln y alone, without the term for 1 − y',
    answer: ([y]) => (y as Vector).map((p) => (p === 0 ? 0 : -p * Math.log(p))),
  },
  {
    id: 'nan-at-the-ends',
    says: 'the entropy as the formula stands: at 0 and 1 it multiplies 0 by the logarithm of 0, which is not a number',
    hint: 'What does y ln y tend to when y tends to 0?',
    answer: ([y]) => (y as Vector).map((p) => -p * Math.log(p) - (1 - p) * Math.log(1 - p)),
  },
]

function samplesOf(args: readonly Plain[]): Sample[] {
  const [X, y, w, b] = args as unknown as [number[][], number[], number[], number]
  return outputsOf({ X, y, w, b }).map((a, i) => ({ inputs: [...(X[i] as number[]), 1], y: y[i] as number, a }))
}

function costOf({ y, a }: Sample): number {
  return -(y === 0 ? 0 : y * Math.log(a)) - (y === 1 ? 0 : (1 - y) * Math.log(1 - a))
}

function slope(a: number): number {
  return a * (1 - a)
}

/** (1/n) Σ weight · x̃ */
function weightedInputs(args: readonly Plain[], weight: (sample: Sample) => number): number[] {
  const samples = samplesOf(args)
  return (samples[0] as Sample).inputs.map((_, j) => mean(samples.map((sample) => weight(sample) * (sample.inputs[j] as number))))
}

/** (1/n) Σ weight · x̃ x̃ᵀ */
function outer(args: readonly Plain[], weight: (sample: Sample) => number): number[][] {
  const size = (samplesOf(args)[0] as Sample).inputs.length
  return Array.from({ length: size }, (_, j) => weightedInputs(args, (sample) => weight(sample) * (sample.inputs[j] as number)))
}

function meanInputs(samples: readonly Sample[]): number[] {
  return (samples[0] as Sample).inputs.map((_, j) => mean(samples.map((sample) => sample.inputs[j] as number)))
}

function lastToFirst<T>(items: readonly T[]): T[] {
  return [items.at(-1) as T, ...items.slice(0, -1)]
}

function times(plain: Plain, factor: number): Plain {
  return Array.isArray(plain) ? plain.map((item) => times(item as Plain, factor)) : (plain as number) * factor
}
