const f = Math.fround

function row(z: number[]): { a: number[]; log: number[] } {
  const top = f(Math.max(...z))
  const shifted = z.map((v) => f(f(v) - top))
  const total = shifted.reduce((s, v) => f(s + f(Math.exp(v))), 0)
  return { a: shifted.map((v) => f(f(Math.exp(v)) / total)), log: shifted.map((v) => f(v - f(Math.log(total)))) }
}

export function softmax(z: any): any {
  return Array.isArray(z[0]) ? z.map((v: number[]) => row(v).a) : row(z).a
}

export function logSoftmax(z: any): any {
  return Array.isArray(z[0]) ? z.map((v: number[]) => row(v).log) : row(z).log
}

export function logLikelihoodCost(z: number[], y: number[]): number {
  return row(z).log.reduce((s, v, j) => f(s - f(f(y[j]) * v)), 0)
}

export function outputDelta(z: number[], y: number[]): number[] {
  return row(z).a.map((a, j) => f(a - f(y[j])))
}
