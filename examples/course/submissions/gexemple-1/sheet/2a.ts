const sigmoid = (z: number) => 1 / (1 + Math.exp(-z))
const sigmoidPrime = (z: number) => sigmoid(z) * (1 - sigmoid(z))
const f: Record<string, (z: number) => number> = {
  sigmoid,
  tanh: Math.tanh,
  softplus: (z) => Math.log1p(Math.exp(z)),
  sin: Math.sin,
  square: (z) => z * z,
  identity: (z) => z,
}
const dot = (u: number[], v: number[]) => u.reduce((s, p, i) => s + p * v[i], 0)

export function backprop(weights: number[][][], biases: number[][], x: number[], y: number[], activations: string[][], cost: string) {
  const z: number[][] = []
  const a: number[][] = []
  for (let l = 0; l < weights.length; l++) {
    const before = l === 0 ? x : a[l - 1]
    z.push(weights[l].map((row, j) => dot(row, before) + biases[l][j]))
    a.push(z[l].map((v, j) => f[activations[l][j]](v)))
  }
  const L = weights.length - 1
  const delta: number[][] = []
  delta[L] = a[L].map((o, j) => (cost === 'quadratic' ? o - y[j] : (o - y[j]) / (o * (1 - o))) * sigmoidPrime(z[L][j]))
  for (let l = L - 1; l >= 0; l--) {
    const column = (j: number) => weights[l + 1].map((row) => row[j])
    delta[l] = z[l].map((v, j) => dot(column(j), delta[l + 1]) * sigmoidPrime(v))
  }
  const dW = delta.map((d, l) => d.map((e) => (l === 0 ? x : a[l - 1]).map((v) => e * v)))
  return { a, z, delta, dW, db: delta }
}
