import { defineExercise, type Plain } from 'assay'
import { closeToReference, gradient, part } from 'assay/checks'
import { outerPerLayer, perLayer, vectorsOf } from '../network.ts'
import { STORED_IN_OUT } from '../stored-in-out.ts'
import { differences, firstHidden, lastHidden, output, sheet, sheetOutput } from './cases.ts'
import * as judges from './judges.ts'
import { ALL, mistakesIn } from './mistakes.ts'
import { backwardFrom, ownForward, taskOf } from './slipped.ts'
import { costOf, forward } from './solution.ts'

type Read = (args: readonly Plain[], answer: Plain) => Plain | undefined

/** δ by the right formula from the submission's own activations and weighted inputs. */
const deltaFromOwnForward: Read = (args, answer) => {
  const task = taskOf(args)
  const own = ownForward(task, answer)
  return own === undefined ? undefined : backwardFrom(task, own).delta
}

/** The same back from its own δ of the output layer, which other checks hold against the right one. */
const deltaFromOwnOutput: Read = (args, answer) => {
  const task = taskOf(args)
  const own = ownForward(task, answer)
  const output = vectorsOf(
    part(answer, 'delta'),
    task.biases.map((b) => b.length),
  )?.at(-1)
  return own === undefined || output === undefined
    ? undefined
    : backwardFrom(task, own, { outputDelta: (_neuron, _y, _cost, j) => output[j] as number }).delta
}

/** Weight gradients by the right formula from the submission's own δ and activations. */
const weightsFromOwnDelta: Read = (args, answer) => {
  const { x, biases } = taskOf(args)
  const sizes = biases.map((b) => b.length)
  const delta = vectorsOf(part(answer, 'delta'), sizes)
  const a = vectorsOf(part(answer, 'a'), sizes)
  return delta === undefined || a === undefined ? undefined : outerPerLayer(delta, [x, ...a])
}

const biasesFromOwnDelta: Read = (args, answer) =>
  vectorsOf(
    part(answer, 'delta'),
    taskOf(args).biases.map((b) => b.length),
  )

const activationsShared = {
  entry: 'backprop',
  field: 'a',
  label: 'a',
  ...judges.sheetForward,
  mistakes: mistakesIn(({ a }) => a, ['forward-stays-sigmoid']),
}
const deltaShared = {
  entry: 'backprop',
  field: 'delta',
  label: 'δ',
  ...judges.sheetDelta,
  mistakes: mistakesIn(({ delta }) => delta),
  followThrough: { from: 'a, z and δ of the output layer', expected: deltaFromOwnOutput },
}
/** In the output layer several slips give the same numbers; there, the one that concerns this layer is the one to name. */
const outputDeltaShared = {
  ...deltaShared,
  followThrough: { from: 'a and z', expected: deltaFromOwnForward },
  ...judges.sheetOutputDelta,
  mistakes: [...mistakesIn(({ delta }) => delta, ['output-as-sigmoid']), ...deltaShared.mistakes],
}
const weightsShared = {
  entry: 'backprop',
  field: 'dW',
  label: 'dW',
  mistakes: [STORED_IN_OUT, ...mistakesIn(({ dW }) => dW)],
  followThrough: { from: 'δ and a', expected: weightsFromOwnDelta },
}

export default defineExercise({
  title: 'One neuron with another activation f',
  functions: {
    backprop: {
      takes: {
        weights: 'list of float[n_l, n_{l-1}]',
        biases: 'list of float[n_l]',
        x: 'float[n_1]',
        y: 'float[n_L]',
        activations: 'list of list of string',
        cost: "'quadratic' or 'cross_entropy'",
      },
      gives: '{a, z, delta, dW, db}: lists, first hidden layer first',
    },
  },
  conventions: judges.conventions,
  checks: [
    closeToReference({
      ...activationsShared,
      id: 'sheet-forward',
      title: "Activations of the sheet's network with one tanh neuron",
      points: 0.4,
      cases: sheet,
      hint: 'What does the odd neuron put out, and which layers see it?',
    }),
    closeToReference({
      ...activationsShared,
      id: 'forward',
      title: 'Activations of random networks',
      points: 0.4,
      visibility: 'hidden',
      cases: firstHidden,
      hint: 'What does the odd neuron put out, and which layers see it?',
    }),
    closeToReference({
      id: 'weighted-inputs',
      title: 'Weighted inputs of random networks',
      points: 0.4,
      visibility: 'hidden',
      entry: 'backprop',
      cases: lastHidden,
      field: 'z',
      label: 'z',
      normalise: perLayer,
      mistakes: mistakesIn(({ z }) => z, ['forward-stays-sigmoid']),
      hint: 'Which weighted inputs come after the odd neuron?',
    }),
    closeToReference({
      ...deltaShared,
      id: 'sheet-delta',
      title: "δ of the sheet's network with one tanh neuron, both costs",
      points: 1.2,
      cases: sheet,
      hint: 'Replace f by the identity at one neuron and recompute by hand: which factor of δ changes?',
    }),
    closeToReference({
      ...weightsShared,
      id: 'sheet-weights',
      title: "Weight gradients of the sheet's network with one tanh neuron",
      points: 0.2,
      cases: sheet,
      hint: 'Does a of the odd neuron appear anywhere after its layer?',
    }),
    closeToReference({
      ...deltaShared,
      id: 'first-hidden-delta',
      title: 'δ with the odd neuron in the first hidden layer',
      points: 1.4,
      visibility: 'hidden',
      cases: firstHidden,
      hint: 'Which neurons of the layer have another slope, and at which point is it taken?',
    }),
    closeToReference({
      ...deltaShared,
      id: 'last-hidden-delta',
      title: 'δ with the odd neuron in the last hidden layer',
      points: 1.4,
      visibility: 'hidden',
      cases: lastHidden,
      hint: 'What do the layers before the odd neuron receive from it in the backward pass?',
    }),
    gradient({
      id: 'differences',
      title: 'First weight gradient against finite differences of the cost',
      points: 0.6,
      entry: 'backprop',
      cases: differences,
      ...judges.differences,
      label: 'dW[0]',
      mistakes: mistakesIn(({ dW }) => dW[0] as number[][], ALL),
      cost: (args) => {
        const { weights, biases, x, y, activations, cost } = taskOf(args)
        return costOf(forward(weights, biases, x, activations).a.at(-1) as number[], y, cost)
      },
      point: (args) => taskOf(args).weights[0] as number[][],
      at: (args, point) => [[point, ...taskOf(args).weights.slice(1)] as Plain, ...args.slice(1)],
      hint: 'Compare one entry with a finite difference of the cost: which factor is missing or too much?',
    }),
    closeToReference({
      ...weightsShared,
      id: 'weights',
      title: 'Weight gradients of random networks',
      points: 0.6,
      visibility: 'hidden',
      cases: firstHidden,
      hint: 'Does a of the odd neuron appear anywhere after its layer?',
    }),
    closeToReference({
      id: 'biases',
      title: 'Bias gradients of random networks',
      points: 0.2,
      visibility: 'hidden',
      entry: 'backprop',
      cases: lastHidden,
      field: 'db',
      label: 'db',
      normalise: perLayer,
      mistakes: mistakesIn(({ db }) => db),
      followThrough: { from: 'δ', expected: biasesFromOwnDelta },
      hint: 'How does z change with b?',
    }),
    closeToReference({
      ...outputDeltaShared,
      id: 'sheet-output-delta',
      title: "δ of the sheet's network with a tanh neuron in the output layer",
      points: 0.4,
      cases: sheetOutput,
      hint: 'What is the derivative of the cost by z of an output neuron whose activation is not σ?',
    }),
    closeToReference({
      ...outputDeltaShared,
      id: 'output-delta',
      title: 'δ with the odd neuron in the output layer of random networks',
      points: 0.8,
      visibility: 'hidden',
      cases: output,
      hint: 'What is the derivative of the cost by z of an output neuron whose activation is not σ?',
    }),
  ],
})
