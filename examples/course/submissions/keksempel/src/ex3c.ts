const r = Math.fround
const f32 = (v: Iterable<number>) => Float32Array.from(v)
const sigma = (z: Float32Array) => z.map((v) => r(1 / r(1 + r(Math.exp(-v)))))

function affine(W: number[][], v: Float32Array, b: number[]): Float32Array {
  return f32(W.map((row, j) => row.reduce((sum, w, k) => r(sum + r(r(w) * v[k])), r(b[j]))))
}

const outer = (u: Float32Array, v: Float32Array) => Array.from(u, (p) => Array.from(v, (q) => r(p * q)))

export function forwardBackward(x: number[], y: number[], W2: number[][], b2: number[], W3: number[][], b3: number[]) {
  const input = f32(x)
  const z2 = affine(W2, input, b2)
  const a2 = sigma(z2)
  const z3 = affine(W3, a2, b3)
  const a3 = sigma(z3)
  const terms = y.map((t, j) => r(Math.log(r(1 + r(Math.exp(-Math.abs(z3[j]))))) + Math.max(z3[j], 0) - z3[j] * t))
  const delta3 = a3.map((a, j) => r(a - y[j]))
  const delta2 = a2.map((a, k) => r(W3.reduce((sum, row, j) => r(sum + r(r(row[k]) * delta3[j])), 0) * r(a * r(1 - a))))
  return {
    z2, a2, z3, a3, cost: terms.reduce((p, q) => r(p + q)), delta3, delta2,
    dW3: outer(delta3, a2), db3: delta3, dW2: outer(delta2, input), db2: delta2,
  }
}
