import type { Matrix } from '../model/tensor.ts'

/** Cyclic Jacobi converges quadratically; matrices up to 30×30 need fewer than 10 sweeps. */
const MOST_SWEEPS = 50

export interface Eigen {
  /** Ascending. */
  readonly values: readonly number[]
  /** Row i belongs to value i; orthonormal rows. */
  readonly vectors: Matrix
}

/**
 * Eigenvalues and eigenvectors of a real symmetric matrix, by cyclic Jacobi rotations.
 *
 * @param matrix - (m, m); of an asymmetric matrix the symmetric part (M + Mᵀ)/2 is taken, which has the same quadratic form.
 * @remarks The absolute error of an eigenvalue is a few units of rounding of the largest.
 * @see Golub, Van Loan, Matrix Computations, section 8.5
 * @example
 * ```ts
 * symmetricEigen([[2, 0], [0, 1]]).values // [1, 2]
 * ```
 */
export function symmetricEigen(matrix: Matrix): Eigen {
  const size = matrix.length
  const at = (row: number, column: number): number => (matrix[row] as readonly number[])[column] as number
  const m = Array.from({ length: size }, (_, i) => Array.from({ length: size }, (_, j) => (at(i, j) + at(j, i)) / 2))
  const vectors = Array.from({ length: size }, (_, i) => Array.from({ length: size }, (_, j) => (i === j ? 1 : 0)))
  const scale = Math.max(...m.flat().map(Math.abs))
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    let largest = 0
    for (let p = 0; p < size; p++) for (let q = p + 1; q < size; q++) largest = Math.max(largest, annihilate(m, vectors, p, q))
    if (largest <= Number.EPSILON * scale) break
  }
  const order = m.map((_, i) => i).sort((i, j) => (m[i]?.[i] as number) - (m[j]?.[j] as number))
  return { values: order.map((i) => m[i]?.[i] as number), vectors: order.map((i) => vectors[i] as number[]) }
}

/**
 * The eigenvalues alone, ascending.
 *
 * @example
 * ```ts
 * symmetricEigenvalues([[2, 0], [0, 1]]) // [1, 2]
 * ```
 */
export function symmetricEigenvalues(matrix: Matrix): readonly number[] {
  return symmetricEigen(matrix).values
}

/** Makes the entry (p, q) zero by a rotation, turns the vectors with it, and returns how large it was. */
function annihilate(m: number[][], vectors: number[][], p: number, q: number): number {
  const rowP = m[p] as number[]
  const rowQ = m[q] as number[]
  const entry = rowP[q] as number
  if (entry === 0) return 0
  const theta = ((rowQ[q] as number) - (rowP[p] as number)) / (2 * entry)
  const tangent = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1))
  const cosine = 1 / Math.hypot(tangent, 1)
  const sine = tangent * cosine
  for (const row of m) {
    const [inP, inQ] = [row[p] as number, row[q] as number]
    row[p] = cosine * inP - sine * inQ
    row[q] = sine * inP + cosine * inQ
  }
  turn(rowP, rowQ, cosine, sine)
  turn(vectors[p] as number[], vectors[q] as number[], cosine, sine)
  return Math.abs(entry)
}

function turn(first: number[], second: number[], cosine: number, sine: number): void {
  for (const [k, a] of first.entries()) {
    const b = second[k] as number
    first[k] = cosine * a - sine * b
    second[k] = sine * a + cosine * b
  }
}
