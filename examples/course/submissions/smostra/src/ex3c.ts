const s = (z: number) => 1 / (1 + Math.exp(-z))

export function forwardBackward(x: number[], y: number[], W2: number[][], _b2: number[], W3: number[][], _b3: number[]) {
  const z2 = W2.map(([...w]) => w.map((e, k) => e * x[k]).reduce((p, q) => p + q))
  const a2 = z2.map(s)
  const z3 = W3.map(([...w]) => w.map((e, k) => e * a2[k]).reduce((p, q) => p + q))
  const a3 = z3.map(s)
  const cost = y.map((t, j) => (t - 1) * Math.log(1 - a3[j]) - t * Math.log(a3[j])).reduce((p, q) => p + q)
  const delta3 = a3.map((a, j) => a - y[j])
  const back = (W: number[][], d: number[], k: number) => d.map((e, j) => e * W[j][k]).reduce((p, q) => p + q)
  const delta2 = a2.map((a, k) => back(W3, delta3, k) * (a - a * a))
  const delta1 = x.map((v, k) => back(W2, delta2, k) * (v - v * v))
  const table = (d: number[], v: number[]) => d.map((e) => v.map((u) => e * u))
  return { z2, a2, z3, a3, cost, delta3, delta2, delta1, dW3: table(delta3, a2), db3: delta3, dW2: table(delta2, x), db2: delta2 }
}
