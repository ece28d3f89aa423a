type Matrix = number[][]

function jacobi(symmetric: Matrix) {
  const a = symmetric.map((row) => [...row])
  const n = a.length
  const v = a.map((_, i) => a.map((_, j) => Number(i === j)))
  for (let sweep = 0; sweep < 30; sweep++) {
    for (let p = 0; p < n - 1; p++) {
      for (let q = p + 1; q < n; q++) {
        const angle = 0.5 * Math.atan2(2 * a[p][q], a[q][q] - a[p][p])
        const [c, s] = [Math.cos(angle), Math.sin(angle)]
        for (let i = 0; i < n; i++) {
          const [x, y] = [a[i][p], a[i][q]]
          a[i][p] = c * x - s * y
          a[i][q] = s * x + c * y
        }
        for (let i = 0; i < n; i++) {
          const [x, y] = [a[p][i], a[q][i]]
          a[p][i] = c * x - s * y
          a[q][i] = s * x + c * y
        }
        for (let i = 0; i < n; i++) {
          const [x, y] = [v[i][p], v[i][q]]
          v[i][p] = c * x - s * y
          v[i][q] = s * x + c * y
        }
      }
    }
  }
  const order = a.map((_, i) => i).sort((i, j) => a[j][j] - a[i][i])
  return { values: order.map((i) => a[i][i]), vectors: order.map((i) => v.map((row) => row[i])) }
}

const meanOf = (X: Matrix) => X[0].map((_, j) => X.reduce((s, row) => s + row[j] / X.length, 0))

export const pcaFit = (X: Matrix, k: number) => {
  const mean = meanOf(X)
  const covariance = mean.map((_, a) =>
    mean.map((_, b) => X.reduce((s, row) => s + ((row[a] - mean[a]) * (row[b] - mean[b])) / X.length, 0)),
  )
  const { values, vectors } = jacobi(covariance)
  return { mean, components: vectors.slice(0, k), eigenvalues: values.slice(0, k) }
}

export const pcaReconstruct = (X: Matrix, { mean, components }: { mean: number[]; components: Matrix }) =>
  X.map((row) =>
    mean.map((m, j) => m + components.reduce((s, p) => s + p[j] * p.reduce((t, x, i) => t + x * (row[i] - mean[i]), 0), 0)),
  )

export function linearAutoencoderFit(X: Matrix, k: number, seed: number) {
  const d = X[0].length
  let state = seed
  const small = () => {
    state = (state * 48271) % 2147483647
    return 0.4 * (state / 2147483647 - 0.5)
  }
  // One flat list of parameters: W_enc, b_enc, W_dec, b_dec.
  const size = 2 * k * d + k + d
  const w = Array.from({ length: size }, small)
  const [be, wd, bd] = [k * d, k * d + k, 2 * k * d + k]
  const first = new Array(size).fill(0)
  const second = new Array(size).fill(0)
  const steps = 1500
  for (let t = 1; t <= steps; t++) {
    const g = new Array(size).fill(0)
    for (const x of X) {
      const z = Array.from({ length: k }, (_, i) => x.reduce((s, value, j) => s + w[i * d + j] * value, w[be + i]))
      const back = new Array(k).fill(0)
      for (let j = 0; j < d; j++) {
        let e = w[bd + j] - x[j]
        for (let i = 0; i < k; i++) e += w[wd + j * k + i] * z[i]
        e /= X.length
        g[bd + j] += e
        for (let i = 0; i < k; i++) {
          g[wd + j * k + i] += e * z[i]
          back[i] += e * w[wd + j * k + i]
        }
      }
      for (let i = 0; i < k; i++) {
        g[be + i] += back[i]
        for (let j = 0; j < d; j++) g[i * d + j] += back[i] * x[j]
      }
    }
    const rate = 0.03 * Math.min(1, (2 * (steps - t)) / steps)
    for (let p = 0; p < size; p++) {
      first[p] = 0.9 * first[p] + 0.1 * g[p]
      second[p] = 0.999 * second[p] + 0.001 * g[p] ** 2
      w[p] -= (rate * (first[p] / (1 - 0.9 ** t))) / (Math.sqrt(second[p] / (1 - 0.999 ** t)) + 1e-8)
    }
  }
  return {
    W_enc: Array.from({ length: k }, (_, i) => w.slice(i * d, (i + 1) * d)),
    b_enc: w.slice(be, be + k),
    W_dec: Array.from({ length: d }, (_, j) => w.slice(wd + j * k, wd + (j + 1) * k)),
    b_dec: w.slice(bd),
  }
}
