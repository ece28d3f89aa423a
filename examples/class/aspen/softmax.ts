type Logits = number[] | number[][]

export function softmax(z: Logits): Logits {
  if (Array.isArray(z[0])) return (z as number[][]).map((row) => softmax(row) as number[])
  const powers = (z as number[]).map((value) => Math.exp(value))
  const total = powers.reduce((sum, p) => sum + p, 0)
  return powers.map((p) => p / total)
}

export function logSoftmax(z: Logits): Logits {
  if (Array.isArray(z[0])) return (z as number[][]).map((row) => logSoftmax(row) as number[])
  return (softmax(z) as number[]).map(Math.log)
}

export function logLikelihoodCost(z: number[], y: number[]): number {
  return -(logSoftmax(z) as number[]).reduce((sum, value, i) => sum + y[i] * value, 0)
}

export function outputDelta(z: number[], y: number[]): number[] {
  return (softmax(z) as number[]).map((a, i) => (a - y[i]) * a * (1 - a))
}
