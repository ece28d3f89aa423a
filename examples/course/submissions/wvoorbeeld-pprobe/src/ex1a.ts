export function gradientStep(v: number[], grad: number[], eta: number): number[] {
  const next: number[] = []
  v.forEach((x, i) => next.push(x - eta * grad[i]))
  return next
}

export function fixedLengthStep(v: number[], grad: number[], epsilon: number): number[] {
  const norm = Math.sqrt(grad.reduce((sum, g) => sum + g ** 2, 0))
  const unit = grad.map((g) => (norm === 0 ? 0 : g / norm))
  return gradientStep(v, unit, epsilon)
}
