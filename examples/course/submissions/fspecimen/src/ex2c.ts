const prime = (a: number) => a * (1 - a)

export function linearBackprop(weights: number[][][], biases: number[][], x: number[], y: number[]) {
  const a: number[][] = []
  weights.forEach((w, l) => a.push(w.map((row, j) => row.reduce((s, v, k) => s + v * (a[l - 1] ?? x)[k], biases[l][j]))))
  const delta: number[][] = []
  for (let l = weights.length - 1; l >= 0; l--) {
    const error = l === weights.length - 1 ? a[l].map((v, j) => v - y[j]) : a[l].map((_, j) => weights[l + 1].reduce((s, row, k) => s + row[j] * delta[l + 1][k], 0))
    delta[l] = error.map((e, j) => e * prime(a[l][j]))
  }
  return { delta, dW: delta.map((d, l) => d.map((e) => (a[l - 1] ?? x).map((v) => v * e))), db: delta }
}

export function collapse(weights: number[][][], biases: number[][]) {
  let W = weights[0]
  let b = biases[0]
  for (let l = 1; l < weights.length; l++) {
    const w = weights[l]
    const before = W
    const offset = b
    W = w.map((row) => before[0].map((_, i) => row.reduce((s, v, k) => s + v * before[k][i], 0)))
    b = w.map((row, j) => row.reduce((s, v, k) => s + v * offset[k], 0) + biases[l][j])
  }
  return { W, b }
}
