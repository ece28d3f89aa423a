export function gradientStep(v: number[], grad: number[], eta: number): number[] {
  return v.map((x, i) => x - eta * grad[i])
}

export function softmax(z: number[]): number[] {
  const top = Math.max(...z)
  const powers = z.map((value) => Math.exp(value - top)
  return powers.map((p) => p / powers.reduce((a, b) => a + b))
}
