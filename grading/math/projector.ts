import type { Matrix, Vector } from '../model/tensor.ts'
import { symmetricEigen } from './symmetric-eigen.ts'

/** Below this share of the longest vector a direction counts as lost: single precision leaves 1e-7. */
const NO_DIRECTION = 1e-5

/**
 * An orthonormal basis of what the vectors span: Gram–Schmidt, twice for full accuracy, longest remainder first.
 *
 * @param vectors - (k, d) finite numbers, one vector a row, in any order, of any length.
 * @returns (r, d) with r the number of independent directions: fewer than k where one follows from the others up to 1e-5 of the longest.
 * @example
 * ```ts
 * orthonormalBasis([[2, 0], [4, 0]]).length // 1
 * ```
 */
export function orthonormalBasis(vectors: Matrix): Matrix {
  const rest = vectors.map((row) => [...row])
  const longest = Math.max(0, ...rest.map(norm))
  const basis: number[][] = []
  while (rest.length > 0) {
    const next = rest.reduce((best, row, i) => (norm(row) > norm(rest[best] as number[]) ? i : best), 0)
    const row = rest.splice(next, 1)[0] as number[]
    for (const unit of basis) subtract(row, unit)
    const length = norm(row)
    if (!(length > NO_DIRECTION * longest)) break
    const unit = row.map((x) => x / length)
    basis.push(unit)
    for (const other of rest) subtract(other, unit)
  }
  return basis
}

export interface SubspaceDistance {
  /** ‖P − Q‖ in the Frobenius norm, P and Q the orthogonal projectors onto the two spaces. */
  readonly distance: number
  /** The largest principal angle in degrees, 0 to 90; 90 where the dimensions differ. */
  readonly angle: number
}

/**
 * How far apart two subspaces are. Signs, order, lengths and mixtures of the vectors do not matter, only what they span.
 *
 * @param basis - (r, d) orthonormal rows.
 * @param other - (s, d) orthonormal rows.
 * @remarks ‖P − Q‖² = r + s − 2‖B Oᵀ‖², taken as a sum of squared sines so that small distances keep their digits: the error is below 1e-12.
 * @example
 * ```ts
 * subspaceDistance([[1, 0]], [[-1, 0]]).distance // 0
 * ```
 */
export function subspaceDistance(basis: Matrix, other: Matrix): SubspaceDistance {
  const remainders = other.map((row) => {
    const left = [...row]
    for (const unit of basis) subtract(left, unit)
    return left
  })
  const back = basis.map((row) => {
    const left = [...row]
    for (const unit of other) subtract(left, unit)
    return left
  })
  const distance = Math.sqrt([...remainders, ...back].flat().reduce((sum, x) => sum + x * x, 0))
  if (basis.length !== other.length) return { distance, angle: 90 }
  if (basis.length === 0) return { distance, angle: 0 }
  const squaredSines = symmetricEigen(remainders.map((a) => remainders.map((b) => dot(a, b)))).values
  const sine = Math.sqrt(Math.max(0, Math.min(1, squaredSines.at(-1) as number)))
  return { distance, angle: (Math.asin(sine) * 180) / Math.PI }
}

function norm(row: Vector): number {
  return Math.sqrt(dot(row, row))
}

function dot(a: Vector, b: Vector): number {
  return a.reduce((sum, x, i) => sum + x * (b[i] as number), 0)
}

/** Takes the part along a unit vector out of a row. */
function subtract(row: number[], unit: Vector): void {
  const along = dot(row, unit)
  for (const [i, x] of unit.entries()) row[i] = (row[i] as number) - along * x
}
