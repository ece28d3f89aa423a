import type { Plain } from 'assay'
import { type Mistake, part, type SubspaceMistake } from 'assay/checks'
import type { Matrix, Vector } from 'assay/math'
import { times, transposed } from './matrices.ts'
import { columnMeans, covariance, leading, minus, principal, secondMoments, standardisedVectors } from './spaces.ts'

const MEAN = 'What is the mean of the data that your decomposition sees?'
const AXES = 'Of which array are these the singular vectors: of the samples or of the coordinates?'

const input = (args: readonly Plain[]): { readonly X: Matrix; readonly k: number } => ({ X: args[0] as Matrix, k: args[1] as number })

export const ofMean: readonly Mistake[] = [
  { id: 'no-mean', says: '0: the data were not centred', hint: MEAN, answer: (args) => columnMeans(input(args).X).map(() => 0) },
]

export const ofComponents: readonly SubspaceMistake[] = [
  {
    id: 'uncentred',
    says: 'the leading directions of the data about 0, not about their mean',
    hint: MEAN,
    span: (args) => leading(secondMoments(input(args).X), input(args).k).vectors,
  },
  {
    id: 'smallest',
    says: 'the directions of least variance: most eigenvalue routines sort ascending',
    hint: 'In which order do your eigenvalues come?',
    span: (args) => leading(covariance(input(args).X), input(args).k, 'smallest').vectors,
  },
  {
    id: 'standardised',
    says: 'the components of standardised data: each coordinate was divided by its standard deviation',
    hint: 'What happens to a coordinate that is almost constant when you divide by its spread?',
    span: (args) => standardisedVectors(input(args).X, input(args).k),
  },
  {
    id: 'left-vectors',
    says: 'the left singular vectors U, one entry per sample, where the right ones V belong',
    hint: AXES,
    span: (args) => leading(secondMoments(transposed(minus(input(args).X, columnMeans(input(args).X)))), input(args).k).vectors,
  },
  {
    id: 'transposed-data',
    says: 'the components of the transposed data: coordinates were taken for samples',
    hint: AXES,
    span: (args) => principal(transposed(input(args).X), input(args).k).vectors,
  },
]

const diagonal = (values: Vector): number[][] => values.map((value, i) => values.map((_, j) => (i === j ? value : 0)))
const variances = (args: readonly Plain[]): number[] => principal(input(args).X, input(args).k).values

/** Lengths squared of components that are not of unit length. */
export const ofLengths: readonly Mistake[] = [
  {
    id: 'whitened',
    says: 'components divided by the standard deviation along them (whitening): rows of the length 1/√λ',
    hint: 'How long is one row of your components?',
    answer: (args) => diagonal(variances(args).map((value) => 1 / value)),
  },
  {
    id: 'loadings',
    says: 'components times the standard deviation along them (loadings): rows of the length √λ',
    hint: 'How long is one row of your components?',
    answer: (args) => diagonal(variances(args)),
  },
]

/** Of the variances along the components. */
export const ofOrder: readonly Mistake[] = [
  {
    id: 'ascending',
    says: 'the variances of the right components in ascending order: the component of largest variance comes last',
    hint: 'Did you sort components and eigenvalues together?',
    answer: (_args, right) => [...(right as Vector)].reverse(),
  },
]

export const ofEigenvalues: readonly Mistake[] = [
  {
    id: 'singular-values',
    says: 'the singular values of the centred data: their squares divided by n are the eigenvalues',
    hint: 'Which unit do your eigenvalues have if the data are in metres?',
    answer: (args, right) => (right as Vector).map((value) => Math.sqrt(value * input(args).X.length)),
  },
  {
    id: 'deviations',
    says: 'the standard deviations √λ along the components',
    hint: 'Which unit do your eigenvalues have if the data are in metres?',
    answer: (_args, right) => (right as Vector).map(Math.sqrt),
  },
  {
    id: 'shares',
    says: 'the shares λ/Σλ of the whole variance',
    answer: (args, right) => {
      const matrix = covariance(input(args).X)
      const whole = matrix.reduce((sum, row, i) => sum + (row[i] as number), 0)
      return (right as Vector).map((value) => value / whole)
    },
  },
  { id: 'ascending', says: 'the right eigenvalues, smallest first', answer: (_args, right) => [...(right as Vector)].reverse() },
  {
    id: 'smallest',
    says: 'the smallest eigenvalues: most eigenvalue routines sort ascending',
    hint: 'In which order do your eigenvalues come?',
    answer: (args) => leading(covariance(input(args).X), input(args).k, 'smallest').values,
  },
  {
    id: 'uncentred',
    says: 'the eigenvalues of XᵀX/n without centring',
    hint: MEAN,
    answer: (args) => leading(secondMoments(input(args).X), input(args).k).values,
  },
]

interface Model {
  readonly mean: number[]
  readonly components: number[][]
}

const modelIn = (args: readonly Plain[]): Model => ({
  mean: part(args[1] as Plain, 'mean') as number[],
  components: part(args[1] as Plain, 'components') as number[][],
})

/** Each row x to back(code(x − before)) + after. */
const mapped = (X: Matrix, { components }: Model, before: Vector, after: Vector, unit: (code: number) => number = (c) => c): number[][] =>
  times(
    times(minus(X, before), transposed(components)).map((row) => row.map(unit)),
    components,
  ).map((row) => row.map((x, j) => x + (after[j] as number)))

const zeros = (mean: Vector): number[] => mean.map(() => 0)

const reconstruction = (id: string, says: string, hint: string | undefined, answer: (X: Matrix, model: Model) => number[][]): Mistake => ({
  id,
  says,
  ...(hint === undefined ? {} : { hint }),
  answer: (args) => answer(args[0] as Matrix, modelIn(args)),
})

const LINEAR = 'Is your map linear? Compare f(x) + f(x′) with f(x + x′) + f(0).'

export const ofReconstruction: readonly Mistake[] = [
  reconstruction('mean-not-added', 'PᵀP(x − mean): the mean was taken off and not put back', MEAN, (X, m) =>
    mapped(X, m, m.mean, zeros(m.mean)),
  ),
  reconstruction('not-centred', 'PᵀP x + mean: the mean was put on without being taken off', MEAN, (X, m) =>
    mapped(X, m, zeros(m.mean), m.mean),
  ),
  reconstruction('no-mean', 'PᵀP x: the mean was left out', MEAN, (X, m) => mapped(X, m, zeros(m.mean), zeros(m.mean))),
  reconstruction(
    'below-optimum',
    'X itself. With fewer numbers in the code than coordinates nothing can give everything back: this error lies below the optimum',
    'How many numbers per sample pass through your code?',
    (X) => X.map((row) => [...row]),
  ),
  reconstruction(
    'refitted',
    'the reconstruction with components fitted to X, not with those that were handed over',
    'Whose components does your function use?',
    (X, m) => {
      const { vectors } = principal(X, m.components.length)
      const mean = columnMeans(X)
      return mapped(X, { mean, components: vectors }, mean, mean)
    },
  ),
  reconstruction('relu-code', 'the reconstruction from max(0, code): a ReLU between encoder and decoder', LINEAR, (X, m) =>
    mapped(X, m, m.mean, m.mean, (c) => Math.max(0, c)),
  ),
  reconstruction('sigmoid-code', 'the reconstruction from σ(code): a sigmoid between encoder and decoder', LINEAR, (X, m) =>
    mapped(X, m, m.mean, m.mean, (c) => 1 / (1 + Math.exp(-c))),
  ),
]
