const transpose = (A) => A[0].map((_, j) => A.map((row) => row[j]))
const product = (A, B) => A.map((row) => B[0].map((_, j) => row.reduce((s, x, i) => s + x * B[i][j], 0)))
const meanOf = (X) => transpose(X).map((column) => column.reduce((s, x) => s + x, 0) / column.length)
const minus = (X, m) => X.map((row) => row.map((x, j) => x - m[j]))

/** Leading eigenvectors of a symmetric matrix, a row each. */
function eigen(matrix, k) {
  const rest = matrix.map((row) => [...row])
  const vectors = []
  const values = []
  for (let c = 0; c < k; c++) {
    let v = rest.map((_, j) => Math.sin(j + 1 + c))
    for (let step = 0; step < 500; step++) {
      const next = rest.map((row) => row.reduce((s, x, j) => s + x * v[j], 0))
      const length = Math.sqrt(next.reduce((s, x) => s + x * x, 0)) || 1
      v = next.map((x) => x / length)
    }
    const value = rest.reduce((s, row, i) => s + v[i] * row.reduce((t, x, j) => t + x * v[j], 0), 0)
    for (let i = 0; i < v.length; i++) for (let j = 0; j < v.length; j++) rest[i][j] -= value * v[i] * v[j]
    vectors.push(v)
    values.push(value)
  }
  return { vectors, values }
}

export function pcaFit(X, k) {
  const mean = meanOf(X)
  const Y = minus(X, mean)
  const { vectors, values } = eigen(product(transpose(Y), Y).map((row) => row.map((x) => x / X.length)), k)
  return { mean, components: vectors, eigenvalues: values }
}

export const pcaReconstruct = (X, { mean, components }) => product(product(minus(X, mean), transpose(components)), components)

export function linearAutoencoderFit(X, k) {
  const { mean, components } = pcaFit(X, k)
  const b_enc = components.map((p) => -p.reduce((s, x, j) => s + x * mean[j], 0))
  return { W_enc: components, b_enc, W_dec: transpose(components), b_dec: mean }
}
