import type { Matrix, Vector } from 'assay/math'

/**
 * `W v`.
 *
 * @param matrix - (m, n).
 * @param vector - (n,).
 * @returns (m,).
 */
export function multiply(matrix: Matrix, vector: Vector): number[] {
  return matrix.map((row) => row.reduce((sum, weight, k) => sum + weight * (vector[k] as number), 0))
}

/**
 * `Wᵀ v`, without forming the transpose.
 *
 * @param matrix - (m, n), m ≥ 1.
 * @param vector - (m,).
 * @returns (n,).
 */
export function multiplyTransposed(matrix: Matrix, vector: Vector): number[] {
  const columns = matrix[0]?.length ?? 0
  return Array.from({ length: columns }, (_, k) => matrix.reduce((sum, row, j) => sum + (row[k] as number) * (vector[j] as number), 0))
}

/** `u vᵀ`: (m,) and (n,) give (m, n). */
export function outer(left: Vector, right: Vector): number[][] {
  return left.map((u) => right.map((v) => u * v))
}

/** `A B`: (m, k) and (k, n) give (m, n). */
export function product(left: Matrix, right: Matrix): number[][] {
  return left.map((row) => multiplyTransposed(right, row))
}

/** `u + v`, element by element. */
export function add(left: Vector, right: Vector): number[] {
  return left.map((u, j) => u + (right[j] as number))
}
