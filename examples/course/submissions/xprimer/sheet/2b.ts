const rowwise = (f: (row: number[]) => number[]) => (z: any) => (Array.isArray(z[0]) ? z.map(f) : f(z))

const logRow = (row: number[]) => {
  const top = Math.max(...row)
  const logTotal = top + Math.log(row.reduce((s, v) => s + Math.exp(v - top), 0))
  return row.map((v) => v - logTotal)
}

export const logSoftmax = rowwise(logRow)
export const softmax = rowwise((row) => logRow(row).map(Math.exp))
export const logLikelihoodCost = (z: number[], y: number[]) => -logRow(z).reduce((s, v, j) => s + v * y[j], 0)
export const outputDelta = (z: number[], y: number[]) => logRow(z).map((v, j) => Math.exp(v) - y[j])
