const product = (A, B) => A.map((row) => B[0].map((_, j) => row.reduce((s, x, i) => s + x * B[i][j], 0)))
const flip = (A) => A[0].map((_, j) => A.map((row) => row[j]))

function solve(A, B) {
  const rows = A.map((row, i) => [...row, ...B[i]])
  const n = A.length
  for (let c = 0; c < n; c++) {
    let pivot = c
    for (let r = c; r < n; r++) if (Math.abs(rows[r][c]) > Math.abs(rows[pivot][c])) pivot = r
    ;[rows[c], rows[pivot]] = [rows[pivot], rows[c]]
    rows[c] = rows[c].map((x, _, row) => x / row[c])
    for (let r = 0; r < n; r++) {
      if (r === c) continue
      const factor = rows[r][c]
      rows[r] = rows[r].map((x, j) => x - factor * rows[c][j])
    }
  }
  return rows.map((row) => row.slice(n))
}

function factors(Y, k) {
  let W = Array.from({ length: k }, (_, i) => Y[0].map((_, j) => Math.sin((i + 2) * (j + 1))))
  for (let round = 0; round < 200; round++) {
    const codes = flip(solve(product(W, flip(W)), product(W, flip(Y))))
    W = solve(product(flip(codes), codes), product(flip(codes), Y))
  }
  return W
}

const averages = (X) => flip(X).map((column) => column.reduce((s, x) => s + x, 0) / X.length)
const less = (X, mean) => X.map((row) => row.map((x, j) => x - mean[j]))

export function pcaFit(X, k) {
  const mean = averages(X)
  const Y = less(X, mean)
  const components = []
  const eigenvalues = []
  let left = Y
  for (let c = 0; c < k; c++) {
    const [w] = factors(left, 1)
    const length = Math.hypot(...w)
    const unit = w.map((x) => x / length)
    const scores = left.map((row) => row.reduce((s, x, j) => s + x * unit[j], 0))
    left = left.map((row, i) => row.map((x, j) => x - scores[i] * unit[j]))
    components.push(unit)
    eigenvalues.push(scores.reduce((s, x) => s + x * x, 0) / X.length)
  }
  return { mean, components, eigenvalues }
}

export function pcaReconstruct(X, model) {
  const codes = product(less(X, model.mean), flip(model.components))
  return product(codes, model.components).map((row) => row.map((x, j) => x + model.mean[j]))
}

export function linearAutoencoderFit(X, k) {
  const mean = averages(X)
  const W = factors(less(X, mean), k)
  const encoder = solve(product(W, flip(W)), W)
  const through = product([mean], product(flip(encoder), W))[0]
  return { W_enc: encoder, W_dec: flip(W), b_dec: mean.map((m, j) => m - through[j]) }
}
