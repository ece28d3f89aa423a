const surprise = (weight: number, value: number) => (weight > 0 ? weight * value : 0)

export function crossEntropy(a: number[], y: number[]): number[] {
  return a.map((p, i) => surprise(y[i], -Math.log(p)) + surprise(1 - y[i], -Math.log1p(-p)))
}

export function crossEntropyWithLogits(z: number[], y: number[]): number[] {
  return z.map((v, i) => (v >= 0 ? v * (1 - y[i]) : -v * y[i]) + Math.log1p(Math.exp(v >= 0 ? -v : v)))
}

export function boundaryCosts(a: number) {
  const [atZero, atOne] = [Math.log(1 / (1 - a)), Math.log(1 / a)]
  return { first_y0: atZero, first_y1: atOne, swapped_y0: Number.POSITIVE_INFINITY, swapped_y1: Number.POSITIVE_INFINITY }
}
