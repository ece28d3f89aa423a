import type { Matrix, Vector } from 'assay/math'

export function transposed(X: Matrix): number[][] {
  return (X[0] as Vector).map((_, j) => X.map((row) => row[j] as number))
}

/** A B. */
export function times(A: Matrix, B: Matrix): number[][] {
  const columns = transposed(B)
  return A.map((row) => columns.map((column) => dot(row, column)))
}

/** a · b. */
export function dot(a: Vector, b: Vector): number {
  return a.reduce((sum, x, i) => sum + x * (b[i] as number), 0)
}
