import { errorRatio, orthonormalBasis, part, subspace, subspaceDistance } from '../../../checks/index.ts'
import { notFinite } from '../../../checks/numeric/not-finite.ts'
import type { Check } from '../../../grading/model/check.ts'
import type { FindingData } from '../../../grading/model/finding.ts'
import { type Matrix, type Nested, sameShape, shapeOf, toTensor, type Vector } from '../../../grading/model/tensor.ts'
import type { Plain } from '../../../grading/model/value.ts'
import { centredTraining, training } from './cases.ts'
import { columnMeans, covariance, leading, minus, principal, secondMoments, standardisedSpan, times, transposed } from './spaces.ts'

interface Weights {
  readonly wEnc: Matrix
  readonly bEnc: Vector
  readonly wDec: Matrix
  readonly bDec: Vector
}

/** A missing bias is one of zeros. Any number of units is read: one too many shows in the error. */
function readWeights(answer: Plain, d: number, k: number): Weights | FindingData {
  const field = (name: string): Plain | undefined => part(answer, name)
  const [wEnc, wDec] = [asMatrix(field('W_enc'), 'row'), asMatrix(field('W_dec'), 'column')]
  const available = answer !== null && typeof answer === 'object' ? Object.keys(answer).slice(0, 12) : []
  for (const [name, matrix] of [
    ['W_enc', wEnc],
    ['W_dec', wDec],
  ] as const) {
    if (field(name) === undefined) return { code: 'missing-field', label: 'linear_autoencoder_fit', field: name, available }
    if (matrix === undefined) return { code: 'type-mismatch', label: name, actual: 'something else', expected: 'a matrix' }
  }
  const units = wEnc?.length ?? 0
  // More units than asked for can be measured; weights that lie the other way round cannot.
  const shown = wEnc?.[0]?.length === d ? Math.max(units, k) : k
  const bEnc = asVector(field('b_enc') ?? new Array<number>(units).fill(0))
  const bDec = asVector(field('b_dec') ?? new Array<number>(d).fill(0))
  const checked: readonly (readonly [string, Nested | undefined, readonly number[]])[] = [
    ['W_enc', wEnc, [shown, d]],
    ['W_dec', wDec, [d, shown]],
    ['b_enc', bEnc, [units]],
    ['b_dec', bDec, [d]],
  ]
  for (const [label, numbers, expected] of checked) {
    const actual = numbers === undefined ? [] : (shapeOf(numbers) as number[])
    if (!sameShape(actual, expected)) return { code: 'shape-mismatch', label, actual, expected }
    const broken = notFinite(label, toTensor(numbers as Nested))
    if (broken !== undefined) return broken
  }
  return { wEnc: wEnc as Matrix, bEnc: bEnc as Vector, wDec: wDec as Matrix, bDec: bDec as Vector }
}

/** A vector where one unit makes a matrix of one row or column is read as that. */
function asMatrix(value: Plain | undefined, as: 'row' | 'column'): Matrix | undefined {
  const shape = shapeOf(value)
  if (shape?.length === 2) return value as Matrix
  if (shape?.length === 1) return as === 'row' ? [value as Vector] : (value as Vector).map((x) => [x])
  return undefined
}

function asVector(value: Plain): Vector | undefined {
  const shape = shapeOf(value)
  if (shape === undefined || shape.length > 2 || (shape.length === 2 && shape[0] !== 1 && shape[1] !== 1)) return undefined
  return [value].flat(3) as number[]
}

function meanSquaredError(X: Matrix, weights: Weights, unit: (code: number) => number = (c) => c): number {
  const codes = times(X, transposed(weights.wEnc)).map((row) => row.map((c, i) => unit(c + (weights.bEnc[i] as number))))
  const back = times(codes, transposed(weights.wDec))
  const squares = back.flatMap((row, i) => row.map((y, j) => (y + (weights.bDec[j] as number) - (X[i]?.[j] as number)) ** 2))
  return squares.reduce((sum, x) => sum + x, 0) / squares.length
}

/** Σ of the eigenvalues that are left out, per element. */
function leastError(matrix: Matrix, k: number): number {
  const { values } = leading(matrix, matrix.length)
  return values.slice(k).reduce((sum, x) => sum + x, 0) / matrix.length
}

const argsOf = (args: readonly Plain[]): { readonly X: Matrix; readonly k: number } => ({ X: args[0] as Matrix, k: args[1] as number })

/** What the data themselves say: the optimum, and where slips lead. */
function knownOf(args: readonly Plain[]) {
  const { X, k } = argsOf(args)
  return {
    least: leastError(covariance(X), k),
    leastWithoutBias: leastError(secondMoments(X), k),
    centred: minus(X, columnMeans(X)),
    smallest: leading(covariance(X), k, 'smallest').vectors,
    standardised: standardisedSpan(X, k),
  }
}

type Known = ReturnType<typeof knownOf>

function usable(args: readonly Plain[], answer: Plain): Weights | undefined {
  const { X, k } = argsOf(args)
  const weights = readWeights(answer, (X[0] as Vector).length, k)
  return 'code' in weights ? undefined : weights
}

const detecting =
  (detect: (weights: Weights, X: Matrix, known: Known, ratio: number) => boolean) =>
  (args: readonly Plain[], answer: Plain, ratio: number, known: Known): boolean => {
    const weights = usable(args, answer)
    return weights !== undefined && detect(weights, argsOf(args).X, known, ratio)
  }

const decodes = (weights: Weights, span: Matrix | undefined): boolean =>
  span !== undefined && subspaceDistance(orthonormalBasis(transposed(weights.wDec)), orthonormalBasis(span)).distance < 0.1

const UNITS = {
  relu: (code: number): number => Math.max(0, code),
  sigmoid: (code: number): number => 1 / (1 + Math.exp(-code)),
} as const

/** Far below the error of the map as returned: the weights were trained for another map. */
const MUCH_BETTER = 0.8

/** Whether the weights make sense with this function on the code, and more so than with the other one. */
function readsAs(unit: keyof typeof UNITS): (weights: Weights, X: Matrix) => boolean {
  return (weights, X) => {
    const error = meanSquaredError(X, weights, UNITS[unit])
    const other = meanSquaredError(X, weights, UNITS[unit === 'relu' ? 'sigmoid' : 'relu'])
    return error <= other && error < MUCH_BETTER * meanSquaredError(X, weights)
  }
}

const BIAS = 'What do you get without bias on data with mean ≠ 0?'
const LINEAR = 'Is there a function between encoder and decoder that the four arrays do not tell of?'

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
  measure: (args: readonly Plain[], answer: Plain) => {
    const { X, k } = argsOf(args)
    const weights = readWeights(answer, (X[0] as Vector).length, k)
    return 'code' in weights ? weights : meanSquaredError(X, weights)
  },
  impossible: {
    id: 'below-optimum',
    says: 'an error below the optimum of k units, which no map through k numbers reaches: more than k numbers pass through this one',
  },
  mistakes: [
    {
      id: 'relu-code',
      says: 'the weights of a network with a ReLU on its code: with it the error is far smaller',
      hint: LINEAR,
      detect: detecting(readsAs('relu')),
    },
    {
      id: 'sigmoid-code',
      says: 'the weights of a network with a sigmoid on its code: with it the error is far smaller',
      hint: LINEAR,
      detect: detecting(readsAs('sigmoid')),
    },
    {
      id: 'no-bias',
      says: 'the optimum without biases: directions of the data about 0, not about their mean',
      hint: BIAS,
      detect: detecting(({ bEnc, bDec }, _, { least, leastWithoutBias }, ratio) => {
        return [...bEnc, ...bDec].every((b) => b === 0) && ratio < (1.02 * leastWithoutBias) / least
      }),
    },
    {
      id: 'mean-left-out',
      says: 'an autoencoder of the centred data whose biases do not bring the mean back',
      hint: BIAS,
      detect: detecting((weights, _, { centred, least }) => {
        const unbiased = { ...weights, bEnc: weights.bEnc.map(() => 0), bDec: weights.bDec.map(() => 0) }
        return meanSquaredError(centred, unbiased) < 1.02 * least
      }),
    },
    {
      id: 'smallest',
      says: 'a code along the directions of least variance',
      hint: 'In which order do your eigenvalues come?',
      detect: detecting((weights, _, { smallest }) => decodes(weights, smallest)),
    },
    {
      id: 'standardised',
      says: 'the optimum for standardised data: coordinates of small spread count as much as the others',
      hint: 'Whose error does your loss measure: that of the data or that of the standardised data?',
      detect: detecting((weights, _, { standardised }) => decodes(weights, standardised)),
    },
  ],
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
  span: (args) => principal(argsOf(args).X, argsOf(args).k).vectors,
  distance: FIFTEEN_DEGREES,
  hint: 'Replace W_enc by G W_enc and W_dec by W_dec G⁻¹: what changes, and what does not?',
})
