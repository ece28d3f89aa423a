import { defineExercise, type Plain } from 'assay'
import { closeToReference, gradient, invariant, T32 } from 'assay/checks'
import { type Matrix, symmetricEigenvalues, type Vector } from 'assay/math'
import * as cases from './cases.ts'
import * as judges from './judges.ts'
import { ofCost, ofEntropy, ofGradient, ofHessian } from './mistakes.ts'
import { mean } from './observations.ts'
import { binaryEntropy, logisticCost, logisticHessian } from './solution.ts'

const ONE_ENTRY = 'Compare one entry with a finite difference.'
const NOT_DEFINITE = 'Is [[1, 2], [2, 1]] positive definite?'
const SUM_OF_SQUARES = 'Write vᵀHv as a sum of squares. Which factors are inside the sum?'

const NEURON = { X: 'float[n,d]', y: 'float[n]', w: 'float[d]', b: 'float' }

export default defineExercise({
  title: 'The cross-entropy is least where σ(z) = y',
  functions: {
    logisticCost: { takes: NEURON, gives: 'float' },
    logisticGradient: { takes: NEURON, gives: 'float[d+1]' },
    logisticHessian: { takes: NEURON, gives: 'float[d+1,d+1]' },
    binaryEntropy: { takes: { y: 'float[n]' }, gives: 'float[n]' },
  },
  conventions: judges.conventions,
  permutable: 'n',
  checks: [
    closeToReference({
      id: 'cost-values',
      title: 'The cost of known samples',
      points: 0.5,
      hint: 'Which sign and which factor stand in front of the sum?',
      entry: 'logisticCost',
      label: 'C',
      cases: cases.known,
      mistakes: ofCost,
    }),
    closeToReference({
      id: 'cost-random',
      title: 'The cost of random samples',
      points: 0.3,
      visibility: 'hidden',
      entry: 'logisticCost',
      label: 'C',
      cases: cases.random,
      mistakes: ofCost,
    }),
    invariant({
      id: 'attained-cost',
      title: 'Where σ(z) = y the cost is the mean entropy of the targets',
      points: 0.2,
      hint: 'What is the cost of an output 0.25 for the target 0.25?',
      entries: ['logisticCost'],
      law: 'C = (1/n) Σ H(y) where σ(z) = y',
      arbitrary: cases.attained,
      calls: (given) => [{ entry: 'logisticCost', args: cases.argsOf(given) }],
      known: ({ y }) => mean(binaryEntropy(y)),
      ...judges.attainedCost,
    }),
    invariant({
      id: 'floor',
      title: 'The cost never falls below the mean entropy of the targets',
      points: 0.1,
      visibility: 'hidden',
      hint: 'What is the Kullback–Leibler divergence of two coins, and can it be negative?',
      entries: ['logisticCost'],
      law: 'C − (1/n) Σ H(y) ≥ 0',
      arbitrary: cases.problem,
      calls: (given) => [{ entry: 'logisticCost', args: cases.argsOf(given) }],
      shape: () => [],
      known: ({ y }) => mean(binaryEntropy(y)),
      holds: (_given, [cost], entropy) => {
        return (cost as number) >= entropy - T32.atol - T32.rtol * entropy
          ? undefined
          : `the cost is ${cost} and the mean entropy ${entropy}`
      },
    }),
    closeToReference({
      id: 'entropy-values',
      title: 'The binary entropy, also at 0 and 1',
      points: 0.3,
      hint: 'What does y ln y tend to when y tends to 0?',
      entry: 'binaryEntropy',
      label: 'H(y)',
      cases: cases.probabilities,
      mistakes: ofEntropy,
    }),
    invariant({
      id: 'entropy-laws',
      title: 'The entropy is symmetric about 1/2, where it is largest',
      points: 0.2,
      hint: 'How uncertain is a coin that shows heads with probability 0.9, and one with 0.1?',
      entries: ['binaryEntropy'],
      law: '0 ≤ H(y) = H(1 − y) ≤ H(1/2) = ln 2',
      arbitrary: cases.probability,
      calls: (y) => [{ entry: 'binaryEntropy', args: [[y, 1 - y, 0.5]] }],
      ...judges.entropyLaws,
    }),
    closeToReference({
      id: 'gradient-values',
      title: 'The gradient for known samples',
      points: 0.9,
      hint: ONE_ENTRY,
      entry: 'logisticGradient',
      label: '∇C',
      cases: cases.known,
      mistakes: ofGradient,
    }),
    gradient({
      id: 'gradient-differences',
      title: 'The gradient is the derivative of the cost',
      points: 0.9,
      visibility: 'hidden',
      hint: ONE_ENTRY,
      entry: 'logisticGradient',
      label: '∇C',
      cases: cases.random,
      cost: ([X, y, w, b]) => logisticCost(X as Matrix, y as Vector, w as Vector, b as number),
      point: ([, , w, b]) => [...(w as Vector), b as number],
      at: ([X, y], point) => [X as Plain, y as Plain, (point as Vector).slice(0, -1), (point as Vector).at(-1) as number],
      mistakes: ofGradient,
    }),
    invariant({
      id: 'attained-gradient',
      title: 'Where σ(z) = y the gradient vanishes',
      points: 0.6,
      hint: 'Which factor of each term becomes 0 when the output equals its target?',
      entries: ['logisticGradient'],
      law: '∇C = 0 where σ(z) = y, and only there',
      arbitrary: cases.attained,
      calls: (given) =>
        [given.y, given.y.map((target) => target / 2)].map((y) => ({ entry: 'logisticGradient', args: cases.argsOf({ ...given, y }) })),
      ...judges.attainedGradient,
    }),
    closeToReference({
      id: 'hessian-values',
      title: 'The second derivatives for known samples',
      points: 1.5,
      hint: SUM_OF_SQUARES,
      entry: 'logisticHessian',
      label: 'H',
      cases: cases.known,
      mistakes: ofHessian,
    }),
    closeToReference({
      id: 'hessian-random',
      title: 'The second derivatives for random samples',
      points: 1,
      visibility: 'hidden',
      entry: 'logisticHessian',
      label: 'H',
      cases: cases.random,
      mistakes: ofHessian,
    }),
    invariant({
      id: 'hessian-symmetric',
      title: 'The Hessian is symmetric',
      points: 0.5,
      hint: 'Does it matter in which order you differentiate?',
      entries: ['logisticHessian'],
      law: 'H = Hᵀ, and not all 0',
      arbitrary: cases.undecided,
      calls: hessianOf,
      ...judges.hessianSymmetric,
    }),
    invariant({
      id: 'hessian-semidefinite',
      title: 'The quadratic form of the Hessian is never negative',
      points: 0.5,
      hint: NOT_DEFINITE,
      entries: ['logisticHessian'],
      law: 'vᵀHv ≥ 0 for every v, and not always 0',
      arbitrary: cases.undecided,
      calls: hessianOf,
      ...judges.hessianSemidefinite,
    }),
    invariant({
      id: 'hessian-rank',
      title: 'The Hessian is singular exactly where the inputs leave a direction undetermined',
      points: 0.5,
      visibility: 'hidden',
      hint: 'Which numbers of samples make H singular whatever they are?',
      entries: ['logisticHessian'],
      law: 'rank H = rank of the inputs with a 1 for the bias',
      arbitrary: cases.ranked,
      calls: hessianOf,
      shape: ({ w }) => [w.length + 1, w.length + 1],
      holds: ({ X, y, w, b }, [matrix]) => {
        const expected = cases.rankOf(symmetricEigenvalues(logisticHessian(X, y, w, b)))
        const rank = cases.rankOf(symmetricEigenvalues(matrix as Matrix))
        return rank === expected ? undefined : `the Hessian has rank ${rank}, the inputs ${expected}`
      },
    }),
  ],
})

function hessianOf(given: cases.Problem): { entry: string; args: Plain[] }[] {
  return [{ entry: 'logisticHessian', args: cases.argsOf(given) }]
}
