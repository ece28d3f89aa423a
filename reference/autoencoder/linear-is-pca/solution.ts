import type { Matrix, Vector } from 'assay/math'

export interface Principal {
  readonly mean: number[]
  readonly components: number[][]
  readonly eigenvalues: number[]
}

/**
 * Principal components: the directions of largest variance about the mean.
 *
 * @param X - (n, d) one sample a row; n may be smaller than d.
 * @param k - 1..d.
 * @returns mean (d,); components (k, d), orthonormal rows, of largest variance first; eigenvalues (k,) of the covariance divided by n.
 * @remarks By singular values of the centred data, so that the covariance is never formed: exact to a few units of rounding of the largest.
 * @see Jolliffe, Principal Component Analysis, section 3.5; golden values: fixtures/golden/autoencoder/linear-is-pca/PROVENANCE.md
 */
export function pcaFit(X: Matrix, k: number): Principal {
  const mean = columnMeans(X)
  const { directions, lengths } = rightSingular(centred(X, mean))
  const order = lengths.map((_, j) => j).sort((a, b) => (lengths[b] as number) - (lengths[a] as number))
  const kept = order.slice(0, k)
  return {
    mean,
    components: kept.map((j) => directions[j] as number[]),
    eigenvalues: kept.map((j) => (lengths[j] as number) ** 2 / X.length),
  }
}

/**
 * Samples projected on the plane through the mean that the components span.
 *
 * @param X - (n, d), any samples.
 * @param model - mean (d,) and components (k, d) with orthonormal rows.
 * @returns (n, d) mean + PᵀP(x − mean) for each row x.
 */
export function pcaReconstruct(X: Matrix, { mean, components }: Pick<Principal, 'mean' | 'components'>): number[][] {
  return centred(X, mean).map((x) => {
    const code = components.map((p) => dot(p, x))
    return mean.map((m, j) => code.reduce((sum, c, i) => sum + c * ((components[i] as Vector)[j] as number), m))
  })
}

/**
 * The linear autoencoder with the least mean squared error over the samples: x ↦ W_dec(W_enc x + b_enc) + b_dec is the projection on the
 * principal components. For any invertible G, G W_enc and W_dec G⁻¹ do as well; this is the one with orthonormal weights.
 *
 * @param X - (n, d) training samples, a row each.
 * @param k - units of the code, 1..d.
 * @param _seed - for those who train; the optimum is given by a formula.
 * @returns W_enc (k, d), b_enc (k,), W_dec (d, k), b_dec (d,).
 * @see Baldi, Hornik, Neural networks and principal component analysis, 1989
 */
export function linearAutoencoderFit(X: Matrix, k: number, _seed: number) {
  const { mean, components } = pcaFit(X, k)
  return {
    W_enc: components,
    b_enc: components.map((p) => -dot(p, mean)),
    W_dec: mean.map((_, j) => components.map((p) => p[j] as number)),
    b_dec: mean,
  }
}

const MOST_SWEEPS = 60

/**
 * One-sided Jacobi: rotates pairs of columns of A until all are orthogonal. They are then A V with lengths the singular values.
 * @returns directions: the columns of V, a row each.
 */
function rightSingular(A: Matrix): { readonly directions: number[][]; readonly lengths: number[] } {
  const d = (A[0] as Vector).length
  const columns = Array.from({ length: d }, (_, j) => A.map((row) => row[j] as number))
  const directions = columns.map((_, j) => columns.map((_, i) => (i === j ? 1 : 0)))
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    let turned = false
    for (let p = 0; p < d; p++) {
      for (let q = p + 1; q < d; q++) {
        const [a, b] = [columns[p] as number[], columns[q] as number[]]
        const [aa, bb, ab] = [dot(a, a), dot(b, b), dot(a, b)]
        if (Math.abs(ab) <= 1e-15 * Math.sqrt(aa * bb)) continue
        turned = true
        const zeta = (bb - aa) / (2 * ab)
        const tangent = (zeta < 0 ? -1 : 1) / (Math.abs(zeta) + Math.hypot(1, zeta))
        const cosine = 1 / Math.hypot(1, tangent)
        rotate(a, b, cosine, cosine * tangent)
        rotate(directions[p] as number[], directions[q] as number[], cosine, cosine * tangent)
      }
    }
    if (!turned) break
  }
  return { directions, lengths: columns.map((column) => Math.sqrt(dot(column, column))) }
}

function rotate(a: number[], b: number[], cosine: number, sine: number): void {
  for (const [i, x] of a.entries()) {
    const y = b[i] as number
    a[i] = cosine * x - sine * y
    b[i] = sine * x + cosine * y
  }
}

function columnMeans(X: Matrix): number[] {
  return (X[0] as Vector).map((_, j) => X.reduce((sum, row) => sum + (row[j] as number), 0) / X.length)
}

function centred(X: Matrix, mean: Vector): number[][] {
  return X.map((row) => row.map((x, j) => x - (mean[j] as number)))
}

function dot(a: Vector, b: Vector): number {
  return a.reduce((sum, x, i) => sum + x * (b[i] as number), 0)
}
