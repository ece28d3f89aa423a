type Matrix = number[][]
const dot = (a: number[], b: number[]) => a.reduce((s, x, i) => s + x * b[i], 0)

export function pcaFit(X: Matrix, k: number) {
  const mean = X[0].map((_, j) => X.reduce((s, row) => s + row[j], 0) / X.length)
  const rest = X.map((row) => row.map((x, j) => x - mean[j]))
  const components: Matrix = []
  const eigenvalues: number[] = []
  for (let c = 0; c < k; c++) {
    let v = mean.map((_, j) => Math.sin(1 + j + 3 * c))
    for (let step = 0; step < 400; step++) {
      const scores = rest.map((row) => dot(row, v))
      const next = mean.map((_, j) => rest.reduce((s, row, i) => s + row[j] * scores[i], 0))
      for (const other of components) {
        const along = dot(next, other)
        for (let j = 0; j < next.length; j++) next[j] -= along * other[j]
      }
      const length = Math.hypot(...next)
      v = next.map((x) => x / length)
    }
    eigenvalues.push(rest.reduce((s, row) => s + dot(row, v) ** 2, 0) / X.length)
    components.push(v)
  }
  return { mean, components, eigenvalues }
}

export function pcaReconstruct(X: Matrix, model: { mean: number[]; components: Matrix }) {
  return X.map((row) => {
    const centred = row.map((x, j) => x - model.mean[j])
    const out = [...model.mean]
    for (const p of model.components) {
      const score = dot(p, centred)
      p.forEach((x, j) => {
        out[j] += score * x
      })
    }
    return out
  })
}

export function linearAutoencoderFit(X: Matrix, k: number, _seed: number) {
  const { mean, components } = pcaFit(X, k)
  // Unit i of the code is (i + 2) times component i plus component i + 1.
  const W_enc = components.map((p, i) => p.map((x, j) => (i + 2) * x + (components[i + 1]?.[j] ?? 0)))
  const columns: Matrix = []
  for (let i = 0; i < k; i++) columns.push(components[i].map((x, j) => (x - (i > 0 ? columns[i - 1][j] : 0)) / (i + 2)))
  // Back substitution of the bidiagonal mixture above, column by column.
  const W_dec = mean.map((_, j) => columns.map((column) => column[j]))
  const b_enc = W_enc.map((row) => -dot(row, mean))
  return { W_enc, b_enc, W_dec, b_dec: mean }
}
