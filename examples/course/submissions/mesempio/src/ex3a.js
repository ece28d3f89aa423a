const log = (p) => Math.max(Math.log(p), -100)

export function crossEntropy(a, y) {
  return a.map((p, i) => -(y[i] * log(p) + (1 - y[i]) * log(1 - p)))
}

function logSoftmaxOfTwo(u, v) {
  const top = Math.max(u, v)
  const total = top + Math.log(Math.exp(u - top) + Math.exp(v - top))
  return [u - total, v - total]
}

export function crossEntropyWithLogits(z, y) {
  return z.map((v, i) => {
    const [logA, logRest] = logSoftmaxOfTwo(v, 0)
    return -(y[i] * logA + (1 - y[i]) * logRest)
  })
}

export function boundaryCosts(a) {
  return { firstY0: -log(1 - a), firstY1: -log(a), swappedY0: 1 / 0, swappedY1: 1 / 0 }
}
