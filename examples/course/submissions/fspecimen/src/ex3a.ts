export function crossEntropy(a: number[], y: number[]): number[] {
  return a.map((p, i) => -(y[i] * Math.log(p) + (1 - y[i]) * Math.log(1 - p)))
}

export function crossEntropyWithLogits(z: number[], y: number[]): number[] {
  return z.map((v, i) => Math.max(v, 0) - v * y[i] + Math.log1p(Math.exp(-Math.abs(v))))
}

export function boundaryCosts(a: number) {
  const [firstY0] = crossEntropy([a], [0])
  const [firstY1] = crossEntropy([a], [1])
  const [swappedY0] = crossEntropy([0], [a])
  const [swappedY1] = crossEntropy([1], [a])
  return { firstY0, firstY1, swappedY0, swappedY1 }
}
