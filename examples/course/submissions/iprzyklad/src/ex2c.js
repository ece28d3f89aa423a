const lift = (w, b) => [...w.map((row, j) => [...row, b[j]]), [...w[0].map(() => 0), 1]]
const compose = (p, q) => p.map((row) => q[0].map((_, k) => row.reduce((sum, v, i) => sum + v * q[i][k], 0)))

export function collapse(weights, biases) {
  return { W: weights.map((w, l) => lift(w, biases[l])).reduce((before, layer) => compose(layer, before)) }
}

export function linearBackprop(weights, biases, x, y) {
  let column = [...x, 1].map((v) => [v])
  const inputs = []
  for (let l = 0; l < weights.length; l++) {
    inputs.push(column)
    column = compose(lift(weights[l], biases[l]), column)
  }
  const delta = [y.map((v, j) => column[j][0] - v)]
  for (let l = weights.length - 1; l > 0; l--) delta.unshift(compose([delta[0]], weights[l])[0])
  const full = delta.map((d, l) => d.map((e) => inputs[l].map(([v]) => e * v)))
  return { delta, dW: full.map((g) => g.map((row) => row.slice(0, -1))), db: full.map((g) => g.map((row) => row[row.length - 1])) }
}
