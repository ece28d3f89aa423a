const dot = (u: number[], v: number[]) => u.reduce((s, x, i) => s + x * v[i], 0)
const sigmoid = (z: number) => 1 / (1 + Math.exp(-z))
const outputs = (X: number[][], w: number[], b: number) => X.map((x) => sigmoid(dot(x, w) + b))
const mean = (values: number[]) => values.reduce((s, v) => s + v, 0) / values.length
const extended = (X: number[][]) => X.map((x) => [...x, 1])

export function logisticCost(X: number[][], y: number[], w: number[], b: number): number {
  return mean(
    X.map((x, i) => {
      const z = dot(x, w) + b
      return Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))) - y[i] * z
    }),
  )
}

export function logisticGradient(X: number[][], y: number[], w: number[], b: number): number[] {
  const a = outputs(X, w, b)
  return [...w, b].map((_, j) => mean(extended(X).map((x, i) => (a[i] - y[i]) * a[i] * (1 - a[i]) * x[j])))
}

export function logisticHessian(X: number[][], y: number[], w: number[], b: number): number[][] {
  const a = outputs(X, w, b)
  return [...w, b].map((_, j) => [...w, b].map((_, k) => mean(extended(X).map((x, i) => a[i] * (1 - a[i]) * x[j] * x[k]))))
}

export function binaryEntropy(y: number[]): number[] {
  return y.map((p) => (p <= 0 || p >= 1 ? 0 : -p * Math.log(p) - (1 - p) * Math.log(1 - p)))
}
