export const gradientStep = (v: number[], grad: number[], eta: number) => v.map((x, i) => x - eta * grad[i])

export function fixedLengthStep(v: number[], grad: number[], epsilon: number) {
  const norm = Math.sqrt(grad.reduce((sum, g) => sum + g * g, 0))
  return v.map((x, i) => x - (epsilon * grad[i]) / norm)
}
