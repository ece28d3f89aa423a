import { type Matrix, symmetricEigen, type Vector } from 'assay/math'
import { dot, transposed } from './matrices.ts'

export function columnMeans(X: Matrix): number[] {
  return (X[0] as Vector).map((_, j) => X.reduce((sum, row) => sum + (row[j] as number), 0) / X.length)
}

export function minus(X: Matrix, mean: Vector): number[][] {
  return X.map((row) => row.map((x, j) => x - (mean[j] as number)))
}

/** XᵀX/n: the covariance when X is centred. */
export function secondMoments(X: Matrix): number[][] {
  const columns = transposed(X)
  return columns.map((a) => columns.map((b) => dot(a, b) / X.length))
}

/** Eigenvectors of the k largest or smallest eigenvalues, a row each; largest first. */
export function leading(
  matrix: Matrix,
  k: number,
  which: 'largest' | 'smallest' = 'largest',
): { readonly values: number[]; readonly vectors: number[][] } {
  const { values, vectors } = symmetricEigen(matrix)
  const order = values.map((_, i) => values.length - 1 - i)
  const kept = which === 'largest' ? order.slice(0, k) : order.slice(-k)
  return { values: kept.map((i) => values[i] as number), vectors: kept.map((i) => [...(vectors[i] as Vector)]) }
}

/** The covariance of the samples, divided by n. */
export function covariance(X: Matrix): number[][] {
  return secondMoments(minus(X, columnMeans(X)))
}

/** Principal components by the eigenvectors of the covariance. */
export function principal(X: Matrix, k: number): { readonly values: number[]; readonly vectors: number[][] } {
  return leading(covariance(X), k)
}

/** Of the data divided by the standard deviation of each coordinate; `undefined` where one is constant. */
export function standardisedVectors(X: Matrix, k: number): number[][] | undefined {
  const centred = minus(X, columnMeans(X))
  const deviations = transposed(centred).map((column) => Math.sqrt(dot(column, column) / X.length))
  if (deviations.some((deviation) => deviation < 1e-9)) return undefined
  return leading(secondMoments(centred.map((row) => row.map((x, j) => x / (deviations[j] as number)))), k).vectors
}

/** The same, taken back to the units of the data: what an autoencoder trained on standardised data decodes to. */
export function standardisedSpan(X: Matrix, k: number): number[][] | undefined {
  const centred = minus(X, columnMeans(X))
  const deviations = transposed(centred).map((column) => Math.sqrt(dot(column, column) / X.length))
  return standardisedVectors(X, k)?.map((row) => row.map((x, j) => x * (deviations[j] as number)))
}
