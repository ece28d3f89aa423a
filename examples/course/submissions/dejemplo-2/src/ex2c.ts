type M = number[][]
const T = (m: M): M => m[0].map((_, k) => m.map((row) => row[k]))
const mul = (p: M, q: M): M => p.map((row) => T(q).map((column) => row.reduce((sum, v, i) => sum + v * column[i], 0)))
const plus = (p: M, q: M): M => p.map((row, i) => row.map((v, j) => v + q[i][j]))

export function linearBackprop(weights: M[], biases: number[][], x: number[], y: number[]) {
  const layers: M[] = [[x]]
  for (let l = 0; l < weights.length; l++) layers.push(plus(mul(layers[l], T(weights[l])), [biases[l]]))
  let error = plus(layers[weights.length], [y.map((v) => -v)])
  const delta = [error]
  for (let l = weights.length - 1; l > 0; l--) {
    error = mul(error, weights[l])
    delta.unshift(error)
  }
  return { delta, dW: delta.map((d, l) => mul(T(d), layers[l])), db: delta }
}

export function collapse(weights: M[], biases: number[][]) {
  let W = T(weights[0])
  let b = [biases[0]]
  for (let l = 1; l < weights.length; l++) {
    W = mul(W, T(weights[l]))
    b = plus(mul(b, T(weights[l])), [biases[l]])
  }
  return { W: T(W), b }
}
