import { type Check, defineExercise, type Plain } from 'assay'
import { closeToReference, gradient } from 'assay/checks'
import { differences, networks, sheet } from './cases.ts'
import * as judges from './judges.ts'
import { mistakesIn } from './mistakes.ts'
import { type Quantity, quantities } from './quantities.ts'
import { taskOf } from './slipped.ts'
import { forwardBackward } from './solution.ts'

type Name = keyof typeof quantities

const ON_SHEET: readonly (readonly [Name, number])[] = [
  ['z2', 0.2],
  ['a2', 0.2],
  ['z3', 0.2],
  ['a3', 0.2],
  ['cost', 0.4],
  ['delta3', 0.6],
  ['delta2', 0.8],
  ['delta1', 0.4],
  ['dW3', 0.4],
  ['dW2', 0.4],
  ['db3', 0.1],
  ['db2', 0.1],
]

const ON_NETWORKS: readonly (readonly [Name, number])[] = [
  ['a3', 0.4],
  ['cost', 0.2],
  ['delta3', 0.6],
  ['delta2', 1],
  ['dW3', 0.4],
  ['dW2', 0.6],
  ['db3', 0.2],
  ['db2', 0.2],
]

const quantityOf = (name: Name): Quantity => quantities[name]

function onSheet([name, points]: readonly [Name, number]): Check {
  const { title, ...quantity } = quantityOf(name)
  return closeToReference({
    ...quantity,
    id: `sheet-${name.toLowerCase()}`,
    title: `${title} of the sheet's network`,
    points,
    entry: 'forwardBackward',
    cases: sheet,
  })
}

function onNetworks([name, points]: readonly [Name, number]): Check {
  const { title, followThrough, ...quantity } = quantityOf(name)
  return closeToReference({
    ...quantity,
    // The forward pass has no other check on these networks, so a slip in it is charged here.
    ...(name === 'a3' || followThrough === undefined ? {} : { followThrough }),
    id: name.toLowerCase(),
    title: `${title} of random networks`,
    points,
    visibility: 'hidden',
    entry: 'forwardBackward',
    cases: networks,
  })
}

export default defineExercise({
  title: 'Numerical forward and backward pass',
  functions: {
    forwardBackward: {
      takes: { x: 'float[n_1]', y: 'float[n_3]', W2: 'float[n_2, n_1]', b2: 'float[n_2]', W3: 'float[n_3, n_2]', b3: 'float[n_3]' },
      gives: '{z2, a2, z3, a3, cost, delta3, delta2, delta1 (optional), dW3, db3, dW2, db2}',
    },
  },
  conventions: judges.conventions,
  variables: judges.variables,
  checks: [
    ...ON_SHEET.map(onSheet),
    gradient({
      id: 'differences',
      title: 'dW2 against finite differences of the cost',
      points: 0.4,
      entry: 'forwardBackward',
      cases: differences,
      field: 'dW2',
      mistakes: mistakesIn(
        ({ dW2 }) => dW2,
        ['no-sigma-prime', 'sigma-prime-of-activation', 'extra-sigma-prime', 'biases-dropped', 'output-sign', 'mean-over-outputs'],
      ),
      cost: (args) => {
        const { x, y, W2, b2, W3, b3 } = taskOf(args)
        return forwardBackward(x, y, W2, b2, W3, b3).cost
      },
      point: (args) => taskOf(args).W2,
      at: (args, point) => args.map((arg, i) => (i === 2 ? point : arg) as Plain),
      hint: 'Compare one entry of dW2 with a finite difference of the cost: which factor is missing or too much?',
    }),
    ...ON_NETWORKS.map(onNetworks),
  ],
})
