import { near, T32 } from 'assay/checks'
import { type Matrix, symmetricEigenvalues, type Vector } from 'assay/math'

/** Below this share of the largest eigenvalue one counts as zero: single precision leaves 1e-7. */
export const ZERO_SHARE = 1e-5

/** Where a matrix differs from its transpose, in words. */
export function asymmetry(matrix: Matrix): string | undefined {
  for (const [j, row] of matrix.entries()) {
    for (const [k, entry] of row.entries()) {
      const mirrored = (matrix[k] as Vector)[j] as number
      if (!near(mirrored, entry, T32)) return `entry (${j}, ${k}) is ${entry} and entry (${k}, ${j}) is ${mirrored}`
    }
  }
  return allZero(matrix.flat())
}

/** A direction with negative curvature, by its eigenvalue; or that there is no curvature at all, which the bias always has. */
export function negativeCurvature(matrix: Matrix): string | undefined {
  const eigenvalues = symmetricEigenvalues(matrix)
  const [least, largest] = [eigenvalues[0] as number, eigenvalues.at(-1) as number]
  if (least < -ZERO_SHARE * Math.max(1, largest)) return `the least eigenvalue of (H + Hᵀ)/2 is ${least}`
  return allZero(matrix.flat())
}

/** Gradients where σ(z) = y, and where every target is half of that: the slope along the bias is then half the mean output. */
export function slopeLeft(atOptimum: Vector, atHalf: Vector, outputs: Vector): string | undefined {
  const left = atOptimum.findIndex((slope) => !near(slope, 0, T32))
  if (left >= 0) return `entry ${left} of the gradient is ${atOptimum[left]} where every output equals its target`
  const steepest = Math.max(...atHalf.map(Math.abs))
  if (steepest >= mean(outputs) / 4) return undefined
  return steepest === 0
    ? 'the gradient is still 0 when every target is halved'
    : `no entry of the gradient exceeds ${steepest} when every target is halved`
}

function allZero(values: Vector): string | undefined {
  return values.every((value) => value === 0) ? 'every entry is 0' : undefined
}

export function mean(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0) / values.length
}
