import { defineExercise, type Plain } from 'assay'
import { closeToReference, inputUnchanged, invariant, near, subspace, type Tolerance } from 'assay/checks'
import type { Matrix } from 'assay/math'
import * as fc from 'fast-check'
import { centredError, decoderSpace, trainingError } from './autoencoder.ts'
import * as cases from './cases.ts'
import * as judges from './judges.ts'
import { ofComponents, ofEigenvalues, ofLengths, ofMean, ofOrder, ofReconstruction } from './mistakes.ts'
import { principal } from './spaces.ts'

/** Components in single precision, or by a randomised decomposition, are off by up to 1e-4; the nearest wrong space is 0.1 away. */
const SPACE = 1e-3
const LENGTHS: Tolerance = { rtol: 0, atol: 1e-3 }

/** A component that is off by 1e-2 changes the variance along it by 1e-4 of the gaps between eigenvalues; a wrong one by a gap, 0.75 and more. */
const VARIANCES: Tolerance = { rtol: 1e-3, atol: 1e-3 }

const span = (args: readonly Plain[]): Matrix => principal(args[0] as Matrix, args[1] as number).vectors

/** Entries up to 3: single precision leaves 1e-6 in a sum of four reconstructions. */
const SUMS: Tolerance = { rtol: 1e-4, atol: 1e-4 }

const eighths = fc.integer({ min: -16, max: 16 }).map((x) => x / 8)
const point = fc.tuple(eighths, eighths, eighths)
/** The plane spanned by two orthonormal vectors, beside the axes. */
const PLANE = {
  mean: [1, -0.5, 0.25],
  components: [
    [0.6, 0.8, 0],
    [0, 0, 1],
  ],
}

export default defineExercise({
  title: 'A linear autoencoder finds the principal components',
  functions: {
    pca_fit: { takes: { X: 'float[n,d]', k: 'int' }, gives: '{mean: float[d], components: float[k,d], eigenvalues: float[k]}' },
    pca_reconstruct: { takes: { X: 'float[n,d]', model: '{mean: float[d], components: float[k,d]}' }, gives: 'float[n,d]' },
    linear_autoencoder_fit: {
      takes: { X: 'float[n,d]', k: 'int', seed: 'int' },
      gives: '{W_enc: float[k,d], b_enc: float[k], W_dec: float[d,k], b_dec: float[d]}',
    },
  },
  conventions: judges.conventions,
  limits: { callMs: 20_000, submissionMs: 120_000 },
  permutable: 'n',
  checks: [
    closeToReference({
      id: 'mean',
      title: 'The mean of the samples',
      points: 0.3,
      entry: 'pca_fit',
      field: 'mean',
      cases: cases.known,
      mistakes: ofMean,
      hint: 'About which point do you measure the variance?',
    }),
    subspace({
      id: 'components-known',
      title: 'The components of eight points span the right space',
      points: 0.5,
      entry: 'pca_fit',
      label: 'the matrix of components',
      field: 'components',
      cases: cases.known,
      span,
      distance: SPACE,
      mistakes: ofComponents,
      hint: 'Compare subspaces, not vectors: along which axes do the eight points spread most?',
    }),
    subspace({
      id: 'components-random',
      title: 'The components of random samples, also of fewer samples than coordinates',
      points: 0.6,
      visibility: 'hidden',
      entry: 'pca_fit',
      label: 'the matrix of components',
      field: 'components',
      cases: cases.random,
      span,
      distance: SPACE,
      mistakes: ofComponents,
      hint: 'Compare subspaces, not vectors.',
    }),
    closeToReference({
      id: 'components-orthonormal',
      title: 'The components are orthonormal',
      points: 0.3,
      entry: 'pca_fit',
      label: 'components · componentsᵀ',
      cases: cases.known,
      ...judges.componentsOrthonormal,
      expected: ([, k]) => Array.from({ length: k as number }, (_, i) => Array.from({ length: k as number }, (_, j) => (i === j ? 1 : 0))),
      tolerance: LENGTHS,
      notesPrecision: false,
      mistakes: ofLengths,
      hint: 'What is the product of the components with their own transpose?',
    }),
    closeToReference({
      id: 'components-order',
      title: 'The components come with largest variance first',
      points: 0.3,
      after: ['components-known'],
      entry: 'pca_fit',
      label: 'the variance along each component',
      cases: cases.known,
      ...judges.componentsOrder,
      tolerance: VARIANCES,
      notesPrecision: false,
      mistakes: ofOrder,
      hint: 'Within the plane, along which direction is the variance largest, and in which row of your components is it?',
    }),
    closeToReference({
      id: 'eigenvalues',
      title: 'The variance along each component',
      points: 0.6,
      entry: 'pca_fit',
      field: 'eigenvalues',
      label: 'the list of eigenvalues',
      cases: cases.known,
      variants: [
        {
          says: 'The eigenvalues are those of the covariance divided by n − 1.',
          answer: (args, right) =>
            (right as number[]).map((value) => (value * (args[0] as Matrix).length) / ((args[0] as Matrix).length - 1)),
        },
      ],
      mistakes: ofEigenvalues,
      hint: 'Project the samples on one component: what is the variance of what you get?',
    }),
    closeToReference({
      id: 'reconstruction',
      title: 'Samples come back as their projections',
      points: 0.7,
      entry: 'pca_reconstruct',
      label: 'the reconstruction',
      cases: cases.models,
      mistakes: ofReconstruction,
      hint: 'Where does the mean itself go?',
    }),
    invariant({
      id: 'reconstruction-linear',
      title: 'The reconstruction is a linear map and a shift',
      points: 0.3,
      visibility: 'hidden',
      entries: ['pca_reconstruct'],
      law: 'f(x) + f(x′) = f(x + x′) + f(0), and f(mean) = mean',
      arbitrary: fc.tuple(point, point),
      runs: 30,
      calls: ([x, y]) => [
        { entry: 'pca_reconstruct', args: [[x, y, x.map((value, j) => value + (y[j] as number)), [0, 0, 0], PLANE.mean], PLANE] },
      ],
      shape: () => [5, 3],
      holds: (_, [answer]) => {
        const [fx, fy, both, zero, mean] = answer as [number[], number[], number[], number[], number[]]
        const off = fx.findIndex((value, j) => !near(value + (fy[j] as number), (both[j] as number) + (zero[j] as number), SUMS))
        if (off >= 0)
          return `coordinate ${off} of f(x) + f(x′) − f(x + x′) − f(0) is ${(fx[off] as number) + (fy[off] as number) - (both[off] as number) - (zero[off] as number)}`
        const moved = mean.findIndex((value, j) => !near(value, PLANE.mean[j] as number, SUMS))
        return moved < 0 ? undefined : `the mean itself comes back with ${mean[moved]} in coordinate ${moved} for ${PLANE.mean[moved]}`
      },
      hint: 'Is your map linear? Where does the mean itself go?',
    }),
    trainingError,
    centredError,
    decoderSpace,
    inputUnchanged({
      id: 'input-unchanged',
      title: 'Fitting leaves the samples as they are',
      points: 0.2,
      entry: 'pca_fit',
      cases: cases.fits,
      hint: 'Which array do you centre?',
    }),
  ],
})
