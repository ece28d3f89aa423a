import { closeToReference, gradient, invariant } from '../../../checks/index.ts'
import type { Exercise } from '../../../grading/model/exercise.ts'
import type { Matrix, Vector } from '../../../grading/model/tensor.ts'
import type { Plain } from '../../../grading/model/value.ts'
import * as cases from './cases.ts'
import { BATCH_FIRST, LABELS_INDEX } from './conventions.ts'
import { ofCost, ofDelta, ofLogSoftmax, ofSoftmax } from './mistakes.ts'
import { differenceOf, oddDelta, oddRow } from './observations.ts'
import { logLikelihoodCost } from './solution.ts'

const ADD_1000 = 'Add 1000 to all inputs: what must change, and what does e^1000 do in a floating-point number?'
const SUM_OF_DELTA = 'What should the entries of δ sum to?'
const SUM_OF_TARGET = 'Where do you use that the targets sum to 1, and where that they are only 0 or 1?'

const exercise: Exercise = {
  id: 'backpropagation/softmax',
  sheet: '2b',
  title: 'Softmax and the log-likelihood cost',
  points: 8,
  entries: [
    { name: 'softmax', parameters: [{ name: 'z', shape: 'float[…,c]' }], returns: 'float[…,c]' },
    { name: 'logSoftmax', parameters: [{ name: 'z', shape: 'float[…,c]' }], returns: 'float[…,c]' },
    { name: 'logLikelihoodCost', parameters: target(), returns: 'float' },
    { name: 'outputDelta', parameters: target(), returns: 'float[c]' },
  ],
  conventions: [LABELS_INDEX, BATCH_FIRST],
  checks: [
    closeToReference({
      id: 'softmax-values',
      title: 'The softmax of known vectors',
      points: 0.5,
      hint: 'What do the outputs of the layer sum to, and does your function see all logits when it computes one output?',
      entry: 'softmax',
      cases: cases.vectors,
      mistakes: ofSoftmax,
    }),
    closeToReference({
      id: 'softmax-rows',
      title: 'The softmax of each row of a matrix',
      points: 0.5,
      hint: 'Which numbers should sum to 1 when each row is a sample?',
      entry: 'softmax',
      cases: cases.matrices,
      mistakes: ofSoftmax,
    }),
    closeToReference({
      id: 'softmax-random',
      title: 'The softmax of random vectors and matrices',
      points: 0.5,
      visibility: 'hidden',
      entry: 'softmax',
      cases: cases.randomLogits,
      mistakes: ofSoftmax,
    }),
    closeToReference({
      id: 'softmax-large',
      title: 'The softmax of large logits',
      points: 0.5,
      hint: ADD_1000,
      entry: 'softmax',
      cases: cases.large,
      mistakes: ofSoftmax,
    }),
    closeToReference({
      id: 'softmax-large-random',
      title: 'The softmax of large logits in any position',
      points: 0.5,
      visibility: 'hidden',
      hint: ADD_1000,
      entry: 'softmax',
      cases: cases.largeRandom,
      mistakes: ofSoftmax,
    }),
    invariant({
      id: 'shift-invariance',
      title: 'Adding a constant to every logit changes nothing',
      points: 0.5,
      after: ['softmax-values'],
      hint: ADD_1000,
      entries: ['softmax'],
      law: 'softmax(z + c) = softmax(z)',
      arbitrary: cases.shifted,
      calls: ({ z, c }) => [call(z), call(z.map((logit) => logit + c))],
      shape: ({ z }) => [z.length],
      holds: ({ c }, [plain, moved]) => differenceOf(moved as Vector, plain as Vector, `after adding ${c}`),
      show: ({ z, c }) => `z = [${z.join(', ')}] and c = ${c}`,
    }),
    invariant({
      id: 'sums-to-one',
      title: 'The outputs of every row sum to 1',
      points: 0.25,
      after: ['softmax-values'],
      hint: 'Which numbers should sum to 1 when each row is a sample?',
      entries: ['softmax'],
      law: 'Σ softmax(z) = 1 in every row',
      arbitrary: cases.logitMatrix,
      calls: (z) => [call(z)],
      shape: (z) => [z.length, (z[0] as Vector).length],
      holds: (_z, [outputs]) => oddRow(outputs as Matrix),
    }),
    invariant({
      id: 'class-order',
      title: 'The order of the classes does not matter',
      points: 0.25,
      after: ['softmax-values'],
      hint: 'Does one class have a role of its own in your code, such as the first or the last?',
      entries: ['softmax'],
      law: 'softmax of reordered logits = softmax reordered in the same way',
      arbitrary: cases.ordered,
      calls: ({ z, order }) => [call(z), call(order.map((j) => z[j] as number))],
      shape: ({ z }) => [z.length],
      holds: ({ order }, [plain, reordered]) =>
        differenceOf(
          reordered as Vector,
          order.map((j) => (plain as Vector)[j] as number),
          'after reordering',
        ),
      show: ({ z, order }) => `z = [${z.join(', ')}] in the order [${order.join(', ')}]`,
    }),
    closeToReference({
      id: 'log-softmax-values',
      title: 'The logarithm of the softmax',
      points: 0.5,
      hint: 'Which logarithm has the derivative 1/x?',
      entry: 'logSoftmax',
      cases: cases.vectors,
      mistakes: ofLogSoftmax,
    }),
    closeToReference({
      id: 'log-softmax-large',
      title: 'The logarithm of the softmax stays finite for large logits',
      points: 0.5,
      hint: 'The logarithm of the softmax of (1000, 0) is about (0, −1000). Where does your computation lose the second number?',
      entry: 'logSoftmax',
      cases: cases.large,
      mistakes: ofLogSoftmax,
    }),
    closeToReference({
      id: 'cost-values',
      title: 'The cost of one-hot targets',
      points: 0.75,
      hint: 'What is the cost when the right class has the output 1, and which sign and unit does it have otherwise?',
      entry: 'logLikelihoodCost',
      label: 'C',
      cases: cases.samples,
      mistakes: ofCost,
    }),
    closeToReference({
      id: 'cost-soft',
      title: 'The cost of targets that are a distribution',
      points: 0.25,
      hint: SUM_OF_TARGET,
      entry: 'logLikelihoodCost',
      label: 'C',
      cases: cases.softSamples,
      mistakes: ofCost,
    }),
    closeToReference({
      id: 'cost-large',
      title: 'The cost for large logits',
      points: 0.25,
      visibility: 'hidden',
      hint: ADD_1000,
      entry: 'logLikelihoodCost',
      label: 'C',
      cases: cases.largeSamples,
      mistakes: ofCost,
    }),
    closeToReference({
      id: 'delta-values',
      title: 'δ for one-hot targets',
      points: 1,
      hint: SUM_OF_DELTA,
      entry: 'outputDelta',
      label: 'δ',
      cases: cases.samples,
      mistakes: ofDelta,
    }),
    closeToReference({
      id: 'delta-soft',
      title: 'δ for targets that are a distribution',
      points: 0.25,
      hint: SUM_OF_TARGET,
      entry: 'outputDelta',
      label: 'δ',
      cases: cases.softSamples,
      mistakes: ofDelta,
    }),
    invariant({
      id: 'delta-sum',
      title: 'The entries of δ sum to 0',
      points: 0.25,
      hint: SUM_OF_DELTA,
      entries: ['outputDelta'],
      law: 'Σ δ = 0, and only the entry of the right class is negative',
      arbitrary: cases.classified,
      calls: ({ z, k }) => [{ entry: 'outputDelta', args: [z, cases.oneHot(k, z.length)] }],
      shape: ({ z }) => [z.length],
      holds: ({ k }, [delta]) => oddDelta(delta as Vector, k),
    }),
    gradient({
      id: 'delta-gradient',
      title: 'δ is the derivative of the cost',
      points: 0.75,
      visibility: 'hidden',
      hint: 'Compare one entry with a finite difference of the cost.',
      entry: 'outputDelta',
      label: 'δ',
      cases: cases.randomSamples,
      cost: ([z, y]) => logLikelihoodCost(z as Vector, y as Vector),
      point: ([z]) => z as Plain,
      at: ([, y], z) => [z, y as Plain],
      mistakes: ofDelta,
    }),
  ],
}

export default exercise

function target(): { name: string; shape: string }[] {
  return [
    { name: 'z', shape: 'float[c]' },
    { name: 'y', shape: 'float[c]' },
  ]
}

function call(z: Vector | Matrix): { entry: string; args: Plain[] } {
  return { entry: 'softmax', args: [z as Plain] }
}
