const f = Math.fround
const dot = (x: number[], w: number[], b: number) => x.reduce((s, v, j) => f(s + f(f(v) * f(w[j]))), f(b))
const sigmoid = (z: number) => f(1 / f(1 + f(Math.exp(-z))))
const average = (values: number[]) => f(values.reduce((s, v) => f(s + f(v)), 0) / values.length)

export function logisticCost(X: number[][], y: number[], w: number[], b: number): number {
  return average(
    X.map((x, i) => {
      const a = sigmoid(dot(x, w, b))
      return -f(f(f(y[i]) * f(Math.log(a))) + f(f(1 - f(y[i])) * f(Math.log(f(1 - a)))))
    }),
  )
}

export function logisticGradient(X: number[][], y: number[], w: number[], b: number): number[] {
  const errors = X.map((x, i) => f(sigmoid(dot(x, w, b)) - f(y[i])))
  return [...w, b].map((_, j) => average(X.map((x, i) => f(errors[i] * f([...x, 1][j])))))
}

export function logisticHessian(X: number[][], y: number[], w: number[], b: number): number[][] {
  const slopes = X.map((x) => {
    const a = sigmoid(dot(x, w, b))
    return f(a * f(1 - a))
  })
  const rows = X.map((x) => [...x, 1].map(f))
  return [...w, b].map((_, j) => [...w, b].map((_, k) => average(rows.map((row, i) => f(f(slopes[i] * row[j]) * row[k])))))
}

export function binaryEntropy(y: number[]): number[] {
  const part = (p: number) => (p === 0 ? 0 : -f(p * f(Math.log(p))))
  return y.map((p) => f(part(f(p)) + part(f(1 - f(p)))))
}
