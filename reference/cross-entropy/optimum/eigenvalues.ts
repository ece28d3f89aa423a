import type { Matrix } from '../../../grading/model/tensor.ts'

/** Cyclic Jacobi converges quadratically; matrices of this exercise need 5 or 6 sweeps. */
const MOST_SWEEPS = 50

/**
 * Eigenvalues of a real symmetric matrix, ascending, by cyclic Jacobi rotations.
 *
 * @param matrix - (m, m); of an asymmetric matrix the symmetric part (M + Mᵀ)/2 is taken, which has the same quadratic form.
 * @remarks The absolute error is a few units of rounding of the largest eigenvalue.
 * @see Golub, Van Loan, Matrix Computations, section 8.5
 */
export function symmetricEigenvalues(matrix: Matrix): number[] {
  const size = matrix.length
  const at = (row: number, column: number): number => (matrix[row] as readonly number[])[column] as number
  const m = Array.from({ length: size }, (_, i) => Array.from({ length: size }, (_, j) => (at(i, j) + at(j, i)) / 2))
  const scale = Math.max(...m.flat().map(Math.abs))
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    let largest = 0
    for (let p = 0; p < size; p++) for (let q = p + 1; q < size; q++) largest = Math.max(largest, rotate(m, p, q))
    if (largest <= Number.EPSILON * scale) break
  }
  return m.map((row, i) => row[i] as number).sort((a, b) => a - b)
}

/** Makes the entry (p, q) zero by a rotation and returns how large it was. */
function rotate(m: number[][], p: number, q: number): number {
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
  for (let k = 0; k < m.length; k++) {
    const [inP, inQ] = [rowP[k] as number, rowQ[k] as number]
    rowP[k] = cosine * inP - sine * inQ
    rowQ[k] = sine * inP + cosine * inQ
  }
  return Math.abs(entry)
}
