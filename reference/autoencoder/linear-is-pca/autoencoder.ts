import type { Check } from 'assay'
import { errorRatio, subspace } from 'assay/checks'
import type { Matrix } from 'assay/math'
import { centredTraining, training } from './cases.ts'
import * as judges from './judges.ts'
import { knownOf } from './known.ts'
import { principal } from './spaces.ts'

/** Full up to 1 % above the optimum, half at 10 %, nothing from 50 % on; leaving out the mean costs more than that. */
const CREDIT = [
  [1.01, 1],
  [1.1, 0.5],
  [1.5, 0],
] as const

const spec = {
  entry: 'linear_autoencoder_fit',
  label: 'the error of the autoencoder on its training data',
  credit: CREDIT,
  known: knownOf,
  impossible: {
    id: 'below-optimum',
    says: 'an error below the optimum of k units, which no map through k numbers reaches: more than k numbers pass through this one',
  },
  ...judges.autoencoderError,
}

export const trainingError: Check = errorRatio({
  ...spec,
  id: 'autoencoder-error',
  title: 'The autoencoder reaches the error of k principal components',
  points: 1.5,
  cases: training,
  hint: 'Could your training error be below that of the principal components? How far above is it?',
})

export const centredError: Check = errorRatio({
  ...spec,
  id: 'autoencoder-centred',
  title: 'The same for data with mean 0, where biases are not needed',
  points: 0.4,
  visibility: 'hidden',
  cases: centredTraining,
  hint: 'For how many steps do you train, and does the loss still fall?',
})

/** √2 sin 15°: an error of 1 % above the optimum bounds the angle by 11.9° (k = 1), 9.4° and 4.7°. */
const FIFTEEN_DEGREES = 0.366

export const decoderSpace: Check = subspace({
  id: 'autoencoder-space',
  title: 'The columns of W_dec span the space of the principal components',
  points: 0.3,
  entry: 'linear_autoencoder_fit',
  label: 'the columns of W_dec',
  field: 'W_dec',
  vectors: 'columns',
  cases: training,
  span: (args) => principal(args[0] as Matrix, args[1] as number).vectors,
  distance: FIFTEEN_DEGREES,
  hint: 'Replace W_enc by G W_enc and W_dec by W_dec G⁻¹: what changes, and what does not?',
})
