const transposeTimes = (w: number[][], v: number[]) => w[0].map((_, j) => w.reduce((sum, row, k) => sum + row[j] * v[k], 0))

export const linearBackprop = (weights: number[][][], biases: number[][], x: number[], y: number[]) => {
  const inputs: number[][] = []
  let a = x
  for (let l = 0; l < weights.length; l++) {
    inputs.push(a)
    a = weights[l].map((row, j) => biases[l][j] + row.map((w, k) => w * inputs[l][k]).reduce((p, q) => p + q))
  }
  const error = a.map((v, j) => v - y[j])
  const delta = weights.map((_, l) => weights.slice(l + 1).reduce((v, w) => transposeTimes(w, v), error))
  return { delta, dW: delta.map((d, l) => d.map((e) => inputs[l].map((v) => e * v))), db: delta }
}

export const collapse = (weights: number[][][], biases: number[][]) => {
  const product = (p: number[][], q: number[][]) => p.map((row) => transposeTimes(q, row))
  const after = weights.map((_, l) => weights.slice(l + 1).reduce((m: number[][] | null, w) => (m ? product(w, m) : w), null))
  const W = after[0] ? product(after[0], weights[0]) : weights[0]
  const b = biases[biases.length - 1].map((_, j) =>
    biases.reduce((sum, bl, l) => sum + (after[l] ? bl.reduce((t, v, k) => t + after[l]![j][k] * v, 0) : bl[j]), 0),
  )
  return { W, b }
}
