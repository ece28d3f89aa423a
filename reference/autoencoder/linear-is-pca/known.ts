import type { Plain } from 'assay'
import type { Matrix } from 'assay/math'
import { columnMeans, covariance, leading, minus, principal, secondMoments, standardisedSpan } from './spaces.ts'

/** Σ of the eigenvalues that are left out, per element. */
function leastError(matrix: Matrix, k: number): number {
  const { values } = leading(matrix, matrix.length)
  return values.slice(k).reduce((sum, x) => sum + x, 0) / matrix.length
}

/** What is known of samples before anything is answered. */
export interface Known {
  readonly least: number
  /** What the mean alone leaves. */
  readonly spread: number
  readonly leastWithoutBias: number
  readonly centred: Matrix
  /** Vectors that span the spaces, a row each. */
  readonly principal: Matrix
  readonly smallest: Matrix
  readonly standardised: Matrix | undefined
}

/** What the data themselves say: the optimum, and where slips lead. */
export function knownOf(args: readonly Plain[]): Known {
  const [X, k] = args as [Matrix, number]
  return {
    least: leastError(covariance(X), k),
    spread: leastError(covariance(X), 0),
    leastWithoutBias: leastError(secondMoments(X), k),
    centred: minus(X, columnMeans(X)),
    principal: principal(X, k).vectors,
    smallest: leading(covariance(X), k, 'smallest').vectors,
    standardised: standardisedSpan(X, k),
  }
}
