import { defineExercise, listOf, type Plain } from 'assay'
import { closeToReference, gradient, invariant } from 'assay/checks'
import { perLayer } from '../network.ts'
import { STORED_IN_OUT } from '../stored-in-out.ts'
import { differences, layers, mapped, networks, sheet, sheetLayers, square, squareLayers } from './cases.ts'
import * as judges from './judges.ts'
import { mistakesIn, OFFSET_MISTAKES, PRODUCT_MISTAKES } from './mistakes.ts'
import { deltaFromOwnOutput, ownDelta, weightsFromOwnDelta } from './own-results.ts'
import { homogeneous, taskOf } from './slipped.ts'
import { linearForward, quadraticCost } from './solution.ts'

const deltaShared = {
  entry: 'linearBackprop',
  field: 'delta',
  label: 'δ',
  ...judges.sheetDelta,
  mistakes: mistakesIn(({ delta }) => delta),
  followThrough: { from: 'δ of the output layer', expected: deltaFromOwnOutput },
}
const outputShared = {
  entry: 'linearBackprop',
  ...judges.squareOutputDelta,
  label: 'δ of the output layer',
  mistakes: mistakesIn(
    ({ delta }) => delta.at(-1) as number[],
    ['output-sign', 'mean-over-outputs', 'squared-norm', 'biases-dropped', 'keeps-slope'],
  ),
  hint: 'In which direction does the cost grow when one output grows?',
}
const weightsShared = {
  entry: 'linearBackprop',
  field: 'dW',
  label: 'dW',
  mistakes: [STORED_IN_OUT, ...mistakesIn(({ dW }) => dW)],
  followThrough: { from: 'δ', expected: weightsFromOwnDelta },
}
const productShared = {
  entry: 'collapse',
  field: 'W',
  label: 'W',
  mistakes: PRODUCT_MISTAKES,
  variants: [
    {
      says: 'W is the homogeneous matrix [W b; 0 1], which acts on (x, 1).',
      answer: (args: readonly Plain[]) => homogeneous(taskOf(args)),
    },
  ],
  hint: 'Check the shapes with layers of width 2-3-2-1: which matrix acts on x first?',
}
const offsetShared = {
  entry: 'collapse',
  label: 'b',
  ...judges.sheetOffset,
  mistakes: OFFSET_MISTAKES,
  hint: 'Feed x = 0: what comes out?',
}

export default defineExercise({
  title: 'Linear neurons everywhere',
  functions: {
    linearBackprop: {
      takes: { weights: 'list of float[n_l, n_{l-1}]', biases: 'list of float[n_l]', x: 'float[n_1]', y: 'float[n_L]' },
      gives: '{delta, dW, db}: lists, first hidden layer first',
    },
    collapse: {
      takes: { weights: 'list of float[n_l, n_{l-1}]', biases: 'list of float[n_l]' },
      gives: '{W: float[n_L, n_1], b: float[n_L]}',
    },
  },
  conventions: judges.conventions,
  checks: [
    closeToReference({
      ...deltaShared,
      id: 'sheet-delta',
      title: 'δ of the 2-3-2-1 network of integers',
      points: 0.8,
      cases: sheet,
      hint: 'What is δ of layer L − 1 explicitly?',
    }),
    closeToReference({
      ...deltaShared,
      ...judges.squareDelta,
      id: 'square-delta',
      title: 'δ of a network whose layers are equally wide',
      points: 0.6,
      cases: square,
      hint: 'Which index of w is summed in the backward pass, and which factor meets the output first?',
    }),
    closeToReference({
      ...deltaShared,
      id: 'delta',
      title: 'δ of random networks of two to six layers',
      points: 1.4,
      visibility: 'hidden',
      cases: networks,
      hint: 'Check the shapes with layers of width 2-3-2-1.',
    }),
    closeToReference({
      ...outputShared,
      id: 'square-output-delta',
      title: 'δ of the output layer of that network',
      points: 0.4,
      cases: square,
    }),
    closeToReference({
      ...outputShared,
      id: 'output-delta',
      title: 'δ of the output layer of random networks',
      points: 0.4,
      visibility: 'hidden',
      cases: networks,
    }),
    closeToReference({
      ...weightsShared,
      id: 'sheet-weights',
      title: 'Weight gradients of the 2-3-2-1 network of integers',
      points: 0.3,
      cases: sheet,
      hint: 'Which activation does a weight multiply in the forward pass?',
    }),
    closeToReference({
      ...weightsShared,
      id: 'weights',
      title: 'Weight gradients of random networks',
      points: 0.4,
      visibility: 'hidden',
      cases: networks,
      hint: 'Which activation does a weight multiply in the forward pass?',
    }),
    closeToReference({
      id: 'biases',
      title: 'Bias gradients of random networks',
      points: 0.2,
      visibility: 'hidden',
      entry: 'linearBackprop',
      cases: networks,
      field: 'db',
      label: 'db',
      normalise: perLayer,
      mistakes: mistakesIn(({ db }) => db),
      followThrough: { from: 'δ', expected: ownDelta },
      hint: 'How does z change with b?',
    }),
    gradient({
      id: 'differences',
      title: 'First weight gradient against finite differences of the cost',
      points: 0.3,
      entry: 'linearBackprop',
      cases: differences,
      ...judges.differences,
      label: 'dW[0]',
      mistakes: mistakesIn(({ dW }) => dW[0] as number[][]),
      cost: (args) => {
        const { weights, biases, x, y } = taskOf(args)
        return quadraticCost(linearForward(weights, biases, x).at(-1) as number[], y)
      },
      point: (args) => taskOf(args).weights[0] as number[][],
      at: (args, point) => [[point, ...taskOf(args).weights.slice(1)] as Plain, ...args.slice(1)],
      hint: 'Compare one entry with a finite difference of the cost: which factor is missing or too much?',
    }),
    closeToReference({ ...productShared, id: 'sheet-product', title: 'W of the 2-3-2-1 network', points: 0.4, cases: sheetLayers }),
    closeToReference({
      ...productShared,
      id: 'square-product',
      title: 'W of a network whose layers are equally wide',
      points: 0.4,
      cases: squareLayers,
    }),
    closeToReference({ ...productShared, id: 'product', title: 'W of random networks', points: 0.7, visibility: 'hidden', cases: layers }),
    invariant({
      id: 'same-map',
      title: 'W x + b is what the network puts out',
      points: 0.5,
      entries: ['collapse'],
      law: 'W x + b = w^L(… (w^2 x + b^2) …) + b^L',
      arbitrary: mapped,
      runs: 30,
      calls: ({ weights, biases }) => [{ entry: 'collapse', args: [listOf(weights), listOf(biases)] }],
      known: ({ weights, biases, x }) => linearForward(weights, biases, x).at(-1) as number[],
      ...judges.sameMap,
      hint: 'Which of the two is wrong already at x = 0?',
    }),
    closeToReference({ ...offsetShared, id: 'sheet-offset', title: 'b of the 2-3-2-1 network', points: 0.4, cases: sheetLayers }),
    closeToReference({ ...offsetShared, id: 'offset', title: 'b of random networks', points: 0.8, visibility: 'hidden', cases: layers }),
  ],
})
