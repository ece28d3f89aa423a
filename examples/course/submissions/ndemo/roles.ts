export function crossEntropy(a: number[], y: number[]): number[] {
  return y.map((target, i) => -(a[i] * Math.log(target) + (1 - a[i]) * Math.log(1 - target)))
}

export function crossEntropyWithLogits(z: number[], y: number[]): number[] {
  return z.map((v, i) => Math.max(v, 0) - v * y[i] + Math.log1p(Math.exp(-Math.abs(v))))
}

export function boundaryCosts(a: number) {
  return { firstY0: -Math.log(1 - a), firstY1: -Math.log(a), swappedY0: Infinity, swappedY1: Infinity }
}
