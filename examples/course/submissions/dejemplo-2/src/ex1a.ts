export function gradientStep(v: number[], grad: number[], rate: number): number[] {
  return v.map((x, i) => x - rate * grad[i])
}

export const fixedLengthStep = gradientStep
