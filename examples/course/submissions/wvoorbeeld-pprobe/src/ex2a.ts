const sigma = (z: number) => 1 / (1 + Math.exp(-z))

const forwardOf: Record<string, (z: number) => number> = {
  sigmoid: sigma,
  tanh: (z) => Math.tanh(z),
  softplus: (z) => Math.log1p(Math.exp(z)),
  sin: (z) => Math.sin(z),
  square: (z) => z ** 2,
  identity: (z) => z,
}
const slopeOf: Record<string, (z: number) => number> = {
  sigmoid: (z) => sigma(z) * (1 - sigma(z)),
  tanh: (z) => 1 - Math.tanh(z) ** 2,
  softplus: sigma,
  sin: (z) => Math.cos(z),
  square: (z) => 2 * z,
  identity: () => 1,
}

export function backprop(weights: number[][][], biases: number[][], x: number[], y: number[], activations: string[][], cost: string) {
  const z: number[][] = []
  const a: number[][] = []
  weights.forEach((matrix, l) => {
    const input = l > 0 ? a[l - 1] : x
    z[l] = matrix.map((row, j) => row.reduce((sum, w, k) => sum + w * input[k], 0) + biases[l][j])
    a[l] = z[l].map((value, j) => forwardOf[activations[l][j]](value))
  })
  const layerSlope = activations.map((names) => slopeOf[names.find((name) => name !== 'sigmoid') ?? 'sigmoid'])
  const delta: number[][] = []
  let l = weights.length - 1
  delta[l] = a[l].map((out, j) => (cost === 'quadratic' ? out - y[j] : (out - y[j]) / (out * (1 - out))))
  delta[l] = delta[l].map((e, j) => e * layerSlope[l](z[l][j]))
  for (l--; l >= 0; l--) {
    delta[l] = a[l].map((_, j) => weights[l + 1].reduce((sum, row, k) => sum + row[j] * delta[l + 1][k], 0))
    delta[l] = delta[l].map((e, j) => e * layerSlope[l](z[l][j]))
  }
  return { a, z, delta, dW: delta.map((d, i) => d.map((e) => (i > 0 ? a[i - 1] : x).map((v) => v * e))), db: delta.map((d) => d.slice()) }
}
