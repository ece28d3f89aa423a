export function softmax(z: any): any {
  const top = Math.max(...z.flat())
  const row = (values: number[]) => {
    const e = values.map((v) => Math.exp(v - top))
    const total = e.reduce((s, v) => s + v, 0)
    return e.map((v) => v / total)
  }
  return Array.isArray(z[0]) ? z.map(row) : row(z)
}

export function logSoftmax(z: any): any {
  if (Array.isArray(z[0])) return z.map(logSoftmax)
  const top = Math.max(...z)
  const total = z.reduce((s: number, v: number) => s + Math.exp(v - top), 0)
  return z.map((v: number) => v - top - Math.log(total))
}

export function logLikelihoodCost(z: number[], y: number[]): number {
  const logs = logSoftmax(z)
  return -y.reduce((s, target, j) => s + target * logs[j], 0)
}

export function outputDelta(z: number[], y: number[]): number[] {
  return softmax(z).map((a: number, j: number) => a - y[j])
}
