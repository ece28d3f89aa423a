/** Mean and covariance (divided by the number of rows) of many images, as the linear filters need them. */
export interface Moments {
  readonly size: number
  readonly mean: Float64Array
  /** size × size. */
  readonly covariance: Float64Array
}

/** @param images - rows of `size` numbers, most of them 0: only the others are multiplied. */
export function momentsOf(images: ArrayLike<number>, size: number): Moments {
  const count = images.length / size
  const mean = new Float64Array(size)
  const products = new Float64Array(size * size)
  const at = new Int32Array(size)
  const ink = new Float64Array(size)
  for (let start = 0; start < images.length; start += size) {
    let inked = 0
    for (let i = 0; i < size; i++) {
      const value = images[start + i] as number
      if (value === 0) continue
      at[inked] = i
      ink[inked++] = value
    }
    for (let a = 0; a < inked; a++) {
      const value = ink[a] as number
      const row = (at[a] as number) * size
      mean[at[a] as number] = (mean[at[a] as number] as number) + value
      for (let b = a; b < inked; b++) {
        const cell = row + (at[b] as number)
        products[cell] = (products[cell] as number) + value * (ink[b] as number)
      }
    }
  }
  for (let i = 0; i < size; i++) mean[i] = (mean[i] as number) / count
  const covariance = new Float64Array(size * size)
  for (let i = 0; i < size; i++) {
    for (let j = i; j < size; j++) {
      const value = (products[i * size + j] as number) / count - (mean[i] as number) * (mean[j] as number)
      covariance[i * size + j] = value
      covariance[j * size + i] = value
    }
  }
  return { size, mean, covariance }
}

/**
 * The `k` directions of largest variance, orthonormal rows, by subspace iteration with 12 directions to spare.
 *
 * @remarks The error of the k-th falls by λ(k+13)/λ(k) an iteration; 30 of them leave the error of a reconstruction of MNIST right to 5 digits, as a test asserts.
 */
export function principalComponents({ size, covariance }: Moments, k: number, iterations = 30): Float64Array[] {
  const spare = Math.min(k + 12, size)
  let basis = orthonormal(
    Array.from({ length: spare }, (_, row) => Float64Array.from({ length: size }, (_, i) => pseudoRandom(row * size + i))),
  )
  for (let i = 0; i < iterations; i++) basis = orthonormal(basis.map((row) => times(covariance, row)))
  return rotated(covariance, basis).slice(0, k)
}

/**
 * Reconstructions of rows from their coordinates in the first directions.
 *
 * @param counts - of directions, ascending.
 * @returns a reconstruction for each of them.
 */
export function project(
  rows: ArrayLike<number>,
  { size, mean }: Moments,
  basis: readonly Float64Array[],
  counts: readonly number[],
): readonly Float64Array[] {
  const all = counts.map(() => new Float64Array(rows.length))
  const centred = new Float64Array(size)
  const sum = new Float64Array(size)
  for (let start = 0; start < rows.length; start += size) {
    for (let i = 0; i < size; i++) centred[i] = (rows[start + i] as number) - (mean[i] as number)
    sum.set(mean)
    let taken = 0
    for (const [which, count] of counts.entries()) {
      for (; taken < count; taken++) {
        const direction = basis[taken] as Float64Array
        const coordinate = dot(direction, centred)
        for (let i = 0; i < size; i++) sum[i] = (sum[i] as number) + coordinate * (direction[i] as number)
      }
      all[which]?.set(sum, start)
    }
  }
  return all
}

/**
 * The best linear filter against white noise: m + Σ(Σ + s²I)⁻¹(x̃ − m), Σ the covariance of clean images.
 *
 * @param variance - s² > 0, of one pixel's noise.
 * @see Wiener filter; Σ(Σ + s²I)⁻¹ = I − s²(Σ + s²I)⁻¹
 */
export function wiener(rows: ArrayLike<number>, { size, mean, covariance }: Moments, variance: number): Float64Array {
  const factor = cholesky(covariance, size, variance)
  const out = new Float64Array(rows.length)
  const z = new Float64Array(size)
  for (let start = 0; start < rows.length; start += size) {
    for (let i = 0; i < size; i++) {
      const value = (rows[start + i] as number) - (mean[i] as number) - dot(factor, z, i * size, i)
      z[i] = value / (factor[i * size + i] as number)
    }
    for (let i = size - 1; i >= 0; i--) {
      z[i] = (z[i] as number) / (factor[i * size + i] as number)
      for (let j = 0; j < i; j++) z[j] = (z[j] as number) - (factor[i * size + j] as number) * (z[i] as number)
    }
    for (let i = 0; i < size; i++) out[start + i] = (rows[start + i] as number) - variance * (z[i] as number)
  }
  return out
}

/** L of Σ + s²I = L·Lᵀ, below the diagonal and on it. */
function cholesky(covariance: Float64Array, size: number, variance: number): Float64Array {
  const factor = new Float64Array(size * size)
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      const known = dot(factor, factor.subarray(j * size), i * size, j)
      const value = (covariance[i * size + j] as number) + (i === j ? variance : 0) - known
      factor[i * size + j] = i === j ? Math.sqrt(value) : value / (factor[j * size + j] as number)
    }
  }
  return factor
}

function times(matrix: Float64Array, vector: Float64Array): Float64Array {
  return Float64Array.from(vector, (_, i) => dot(matrix, vector, i * vector.length))
}

/**
 * Four sums at a time, which do not wait for one another.
 *
 * @param from - where the other factor begins in `a`.
 */
function dot(a: Float64Array, b: Float64Array, from = 0, length = b.length): number {
  let s0 = 0
  let s1 = 0
  let s2 = 0
  let s3 = 0
  let i = 0
  for (; i + 3 < length; i += 4) {
    s0 += (a[from + i] as number) * (b[i] as number)
    s1 += (a[from + i + 1] as number) * (b[i + 1] as number)
    s2 += (a[from + i + 2] as number) * (b[i + 2] as number)
    s3 += (a[from + i + 3] as number) * (b[i + 3] as number)
  }
  for (; i < length; i++) s0 += (a[from + i] as number) * (b[i] as number)
  return s0 + s1 + (s2 + s3)
}

/** Gram and Schmidt, each direction freed twice from those before it. */
function orthonormal(rows: readonly Float64Array[]): Float64Array[] {
  const done: Float64Array[] = []
  for (const row of rows) {
    const free = row.slice()
    for (let pass = 0; pass < 2; pass++) {
      for (const other of done) {
        const share = dot(free, other)
        for (let i = 0; i < free.length; i++) free[i] = (free[i] as number) - share * (other[i] as number)
      }
    }
    const length = Math.sqrt(dot(free, free))
    done.push(free.map((value) => value / length))
  }
  return done
}

/** The same span in the order of variance: Jacobi rotations of its small covariance. */
function rotated(covariance: Float64Array, basis: readonly Float64Array[]): Float64Array[] {
  const rows = basis.map((row) => row.slice())
  const images = rows.map((row) => times(covariance, row))
  const entry = (p: number, q: number): number => dot(rows[p] as Float64Array, images[q] as Float64Array)
  for (let sweep = 0; sweep < 6; sweep++) {
    for (let p = 0; p < rows.length; p++) {
      for (let q = p + 1; q < rows.length; q++) {
        const across = entry(p, q)
        if (Math.abs(across) < 1e-12) continue
        const angle = Math.atan2(2 * across, entry(p, p) - entry(q, q)) / 2
        for (const list of [rows, images]) turn(list[p] as Float64Array, list[q] as Float64Array, angle)
      }
    }
  }
  return rows
    .map((row, i) => ({ row, variance: entry(i, i) }))
    .sort((a, b) => b.variance - a.variance)
    .map(({ row }) => row)
}

function turn(a: Float64Array, b: Float64Array, angle: number): void {
  const [cosine, sine] = [Math.cos(angle), Math.sin(angle)]
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[i] as number, b[i] as number]
    a[i] = cosine * x + sine * y
    b[i] = cosine * y - sine * x
  }
}

/** Between −1 and 1, the same at every run. */
function pseudoRandom(n: number): number {
  const value = Math.sin(n * 12.9898 + 1) * 43758.5453
  return 2 * (value - Math.floor(value)) - 1
}
