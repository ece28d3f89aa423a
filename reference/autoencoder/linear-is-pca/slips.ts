import type { Plain } from 'assay'
import type { ErrorSlip } from 'assay/checks'
import { type Matrix, orthonormalBasis, subspaceDistance, type Vector } from 'assay/math'
import type { Known } from './known.ts'
import { times, transposed } from './matrices.ts'
import { meanSquaredError, readWeights, type Weights } from './weights.ts'

const argsOf = (args: readonly Plain[]): { readonly X: Matrix; readonly k: number } => ({ X: args[0] as Matrix, k: args[1] as number })

type Slip = ErrorSlip<Known>

/** A residual is the share that the slip leaves unexplained, with the error read as the slip has it. */
const residual =
  (of: (weights: Weights, X: Matrix, known: Known, ratio: number) => number | undefined): Slip['residual'] =>
  (args, answer, ratio, known) => {
    const { X, k } = argsOf(args)
    const weights = readWeights(answer, (X[0] as Vector).length, k)
    return 'code' in weights ? undefined : of(weights, X, known, ratio)
  }

const decodes = (weights: Weights, span: Matrix): boolean =>
  subspaceDistance(orthonormalBasis(transposed(weights.wDec)), orthonormalBasis(span)).distance < 0.1

/** The error, relative to the least, of the best map to the plane through the mean that these directions span. */
function ratioOfPlane(span: Matrix, { centred, least }: Known): number {
  const basis = orthonormalBasis(span)
  const back = times(times(centred, transposed(basis)), basis)
  const squares = back.flatMap((row, i) => row.map((y, j) => (y - (centred[i]?.[j] as number)) ** 2))
  return squares.reduce((sum, x) => sum + x, 0) / squares.length / least
}

const ofPlane = (span: (known: Known) => Matrix | undefined): Slip['residual'] =>
  residual((weights, _, known, ratio) => {
    const plane = span(known)
    return plane !== undefined && decodes(weights, plane) ? Math.abs(ratio / ratioOfPlane(plane, known) - 1) : undefined
  })

/** Even the best ReLU leaves a quarter of what a linear unit explains: the share that is left of it, 1 where the mean would do as well. */
const onCode = (unit: (code: number) => number): Slip['residual'] =>
  residual((weights, X, { least, spread }) => (meanSquaredError(X, weights, unit) - least) / (spread - least))

const BIAS = 'What do you get without bias on data with mean ≠ 0?'
const LINEAR = 'Is there a function between encoder and decoder that the four arrays do not tell of?'

export const slips: readonly Slip[] = [
  {
    id: 'relu-code',
    says: 'the weights of a network with a ReLU on its code: with it the error is far smaller',
    hint: LINEAR,
    residual: onCode((code) => Math.max(0, code)),
  },
  {
    id: 'sigmoid-code',
    says: 'the weights of a network with a sigmoid on its code: with it the error is far smaller',
    hint: LINEAR,
    residual: onCode((code) => 1 / (1 + Math.exp(-code))),
  },
  {
    id: 'tied-not-orthonormal',
    says: 'a decoder that is the transpose of the encoder, whose rows span the right space but are not orthonormal: then the transpose does not lead back',
    hint: 'What is W_enc W_dec at the optimum, and what is it here?',
    residual: residual((weights, _, { principal }) =>
      tied(weights) && !orthonormal(weights.wEnc) && decodes(weights, principal) ? 0 : undefined,
    ),
  },
  {
    id: 'no-bias',
    says: 'the optimum without biases: directions of the data about 0, not about their mean',
    hint: BIAS,
    residual: residual(({ bEnc, bDec }, _, { least, leastWithoutBias }, ratio) =>
      [...bEnc, ...bDec].every((b) => b === 0) ? Math.abs((ratio * least) / leastWithoutBias - 1) : undefined,
    ),
  },
  {
    id: 'mean-left-out',
    says: 'an autoencoder of the centred data whose biases do not bring the mean back',
    hint: BIAS,
    residual: residual((weights, X, { centred, least }, ratio) => {
      const unbiased = { ...weights, bEnc: weights.bEnc.map(() => 0), bDec: weights.bDec.map(() => 0) }
      const biasesDoNothing = Math.abs((ratio * least) / meanSquaredError(X, unbiased) - 1)
      return Math.max(biasesDoNothing, meanSquaredError(centred, unbiased) / least - 1)
    }),
  },
  {
    id: 'encoder-bias-sign',
    says: 'an encoder whose bias has the wrong sign: it adds the code of the mean that it should take off',
    hint: 'What is the code of the mean itself?',
    residual: residual((weights, X, { least }) => meanSquaredError(X, { ...weights, bEnc: weights.bEnc.map((b) => -b) }) / least - 1),
  },
  {
    id: 'smallest',
    says: 'a code along the directions of least variance',
    hint: 'In which order do your eigenvalues come?',
    residual: ofPlane(({ smallest }) => smallest),
  },
  {
    id: 'standardised',
    says: 'the optimum for standardised data: coordinates of small spread count as much as the others',
    hint: 'Whose error does your loss measure: that of the data or that of the standardised data?',
    residual: ofPlane(({ standardised }) => standardised),
  },
]

/** Equal up to the rounding of single precision. */
const SAME = 1e-4

function tied({ wEnc, wDec }: Weights): boolean {
  const largest = Math.max(...wEnc.flat().map(Math.abs))
  return wEnc.every((row, i) => row.every((x, j) => Math.abs(x - (wDec[j]?.[i] as number)) <= SAME * largest))
}

function orthonormal(rows: Matrix): boolean {
  return times(rows, transposed(rows)).every((row, i) => row.every((x, j) => Math.abs(x - (i === j ? 1 : 0)) < 0.01))
}
